// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { EFFECTS, MEANS, WEAPON_CLASSES } from '#agreement'
import { canonicalJson, digestOf, toInstant, type Geometry, type Position } from '#kernel'

import { nameObservation, parseObservationDocument, toObservationDocument } from './document.ts'
import type { ObservationContent } from './observation.ts'

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true })
const text = fc.string({ unit: 'grapheme', maxLength: 12 })
const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
const position: fc.Arbitrary<Position> = fc.record({
  latitude: number(-90, 90),
  longitude: number(-180, 180),
})
const geometry: fc.Arbitrary<Geometry> = fc.oneof(
  fc.record({
    kind: fc.constant('ellipse' as const),
    center: position,
    semiMajorMeters: number(0, 1e5),
    semiMinorMeters: number(0, 1e5),
    azimuthDegrees: number(0, 360),
  }),
  fc.record({
    kind: fc.constant('sector' as const),
    observer: position,
    bearingDegrees: number(0, 360),
    bearingHalfWidthDegrees: number(0, 180),
    rangeMinimumMeters: number(0, 1e4),
    rangeMaximumMeters: number(0, 1e5),
  }),
  fc.record({
    kind: fc.constant('footprint' as const),
    center: position,
    ring: fc.array(position, { minLength: 3, maxLength: 6 }),
  }),
)

const content: fc.Arbitrary<ObservationContent> = fc.record({
  source: name,
  means: fc.constantFrom(...MEANS),
  asset: fc.option(text),
  lineage: name,
  time: fc
    .tuple(fc.integer({ min: 0, max: 4e12 }), fc.nat(1e9), number(0, 1e5))
    .chain(([start, length, clockErrorSeconds]) =>
      fc.record({
        start: fc.constant(toInstant(start)),
        end: fc.constant(toInstant(start + length)),
        clockErrorSeconds: fc.constant(clockErrorSeconds),
        precision: fc.constantFrom('instant' as const, 'interval' as const, 'day' as const),
      }),
    ),
  geometry,
  placeName: fc.option(text),
  effect: fc.constantFrom(...EFFECTS),
  count: fc.record({
    value: number(0, 1e6),
    qualifier: fc.constantFrom('exact' as const, 'at-least' as const, 'about' as const),
  }),
  weapon: fc.record({
    weaponClass: fc.constantFrom(...WEAPON_CLASSES),
    calibreMillimetres: fc.option(number(1, 999)),
  }),
  flightDirectionDegrees: fc.option(number(0, 360)),
  assessedContext: fc.constantFrom('none' as const, 'exercise' as const, 'not-known' as const),
  sensorConfidence: fc.constantFrom(null, 'low' as const, 'high' as const),
  grades: fc.record({
    source: fc.constantFrom('A' as const, 'F' as const),
    information: fc.constantFrom(1 as const, 6 as const),
  }),
  measurements: fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), number(-1e6, 1e6)),
  labels: fc.array(text, { maxLength: 3 }),
  text: fc.option(text),
  owner: name,
  audiences: fc.array(fc.constantFrom('mechanism', 'commission', 'public'), { maxLength: 4 }),
  originOfFire: fc.boolean(),
  supersedes: fc.constantFrom(null, digestOf('another')),
})

const sample = (): ObservationContent => fc.sample(content, { numRuns: 1, seed: 7 })[0] as ObservationContent

describe('the stored form of an observation', () => {
  test('[O1] reads back to the same observation, through JSON text, for any content', () => {
    fc.assert(
      fc.property(content, (made) => {
        const observation = nameObservation(made)
        const stored: unknown = JSON.parse(canonicalJson(toObservationDocument(observation)))
        expect(parseObservationDocument(stored)).toEqual({ ok: true, value: observation })
      }),
    )
  })

  test('[O2] the id is the digest of everything else, at the precision that is stored', () => {
    const observation = nameObservation(sample())
    const { id, ...rest } = toObservationDocument(observation)
    expect(id).toBe(digestOf(canonicalJson(rest)))
    expect(nameObservation(observation)).toEqual(observation)
  })

  test('[O2] the id is taken over the one canonical form, whatever the content', () => {
    fc.assert(
      fc.property(content, (made) => {
        const { id, ...rest } = toObservationDocument(nameObservation(made))
        expect(id).toBe(digestOf(canonicalJson(rest)))
      }),
    )
    const made = sample()
    expect(() => nameObservation({ ...made, text: 'half a pair: \ud800' })).toThrow(TypeError)
    expect(() => nameObservation({ ...made, measurements: { a: Number.NaN } })).toThrow(TypeError)
  })

  test('[O2] what differs below the stored precision is the same observation; what differs above is another', () => {
    const at = (latitude: number, clockErrorSeconds: number) => {
      const made = sample()
      const center = { latitude, longitude: 30 }
      return nameObservation({
        ...made,
        time: { ...made.time, clockErrorSeconds },
        geometry: { kind: 'ellipse', center, semiMajorMeters: 9, semiMinorMeters: 9, azimuthDegrees: 0 },
      }).id
    }
    expect(at(48.0000001, 1.0001)).toBe(at(48, 1))
    expect(at(-0.0000001, 1)).toBe(at(0, 1))
    expect(at(48.000001, 1)).not.toBe(at(48, 1))
    expect(at(48, 1.001)).not.toBe(at(48, 1))
  })

  test('[O2] the order in which audiences are named does not change the id', () => {
    const of = (audiences: readonly string[]) => nameObservation({ ...sample(), audiences }).id
    expect(of(['public', 'mechanism', 'public'])).toBe(of(['mechanism', 'public']))
    expect(of(['mechanism'])).not.toBe(of(['mechanism', 'public']))
  })

  test('[O3] one changed value is refused by the id', () => {
    const document = toObservationDocument(nameObservation(sample()))
    const changed = parseObservationDocument({ ...document, lineage: 'another' })
    expect(changed).toMatchObject({ ok: false, problems: [{ path: 'id', code: 'observation-id-mismatch' }] })
  })

  test('[O3] every problem is listed by path: missing, unknown, out of range, end before start', () => {
    const document = toObservationDocument(nameObservation(sample()))
    const { lineage: _left, ...without } = document
    const read = parseObservationDocument({
      ...without,
      extra: 1,
      means: 'guessed',
      geometry: { kind: 'footprint', center: { latitude: 91, longitude: 0 }, ring: [] },
      time: {
        start: '2026-06-24T00:00:00.000Z',
        end: '2026-06-23T00:00:00.000Z',
        clockErrorSeconds: 0,
        precision: 'day',
      },
    })
    expect(read.ok).toBe(false)
    const paths = read.ok ? [] : read.problems.map((one) => one.path)
    expect(new Set(paths)).toEqual(
      new Set(['', 'lineage', 'means', 'geometry.center.latitude', 'geometry.ring', 'time.end']),
    )
  })
})
