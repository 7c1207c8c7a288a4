// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { bearingDegrees, formatInstant, geodesicMeters, toInstant, type Footprint } from '#kernel'

import { convertFields, parseByPapaparse, placesOf } from '../../../test/firms-by-papaparse.ts'
import { observationsOf, quarantineOf, readInPieces, utf8 } from '../../../test/read-file-in-pieces.ts'
import { sharedData } from '../../../test/shared-data.ts'
import { splitRecord } from '../text/split-record.ts'
import { createColumnReader } from './column-reader.ts'
import { createFirmsColumns, type FirmsColumns } from './columns.ts'
import { firms } from './index.ts'

const VIIRS =
  'latitude,longitude,bright_ti4,scan,track,acq_date,acq_time,satellite,instrument,confidence,version,bright_ti5,frp,daynight'
const MODIS =
  'latitude,longitude,brightness,scan,track,acq_date,acq_time,satellite,instrument,confidence,version,bright_t31,frp,daynight,type'

const viirs = {
  latitude: '48.1',
  longitude: '37.9',
  bright_ti4: '330.5',
  scan: '0.4',
  track: '0.5',
  acq_date: '2026-06-24',
  acq_time: '0107',
  satellite: 'N20',
  instrument: 'VIIRS',
  confidence: 'n',
  version: '2.0NRT',
  bright_ti5: '290.1',
  frp: '4.2',
  daynight: 'N',
}
type Column = keyof typeof viirs

const row = (changes: Partial<Record<Column, string>> = {}): string =>
  Object.values({ ...viirs, ...changes }).join(',')

const read = (...rows: readonly string[]) => readInPieces(firms, utf8([VIIRS, ...rows, ''].join('\n')))
const one = (changes: Partial<Record<Column, string>>) => observationsOf(read(row(changes)))[0]

describe('what a row means', () => {
  test('[S10] a VIIRS row becomes one heat observation with its readings', () => {
    expect(one({})).toMatchObject({
      source: 'firms',
      means: 'satellite-thermal',
      asset: 'N20',
      effect: 'heat',
      sensorConfidence: 'nominal',
      grades: { source: 'B', information: 3 },
      measurements: {
        brightnessTi4Kelvin: 330.5,
        brightnessTi5Kelvin: 290.1,
        frpMegawatts: 4.2,
        night: 1,
        scanKilometres: 0.4,
        trackKilometres: 0.5,
      },
      labels: ['version 2.0NRT'],
    })
  })

  test.each([
    ['0107', '01:07'],
    ['107', '01:07'],
    ['58', '00:58'],
    ['7', '00:07'],
    ['0', '00:00'],
    ['2359', '23:59'],
    ['01:07', '01:07'],
  ])('[S11] acq_time %s is %s UTC', (acq_time, expected) => {
    const time = one({ acq_time })?.time
    expect(formatInstant(time?.start ?? toInstant(0))).toBe(`2026-06-24T${expected}:00.000Z`)
    expect(time).toMatchObject({ precision: 'instant', clockErrorSeconds: 150 })
  })

  test.each(['2400', '0060', '-5', '12345', '12:5', ':15', '', 'noon'])(
    '[S11] acq_time %j is refused',
    (acq_time) => {
      expect(quarantineOf(read(row({ acq_time })))).toEqual([
        [1, [acq_time === '' ? 'acq_time: value-missing' : 'acq_time: time-unreadable']],
      ])
    },
  )

  test.each([
    ['l', 'low'],
    ['n', 'nominal'],
    ['h', 'high'],
    ['low', 'low'],
    ['nominal', 'nominal'],
    ['High', 'high'],
  ])('[S12] confidence %s is %s', (confidence, expected) => {
    expect(one({ confidence })?.sensorConfidence).toBe(expected)
  })

  test.each([
    ['0', 'low'],
    ['29', 'low'],
    ['30', 'nominal'],
    ['80', 'high'],
    ['100', 'high'],
  ])('[S12] MODIS confidence of %s per cent is %s', (confidence, expected) => {
    const line = `48.1,37.9,320.1,1.2,1.1,2026-06-24,0807,Terra,MODIS,${confidence},6.1NRT,290.2,12.5,D,2`
    const [seen] = observationsOf(readInPieces(firms, utf8(`${MODIS}\n${line}\n`)))
    expect(seen?.sensorConfidence).toBe(expected)
    expect(seen?.measurements).toMatchObject({
      brightnessT21Kelvin: 320.1,
      brightnessT31Kelvin: 290.2,
      confidencePercent: Number(confidence),
      hotSpotType: 2,
    })
  })

  test.each([
    ['N', 'N'],
    ['1', 'N20'],
    ['N20', 'N20'],
    ['NOAA-20', 'N20'],
    ['2', 'N21'],
    ['n21', 'N21'],
  ])('[S12] satellite %s is %s', (satellite, asset) => {
    expect(one({ satellite })?.asset).toBe(asset)
  })

  test('[S13] the footprint is the pixel: scan wide, track long, turned along the ground track', () => {
    const geometry = one({ acq_time: '1107', daynight: 'D' })?.geometry as Footprint
    const [frontLeft, frontRight, backRight, backLeft] = geometry.ring
    if (!frontLeft || !frontRight || !backRight || !backLeft) throw new Error('four corners')
    expect(geodesicMeters(frontLeft, frontRight)).toBeCloseTo(400, -1)
    expect(geodesicMeters(backRight, frontRight)).toBeCloseTo(500, -1)
    // Northbound over 48.1 N in an orbit of 98.74 degrees: west of north by the inclination and the turning Earth.
    expect(bearingDegrees(backRight, frontRight)).toBeCloseTo(344.6, 0)
    const night = one({ acq_time: '0007' })?.geometry as Footprint
    expect(bearingDegrees(night.ring[2] ?? frontLeft, night.ring[1] ?? frontLeft)).toBeCloseTo(195.4, 0)
  })

  test('[S14] one pass is one lineage though its rows differ by minutes; the next orbit and the other satellite are others', () => {
    const lineage = (changes: Partial<Record<Column, string>>) => one(changes)?.lineage
    const first = lineage({ latitude: '52.0', acq_time: '0030' })
    expect(lineage({ latitude: '44.5', longitude: '30', acq_time: '0032' })).toBe(first)
    expect(lineage({ latitude: '52.0', acq_time: '0211' })).not.toBe(first)
    expect(lineage({ latitude: '52.0', acq_time: '0030', satellite: 'N' })).not.toBe(first)
  })

  test('[S15] the version is part of what was said; the file name is not', () => {
    expect(one({ version: '2' })?.id).not.toBe(one({})?.id)
    const bytes = utf8(`${VIIRS}\n${row()}\n`)
    const [a, b] = ['a.csv', 'b.csv'].map(
      (fileName) => observationsOf(readInPieces(firms, bytes, [], { fileName }))[0],
    )
    expect(a).toEqual(b)
  })
})

describe('what is refused', () => {
  test('[S16] every problem of a row is listed, with its column', () => {
    const bad = row({
      latitude: '98',
      bright_ti4: '12',
      acq_date: '2026-02-30',
      confidence: 'x',
      frp: '-1',
      daynight: '',
    })
    expect(quarantineOf(read(bad, row()))).toEqual([
      [
        1,
        [
          'latitude: out-of-range',
          'coordinates-look-swapped',
          'acq_date: date-unreadable',
          'confidence: confidence-unknown',
          'daynight: value-missing',
          'bright_ti4: out-of-range',
          'frp: out-of-range',
        ],
      ],
    ])
  })

  test('[S17] with an area of interest, places outside and swapped coordinates are told apart', () => {
    const near = { west: 20, south: 43, east: 42, north: 54 }
    const area = { areaOfInterest: { near, far: { west: -40, south: 0, east: 100, north: 90 } } }
    const abroad = row({ latitude: '40.4', longitude: '-3.7' })
    const lines = [row(), row({ longitude: '-77' }), row({ latitude: '37.9', longitude: '48.1' }), abroad]
    const bytes = utf8([VIIRS, ...lines, ''].join('\n'))
    expect(quarantineOf(readInPieces(firms, bytes, [], area))).toEqual([
      [2, ['outside-area-of-interest']],
      [3, ['coordinates-look-swapped']],
    ])
    expect(quarantineOf(readInPieces(firms, bytes))).toEqual([])
    expect(quarantineOf(read(row({ latitude: '0', longitude: '0' })))).toEqual([[1, ['coordinates-zero']]])
  })

  test('[S5] missing columns refuse the file, all of them named; extra and reordered ones do not', () => {
    const refused = readInPieces(firms, utf8('latitude,longitude,acq_date\n48,37,2026-06-24\n'))
    expect(refused.rows).toEqual([])
    expect(refused.result.ok ? [] : refused.result.problems.map((p) => p.path)).toEqual(
      'bright_ti4 scan track acq_time satellite confidence bright_ti5 frp daynight'.split(' '),
    )
    const names = VIIRS.split(',')
    const turned = (line: string) => ['x', ...line.split(',').reverse()].join(',')
    const reordered = readInPieces(
      firms,
      utf8(`${turned(names.join(',').toUpperCase())}\r\n${turned(row())}\r\n`),
    )
    expect(observationsOf(reordered)).toEqual([one({})])
  })

  test('[S5] a repeated column refuses the file', () => {
    const result = readInPieces(firms, utf8(`${VIIRS},scan\n`)).result
    expect(result).toMatchObject({ ok: false, problems: [{ path: 'scan', code: 'column-repeated' }] })
  })

  test('[S6] a row cut at the end of the file is quarantined as such; a missing last line break is not a cut', () => {
    const whole = utf8(`${VIIRS}\n${row()}`)
    expect(observationsOf(readInPieces(firms, whole))).toHaveLength(1)
    const cut = readInPieces(firms, utf8(`${VIIRS}\n${row()}\n${row().slice(0, 30)}`))
    expect(cut.result).toMatchObject({ ok: true, value: { rows: 2 } })
    expect(quarantineOf(cut)).toEqual([[2, ['row-truncated', 'column-count-wrong']]])
    const before = readInPieces(firms, utf8(`${VIIRS},type\n${row()},`))
    expect(quarantineOf(before)).toEqual([[1, ['row-truncated']]])
  })
})

/** Fields as copies and accidents write them, most of them right. */
const field = (right: string): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 12, arbitrary: fc.constant(right) },
    fc.constantFrom(
      '',
      ' ',
      '0',
      '-0.0',
      '91',
      '-181',
      '1e2',
      '.5',
      '5.',
      '+7',
      '1e400',
      '0x1f',
      'NaN',
      'Infinity',
      '1,5',
    ),
    fc.constantFrom(
      '2026-02-29',
      '2024-02-29',
      '1999-12-31',
      '2026-6-1',
      '24:00',
      '1:05',
      '960',
      '59',
      '60',
      '0000',
    ),
    fc.constantFrom(
      'n',
      'N',
      'nominal',
      'HIGH',
      'lo',
      'D',
      'd',
      'Terra',
      '1',
      '99',
      '100',
      '101',
      '007',
      '2.0NRT',
      'é',
    ),
    fc.constantFrom(
      `"${right}"`,
      ` ${right}`,
      `${right} `,
      `${right}0`,
      `-${right}`,
      '123456789012345678',
      '\u0000',
    ),
    fc.string({ maxLength: 5 }).map((text) => text.replace(/[\r\n"]/g, '_')),
  )

const line: fc.Arbitrary<string> = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(...Object.values(viirs).map(field)).map((fields) => fields.join(',')) },
  fc.array(field('1'), { maxLength: 16 }).map((fields) => fields.join(',')),
)
const modisLine = fc
  .tuple(
    ...'48.1,37.9,320.1,1.2,1.1,2026-06-24,0807,Terra,MODIS,77,6.1NRT,290.2,12.5,D,2'.split(',').map(field),
  )
  .map((fields) => fields.join(','))

/** The whole file by the byte reader. */
function byBytes(header: string, lines: readonly string[]): FirmsColumns {
  const columns = createFirmsColumns(lines.length)
  const reader = createColumnReader(
    (block) => {
      for (const [name, column] of Object.entries(columns)) {
        if (ArrayBuffer.isView(column))
          (column as Uint8Array).set(block[name as 'sound'].subarray(0, block.size))
      }
      columns.size = block.size
      columns.versions.push(...block.versions)
      columns.rejected.push(...block.rejected)
    },
    Math.max(1, lines.length),
  )
  reader.push(utf8(`${[header, ...lines].join('\n')}\n`))
  reader.finish()
  return columns
}

/** Line by line by papaparse, which for lines with quotation marks in wrong places is no reference. */
function byPapaparse(header: string, lines: readonly string[]): FirmsColumns {
  const columns = createFirmsColumns(lines.length)
  const places = placesOf(header.split(','))
  for (const text of lines) convertFields(places, parseByPapaparse(text)[0] ?? [''], text, columns)
  return columns
}

describe('the byte reader against papaparse', () => {
  test.each([
    ['VIIRS', VIIRS, line],
    ['MODIS', MODIS, modisLine],
  ])(
    '[S18] agrees on sound and damaged %s rows, column by column and problem by problem',
    (_name, header, lines) => {
      const wellQuoted = lines.filter((text) => text.trim() !== '' && splitRecord(text, ',') !== null)
      fc.assert(
        fc.property(fc.array(wellQuoted, { minLength: 1, maxLength: 12 }), (many) => {
          expect(byBytes(header, many)).toEqual(byPapaparse(header, many))
        }),
        { numRuns: 400 },
      )
    },
  )
})

describe('real files', () => {
  const files = [
    'firms/ukraine-2026-06/viirs-nrt-20260624-27.csv',
    'firms/europe-2022w35/SUOMI_VIIRS_C2_Europe_24h.csv',
    'firms/europe-2022w35/SUOMI_VIIRS_C2_Europe_48h.csv',
    'firms/europe-2022w35/SUOMI_VIIRS_C2_Europe_7d.csv',
  ]
  test.skipIf(sharedData('firms') === null)(
    '[S18] every row of the real files is an observation (skipped without the data)',
    () => {
      for (const file of files) {
        const bytes = readFileSync(sharedData(file) ?? '')
        const lines = new TextDecoder().decode(bytes).trimEnd().split('\n').length - 1
        const all = readInPieces(firms, bytes)
        expect(all.result).toMatchObject({ ok: true, value: { rows: lines } })
        expect(observationsOf(all)).toHaveLength(lines)
      }
    },
  )

  test.skipIf(sharedData('firms') === null)(
    '[S15] the day is a subset of the two days, by equal ids (skipped without the data)',
    () => {
      const ids = files.slice(1, 4).map((file) => {
        const seen = observationsOf(readInPieces(firms, readFileSync(sharedData(file) ?? '')))
        return new Set(seen.map((o) => o.id))
      })
      const [day, twoDays, week] = ids
      expect([...(day ?? [])].every((id) => twoDays?.has(id))).toBe(true)
      expect([...(twoDays ?? [])].every((id) => week?.has(id))).toBe(true)
    },
  )
})
