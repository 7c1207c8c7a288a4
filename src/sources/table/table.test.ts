// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, test } from 'vitest'
import { stringify } from 'yaml'

import { formatInstant } from '#kernel'

import { observationsOf, quarantineOf, readInPieces, utf8 } from '../../../test/read-file-in-pieces.ts'
import { table } from './index.ts'
import { parseTableMapping } from './mapping.ts'

const BASE = {
  schema: 'marsad/table-mapping@1',
  source: 'patrol-log',
  owner: 'mechanism',
  audiences: ['mechanism', 'party-a'],
  means: 'seen',
  effect: {
    column: 'Kind',
    values: { impact: 'explosion-impact', flare: 'illumination-flare' },
  },
  time: { start: { column: 'seen at', utcOffset: '+03:00' }, clockErrorSeconds: 60 },
  place: {
    kind: 'point',
    latitude: 'lat',
    longitude: 'lon',
    radiusMeters: { column: 'km off', times: 1_000 },
  },
}

const read = (mapping: object, ...lines: readonly string[]) =>
  readInPieces(table, utf8([...lines, ''].join('\n')), [], { mapping: stringify(mapping) })
const one = (mapping: object, ...lines: readonly string[]) => observationsOf(read(mapping, ...lines))[0]
const HEADER = 'Seen At,lat,lon,km off,kind'

describe('table', () => {
  test('[S50] the mapping of docs/spec/table-mapping.md is sound and reads the table beside it', () => {
    const page = readFileSync(join(import.meta.dirname, '../../../docs/spec/table-mapping.md'), 'utf8')
    const [mapping, csv] = ['yaml', 'csv'].map(
      (kind) => page.split(`\`\`\`${kind}\n`)[1]?.split('```')[0] ?? '',
    )
    expect(parseTableMapping(mapping ?? '')).toMatchObject({ ok: true })
    const seen = observationsOf(readInPieces(table, utf8(csv ?? ''), [], { mapping: mapping ?? '' }))
    expect(seen).toMatchObject([
      {
        source: 'table:camera-log',
        effect: 'explosion-undetermined',
        count: { value: 3, qualifier: 'at-least' },
        geometry: { kind: 'sector', bearingDegrees: 250, rangeMinimumMeters: 3000, rangeMaximumMeters: 5000 },
      },
      { effect: 'projectile', flightDirectionDegrees: 90 },
    ])
    expect(seen.map(({ time }) => formatInstant(time.start))).toEqual([
      '2026-06-24T01:15:00.000Z',
      '2026-06-24T01:17:30.000Z',
    ])
  })

  test('[S50] a missing or wrong mapping refuses the file with every problem by path', () => {
    const problems = (mapping: string | undefined) => {
      const context = mapping === undefined ? {} : { mapping }
      const { result } = readInPieces(table, utf8('a\n1\n'), [], context)
      return result.ok ? [] : result.problems.map(({ path, code }) => `${path} ${code}`)
    }
    expect(problems(undefined)).toEqual(['mapping mapping-missing'])
    expect(problems('a: [')).toEqual(['mapping yaml-unreadable'])
    expect(problems('')).toEqual(['mapping mapping-field-wrong'])
    const wrong = {
      ...BASE,
      schema: 'marsad/table-mapping@9',
      audiences: [],
      place: { kind: 'guess' },
      extra: 1,
    }
    expect(new Set(problems(stringify(wrong)))).toEqual(
      new Set(
        ['schema', 'audiences', 'place.kind']
          .map((path) => `mapping.${path} mapping-field-wrong`)
          .concat('mapping mapping-field-wrong'),
      ),
    )
    expect(problems(stringify(BASE)).toSorted()).toEqual(
      ['kind', 'km off', 'lat', 'lon', 'seen at'].map((column) => `${column} column-missing`),
    )
  })

  test('[S51] words mean what the mapping says, and an unlisted word is refused unless it says what else', () => {
    expect(one(BASE, HEADER, '2026-06-24 10:00,48.1,37.9,0.5,impact')?.effect).toBe('explosion-impact')
    expect(quarantineOf(read(BASE, HEADER, '2026-06-24 10:00,48.1,37.9,0.5,toString'))).toEqual([
      [1, ['kind: word-not-in-mapping']],
    ])
    const open = { ...BASE, effect: { ...BASE.effect, otherwise: 'explosion-undetermined' } }
    expect(one(open, HEADER, '2026-06-24 10:00,48.1,37.9,0.5,?')?.effect).toBe('explosion-undetermined')
  })

  test.each([
    ['2026-06-24 10:00', '2026-06-24T07:00:00.000Z', '2026-06-24T07:00:00.000Z', 'instant'],
    ['2026-06-24T10:00:30Z', '2026-06-24T10:00:30.000Z', '2026-06-24T10:00:30.000Z', 'instant'],
    ['2026-06-24', '2026-06-23T21:00:00.000Z', '2026-06-24T20:59:59.999Z', 'day'],
  ])('[S52] %s at +03:00 is %s', (text, start, end, precision) => {
    const time = one(BASE, HEADER, `${text},48.1,37.9,0.5,impact`)?.time
    expect(time && [formatInstant(time.start), formatInstant(time.end), time.precision]).toEqual([
      start,
      end,
      precision,
    ])
    expect(time?.clockErrorSeconds).toBe(60)
  })

  test('[S52] without an offset a time without a zone is refused, and an end before the start', () => {
    const bare = { ...BASE, time: { start: { column: 'seen at' } } }
    expect(quarantineOf(read(bare, HEADER, '2026-06-24 10:00,48.1,37.9,0.5,impact'))).toEqual([
      [1, ['seen at: instant-without-zone']],
    ])
    const spans = { ...BASE, time: { start: { column: 'seen at' }, end: { column: 'until' } } }
    const rows = [
      '2026-06-24T10:00Z,48.1,37.9,0.5,impact,2026-06-24T09:00Z',
      '2026-06-24T10:00Z,48.1,37.9,0.5,impact,',
    ]
    const seen = read(spans, `${HEADER},until`, ...rows)
    expect(quarantineOf(seen)).toEqual([[1, ['until: end-before-start']]])
    expect(observationsOf(seen)).toHaveLength(1)
  })

  test('[S53] a point has its radius, in metres by the factor; a bad one is refused with all its problems', () => {
    expect(one(BASE, HEADER, '2026-06-24,48.1,37.9,0.5,impact')?.geometry).toMatchObject({
      kind: 'ellipse',
      center: { latitude: 48.1, longitude: 37.9 },
      semiMajorMeters: 500,
    })
    expect(quarantineOf(read(BASE, HEADER, 'yesterday,north,37.9,-1,impact'))).toEqual([
      [1, ['seen at: instant-unreadable', 'lat: number-unreadable', 'km off: below-minimum']],
    ])
  })

  test('[S9] who may read it, what it leans on and whether it is an origin of fire come from the mapping', () => {
    const camera = { ...BASE, asset: { column: 'camera' }, originOfFire: true, labels: ['camera'] }
    const [a, b] = observationsOf(
      read(
        camera,
        `${HEADER},camera`,
        '2026-06-24,48.1,37.9,1,impact,K1',
        '2026-06-25,48.1,37.9,1,impact,K1',
      ),
    )
    expect(a).toMatchObject({
      audiences: ['mechanism', 'party-a'],
      asset: 'K1',
      labels: ['K1'],
      originOfFire: true,
    })
    expect(a?.lineage).toBe(b?.lineage)
    const [c, d] = observationsOf(
      read(BASE, HEADER, '2026-06-24,48.1,37.9,1,impact', '2026-06-25,48.1,37.9,1,impact'),
    )
    expect(c?.lineage).not.toBe(d?.lineage)
  })
})
