// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { canonicalJson, DAY_MS, destination, toInstant, type JsonValue } from '#kernel'

import { coarseCopy } from './coarse-copy.ts'
import { coverageByWeek } from './coverage-by-week.ts'
import { createLocalities, sectorOf } from './localities.ts'
import {
  audiencesOf,
  checkMarking,
  commonMarking,
  DISCLOSURES,
  ITEM_CLASSES,
  type Marking,
} from './marking.ts'
import { parseLocalities } from './parse-localities.ts'
import { admitsForm, doorFilter, formsOf, passDoor } from './pass-door.ts'
import { editionReader, INSTALLATION, mayRead, readerOf } from './reader.ts'
import { sampleItem, SAMPLE_RULES } from './sample-item.ts'
import { ITEM_KINDS, SURFACES } from './surfaces.ts'

const NAMES = ['public', 'mechanism', 'commission', 'coalition', 'party-a', 'party-b', 'party-a/staff']

const names = fc.uniqueArray(fc.constantFrom(...NAMES))
const marking: fc.Arbitrary<Marking> = fc.record({
  owner: fc.constantFrom('mechanism', 'party-a', 'party-b'),
  audiences: names,
  disclosure: fc.constantFrom(...DISCLOSURES),
  class: fc.constantFrom(...ITEM_CLASSES),
})
const reader = fc.oneof(
  names.map((audiences) => readerOf('someone', audiences)),
  fc.constant(INSTALLATION),
)

describe('mayRead', () => {
  test('[RL1] an undisclosed item is for its owner alone, whoever else is named', () => {
    const item = {
      owner: 'party-a',
      audiences: ['mechanism', 'party-a', 'party-a/staff', 'party-ab', 'public'],
      disclosure: 'undisclosed',
    } as const
    const readers = ['mechanism', 'party-a', 'party-a/staff', 'party-ab', 'public', 'party-b']
    expect(readers.filter((name) => mayRead(item, editionReader(name)))).toEqual(['party-a', 'party-a/staff'])
  })

  test('[RL1] a reader never becomes the program itself by a name that came in', () => {
    const item = { audiences: [] }
    expect(mayRead(item, INSTALLATION)).toBe(true)
    expect(mayRead(item, readerOf('someone', ['installation']))).toBe(false)
    expect(mayRead(item, editionReader('installation'))).toBe(false)
  })

  test('[RL2] the names that may in fact read an item decide as the whole marking does', () => {
    fc.assert(
      fc.property(marking, reader, (item, asks) => {
        expect(mayRead({ audiences: audiencesOf(item) }, asks)).toBe(mayRead(item, asks))
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('marking', () => {
  test('[RL3] what is made of several items is kept as strictly as each of them', () => {
    fc.assert(
      fc.property(fc.array(marking, { minLength: 1, maxLength: 4 }), reader, (inputs, asks) => {
        const made = commonMarking(inputs)
        const isReadable = inputs.every((one) => mayRead(one, asks))
        expect([false, isReadable]).toContain(mayRead(made, asks))
        const ranks = inputs.map((one) => ITEM_CLASSES.indexOf(one.class))
        expect(ITEM_CLASSES.indexOf(made.class)).toBe(Math.max(...ranks))
        expect(made.disclosure === 'undisclosed').toBe(
          inputs.some(({ disclosure }) => disclosure === 'undisclosed'),
        )
      }),
    )
  })

  test('[RL3] a marking that contradicts itself is refused with every problem', () => {
    const wrong = checkMarking({
      owner: 'Party A',
      audiences: ['public', 'installation', ''],
      disclosure: 'undisclosed',
      class: 'human-source',
    })
    expect(wrong.ok ? [] : wrong.problems.map(({ path, code }) => `${path} ${code}`)).toEqual([
      'owner owner-name-unusable',
      'audiences.0 undisclosed-beyond-owner',
      'audiences.0 human-source-is-public',
      'audiences.1 audience-reserved',
      'audiences.1 undisclosed-beyond-owner',
      'audiences.2 audience-name-unusable',
      'audiences.2 undisclosed-beyond-owner',
    ])
    const right = checkMarking({
      owner: 'party:a',
      audiences: ['mechanism', 'coalition', 'mechanism'],
      disclosure: 'acknowledged',
      class: 'ordinary',
    })
    expect(right.ok && right.value.audiences).toEqual(['coalition', 'mechanism'])
  })
})

describe('coarse copies', () => {
  const origin: Marking = {
    owner: 'mechanism',
    audiences: ['public'],
    disclosure: 'acknowledged',
    class: 'origin-of-fire',
  }

  test('[RL6] say no more than locality, direction, minutes and listed fields', () => {
    const copy = coarseCopy(sampleItem('incident', origin), SAMPLE_RULES)
    expect(copy?.document).toEqual({
      schema: 'marsad/coarse@1',
      id: 'alias-of-30',
      kind: 'incident',
      class: 'origin-of-fire',
      interval: { start: '2026-06-24T03:17:00.000Z', end: '2026-06-24T03:18:00.000Z' },
      locality: { name: 'Lower', latitude: 48, longitude: 33.5 },
      sector: 'ne',
      facts: { means: 'acoustic', 'likelihood.band': 'likely' },
    })
    expect(copy?.place).toEqual({ latitude: 48, longitude: 33.5 })
  })

  test('[RL6] do not change when the place, its wording and its figures do, within one direction', () => {
    const item = sampleItem('possible-violation', origin)
    const lower = { name: 'Lower', position: { latitude: 48, longitude: 33.5 } }
    const bytes = fc.sample(
      fc.record({
        bearing: fc.double({ min: 34, max: 56, noNaN: true }),
        meters: fc.double({ min: 1, max: 15_000, noNaN: true }),
        text: fc.string(),
        probability: fc.double({ min: 0.55, max: 0.79, noNaN: true }),
      }),
      200,
    )
    const copies = bytes.map(({ bearing, meters, text, probability }) => {
      const place = destination(lower.position, bearing, meters)
      expect(sectorOf(lower, place)).toBe('ne')
      const document = {
        ...item.document,
        geometry: { ...place },
        text,
        likelihood: { kind: 'likelihood', probability, band: 'likely' },
      }
      return canonicalJson(coarseCopy({ ...item, place, document }, SAMPLE_RULES) as unknown as JsonValue)
    })
    expect(new Set(copies).size).toBe(1)
  })

  test('[RL6] there is none without a place or a locality, so that nothing leaves', () => {
    const item = sampleItem('observation', origin)
    expect(coarseCopy({ ...item, place: null }, SAMPLE_RULES)).toBeNull()
    const nowhere = { ...SAMPLE_RULES, localities: { nearest: () => null } }
    expect(
      passDoor('list', item, readerOf(null, []), toInstant(item.interval.end + 9 * DAY_MS), nowhere),
    ).toEqual({ kind: 'withheld' })
  })

  test('[RL10] filtering stored forms by audiences, door and moment gives what the door gives', () => {
    fc.assert(
      fc.property(
        marking,
        reader,
        fc.constantFrom(...SURFACES.filter((surface) => surface !== 'log')),
        fc.constantFrom(...ITEM_KINDS),
        fc.integer({ min: -2, max: 30 }),
        (marks, asks, surface, kind, hours) => {
          const item = sampleItem(kind, marks)
          const now = toInstant(item.interval.end + hours * 3_600_000)
          const audiences = audiencesOf(marks)
          const filter = doorFilter(surface, kind, asks, now)
          const found = formsOf(item, SAMPLE_RULES).filter(
            (row) => mayRead({ audiences }, asks) && admitsForm(filter, row),
          )
          const passage = passDoor(surface, item, asks, now, SAMPLE_RULES)
          expect(found.map(({ id }) => id)).toEqual('form' in passage ? [passage.form.id] : [])
        },
      ),
      { numRuns: 3_000 },
    )
  })
})

describe('localities', () => {
  test('[RL6] the nearest place is found across the date line, from a gazetteer of named points', () => {
    const point = (name: string, coordinates: readonly number[]): unknown => ({
      geometry: { type: 'Point', coordinates },
      properties: { name },
    })
    const text = (...features: readonly unknown[]): string =>
      JSON.stringify({ type: 'FeatureCollection', features })
    const read = parseLocalities(text(point('West', [179.9, 10]), point('East', [-170, 10])), 'places')
    const { nearest } = createLocalities(read.ok ? read.value : [])
    expect(nearest({ latitude: 10, longitude: -179.9 })?.name).toBe('West')
    expect(createLocalities([]).nearest({ latitude: 0, longitude: 0 })).toBeNull()
    expect(parseLocalities(text(point('', [200, 0])), 'places')).toMatchObject({
      ok: false,
      problems: [
        { path: 'places: features.0.geometry.coordinates.0', code: 'places-unnamed' },
        { path: 'places: features.0.properties.name', code: 'places-unnamed' },
      ],
    })
  })
})

describe('coverage', () => {
  test('[RL7] others get whole past weeks per sector, in tenths', () => {
    const monday = Date.UTC(2026, 5, 22)
    const at = (days: number): ReturnType<typeof toInstant> => toInstant(monday + days * DAY_MS)
    const stretches = [
      { sector: 'north', start: at(-2), end: at(1), seenShare: 1 },
      { sector: 'north', start: at(0), end: at(1), seenShare: 0.5 },
      { sector: 'south', start: at(3), end: at(10), seenShare: 0.5 },
    ]
    expect(coverageByWeek(stretches, at(7))).toEqual([
      { sector: 'north', weekStart: at(-7), seenShare: 0.3 },
      { sector: 'north', weekStart: at(0), seenShare: 0.1 },
      { sector: 'south', weekStart: at(0), seenShare: 0.3 },
    ])
    expect(coverageByWeek(stretches, at(6.9)).every(({ weekStart }) => weekStart < at(0))).toBe(true)
  })
})
