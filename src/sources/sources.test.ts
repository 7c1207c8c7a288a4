// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'

import { editionReader, mayRead } from '#releasability'

import { observationsOf, quarantineOf, readInPieces, utf8 } from '../../test/read-file-in-pieces.ts'
import { sharedData } from '../../test/shared-data.ts'
import { findSource, SOURCES } from './registry.ts'
import { LONGEST_ROW, type Source, type SourceContext } from './source.ts'

const UCDP_HEADER =
  'id,type_of_violence,where_prec,latitude,longitude,event_clarity,date_prec,date_start,date_end,best,high,low,source_headline'
const MAPPING = [
  'schema: marsad/table-mapping@1',
  'source: patrol-log',
  'owner: mechanism',
  'audiences: [mechanism]',
  'means: seen',
  'effect: explosion-undetermined',
  'time: { start: { column: seen_at } }',
  'place: { kind: point, latitude: lat, longitude: lon, radiusMeters: 500 }',
].join('\n')

/** One sound file of each source, as lines. */
const SAMPLES: Readonly<
  Record<string, { readonly lines: readonly string[]; readonly context?: Partial<SourceContext> }>
> = {
  firms: {
    lines: [
      'latitude,longitude,bright_ti4,scan,track,acq_date,acq_time,satellite,confidence,version,bright_ti5,frp,daynight',
      '48.1,37.9,330.5,0.4,0.5,2026-06-24,0107,N20,n,2.0NRT,290.1,4.2,N',
      '48.2,37.9,330.5,0.4,0.5,2026-06-24,0107,N20,n,2.0NRT,290.1,4.2,N',
    ],
  },
  'firms-history': { lines: ['LATITUDE,LONGITUDE,ACQ_DATE', '48.1,37.9,2018-05-01', '48.2,37.9,2018-05-02'] },
  viina: {
    lines: [
      '"datetime","lon","lat","place_name","event_type","headline"',
      '"2025-04-20 08:30:00","37.9","48.1","Місто","artillery|loc","Обстріл ""громади"", є\r\nпоранені"',
      '"2025-04-20 00:00:00","37.9","48.2","Село","uav","Дрон упав на околиці"',
    ],
  },
  ucdp: {
    lines: [
      UCDP_HEADER,
      '1,1,1,48.1,37.9,1,1,2016-05-01,2016-05-01,2,3,1,"Two killed, one hurt"',
      '2,1,4,48.2,37.9,2,4,2016-05-01,2016-05-31,2,3,1,Clashes',
    ],
  },
  table: {
    lines: ['seen_at,lat,lon', '2026-06-24T10:00:00Z,48.1,37.9', '2026-06-24T11:00:00+03:00,48.2,37.9'],
    context: { mapping: MAPPING },
  },
}

const cases = SOURCES.map((source) => {
  const sample = SAMPLES[source.id]
  if (sample === undefined) throw new Error(`${source.id} has no sample`)
  return [source.id, source, sample.lines, sample.context ?? {}] as const
})

const file = (lines: readonly string[], newline = '\n'): Uint8Array =>
  utf8(`${lines.join(newline)}${newline}`)
const problemsOf = (source: Source, bytes: Uint8Array, context: Partial<SourceContext>) => {
  const { result, rows } = readInPieces(source, bytes, [], context)
  expect(rows).toEqual([])
  return result.ok ? [] : result.problems.map(({ code }) => code)
}

describe.each(cases)('%s', (id, source, lines, context) => {
  const plain = readInPieces(source, file(lines), [], context)

  test('[S1] is found by its name and reads its sample whole', () => {
    expect(findSource(id)).toBe(source)
    expect(plain.result).toEqual({ ok: true, value: { encoding: 'utf-8', rows: 2 } })
    expect(observationsOf(plain)).toHaveLength(2)
  })

  test('[S2] gives the same for any cut of any damaged bytes, and one result for each row', () => {
    const bytes = file(lines, '\r\n')
    const damage = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.constantFrom(0, 10, 34, 44, 65, 0xff)), {
      maxLength: 4,
    })
    fc.assert(
      fc.property(damage, fc.array(fc.nat(), { maxLength: 10 }), (changes, cuts) => {
        const damaged = bytes.slice()
        for (const [at, byte] of changes) damaged[at] = byte
        const whole = readInPieces(source, damaged, [], context)
        expect(readInPieces(source, damaged, cuts, context)).toEqual(whole)
        const rows = whole.result.ok ? whole.result.value.rows : whole.rows.length
        expect(whole.rows.map(({ row }) => row)).toEqual(Array.from({ length: rows }, (_, k) => k + 1))
      }),
      { numRuns: 150 },
    )
    const everyByte = Array.from(bytes, (_, at) => at)
    expect(readInPieces(source, bytes, everyByte, context)).toEqual(readInPieces(source, bytes, [], context))
  })

  test.each([
    ['utf-8-bom', (text: string) => utf8(`\uFEFF${text}`)],
    ['utf-16le', (text: string) => iconv.encode(text, 'utf-16le', { addBOM: true })],
    ['utf-16be', (text: string) => iconv.encode(text, 'utf-16be', { addBOM: true })],
  ])('[S3] reads the same out of %s', (encoding, encode) => {
    const read = readInPieces(source, encode(`${lines.join('\n')}\n`), [], context)
    expect(read.result).toEqual({ ok: true, value: { encoding, rows: 2 } })
    expect(observationsOf(read)).toEqual(observationsOf(plain))
  })

  test('[S4] quarantines a row with bytes that are no text, as text that can be stored', () => {
    const [header, first, second] = lines.map((line) => utf8(`${line}\n`))
    if (!header || !first || !second) throw new Error('three lines')
    const damaged = first.slice()
    damaged[2] = 0xff
    const read = readInPieces(source, Uint8Array.from([...header, ...damaged, ...second]), [], context)
    expect(quarantineOf(read)).toEqual([[1, ['text-undecodable']]])
    expect(read.rows.every((one) => !('raw' in one) || !/\p{Cs}/u.test(one.raw))).toBe(true)
  })

  test('[S5] refuses what is empty, no text, or lacks its columns', () => {
    expect(problemsOf(source, utf8(''), context)).toEqual(['file-empty'])
    expect(problemsOf(source, utf8('\r\n \n'), context)).toEqual(['file-empty'])
    expect(
      problemsOf(source, Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0]), context),
    ).toEqual(['file-not-text'])
    expect(
      problemsOf(source, utf8('a,b,c\n1,2,3\n'), context).every((code) => code === 'column-missing'),
    ).toBe(true)
    expect(problemsOf(source, utf8((lines[0] ?? '').slice(0, 12)), context)).not.toEqual([])
    expect(readInPieces(source, utf8(`${lines[0]}\n`), [], context).result).toMatchObject({
      ok: true,
      value: { rows: 0 },
    })
  })

  test('[S6] says that a file ends within a row', () => {
    const text = lines.join('\n')
    const cut = readInPieces(
      source,
      utf8(text.slice(0, text.length - (lines[2] ?? '').length + 6)),
      [],
      context,
    )
    expect(quarantineOf(cut)).toMatchObject([[2, ['row-truncated', expect.any(String)]]])
    expect(observationsOf(cut)).toEqual(observationsOf(plain).slice(0, 1))
  })

  test('[S7] quarantines a row without end and reads on', () => {
    const long = `${'9'.repeat(LONGEST_ROW + 1)}\n`
    const read = readInPieces(source, utf8(`${lines[0]}\n${long}${lines[1]}\n`), [100_000, 700_000], context)
    expect(quarantineOf(read)).toEqual([[1, ['row-too-long']]])
    expect(observationsOf(read)).toEqual(observationsOf(plain).slice(0, 1))
    expect(problemsOf(source, utf8('x'.repeat(3 * LONGEST_ROW)), context)).not.toEqual([])
  })

  test('[S9] says who may read it', () => {
    for (const observation of observationsOf(plain)) {
      expect(mayRead(observation, editionReader('mechanism'))).toBe(true)
      expect(mayRead(observation, editionReader('party-b'))).toBe(id !== 'table')
    }
  })

  test('[S17] swapped coordinates are found where the area of interest is known', () => {
    const near = { west: 22, south: 44, east: 41, north: 53 }
    const areaOfInterest = { near, far: near }
    const swapped = lines.map((line) =>
      line
        .replace(/("?)48\.1("?),("?)37\.9("?)/, '$137.9$2,$348.1$4')
        .replace('"37.9","48.1"', '"48.1","37.9"'),
    )
    const read = readInPieces(source, file(swapped), [], { ...context, areaOfInterest })
    expect(quarantineOf(read)).toEqual([[1, ['coordinates-look-swapped']]])
  })
})

describe('memory', () => {
  test('[S7] thirty megabytes of one row are read in a few', () => {
    for (const [, source, lines, context] of cases) {
      const parser = source.open({
        fileName: 'x',
        originalDigest: '' as SourceContext['originalDigest'],
        ...context,
      })
      let longest = 0
      const sink = {
        observation: () => undefined,
        quarantined: (_row: number, raw: string) => void (longest = Math.max(longest, raw.length)),
      }
      parser.push(utf8(`${lines[0]}\n"`), sink)
      const before = process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers
      const piece = utf8('8'.repeat(100_000))
      for (let k = 0; k < 300; k++) parser.push(piece, sink)
      const after = process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers
      expect(parser.finish(sink)).toMatchObject({ ok: true, value: { rows: 1 } })
      expect(longest).toBeLessThanOrEqual(65_536)
      // Garbage of the decoded pieces may still lie about; the row itself would be 30 MB and more.
      expect(after - before).toBeLessThan(25_000_000)
    }
  })
})

describe('real files', () => {
  const files: readonly (readonly [string, string, number])[] = [
    ...(['202410', '202411', '202412', '202504', '202505'] as const).map(
      (month, k) =>
        [
          'viina',
          `events/viina/viina_incidents_${month}.csv`,
          [6080, 5466, 4560, 3764, 3793][k] ?? 0,
        ] as const,
    ),
    ['ucdp', 'events/ucdp/ucdp-ged-ukraine-2014-2019.csv', 2744],
    ['firms-history', 'firms/ukraine-history/ukr_fire_data_2021.csv', 57_595],
  ]
  test.skipIf(sharedData('events') === null).each(files)(
    '[S1] %s %s: rows = observations + quarantined (skipped without the data)',
    (id, path, rows) => {
      const source = findSource(id)
      if (source === null) throw new Error(id)
      const read = readInPieces(
        source,
        readFileSync(sharedData(path) ?? join('missing', path)),
        [10_000, 123_457],
      )
      expect(read.result).toMatchObject({ ok: true, value: { rows } })
      expect(read.rows).toHaveLength(rows)
      expect(quarantineOf(read)).toEqual([])
    },
  )
})
