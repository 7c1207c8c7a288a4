// SPDX-License-Identifier: Apache-2.0
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'

import { formatInstant, uncertaintyMeters, type Interval } from '#kernel'

import { observationsOf, quarantineOf, readInPieces, utf8 } from '../../test/read-file-in-pieces.ts'
import { firmsHistory } from './firms-history/index.ts'
import { ucdp } from './ucdp/index.ts'
import { viina } from './viina/index.ts'

const written = (time: Interval | undefined): readonly string[] =>
  time === undefined ? [] : [formatInstant(time.start), formatInstant(time.end)]

describe('firms-history', () => {
  const read = (...rows: readonly string[]) =>
    readInPieces(firmsHistory, utf8(['LATITUDE,LONGITUDE,ACQ_DATE', ...rows, ''].join('\n')))

  test('[S20] a row is heat somewhere within a kilometre, some time that UTC day', () => {
    const [seen] = observationsOf(read('48.1,37.9,2018-05-01'))
    expect(written(seen?.time)).toEqual(['2018-05-01T00:00:00.000Z', '2018-05-01T23:59:59.999Z'])
    expect(seen).toMatchObject({
      effect: 'heat',
      means: 'satellite-thermal',
      asset: null,
      time: { precision: 'day' },
    })
    expect(seen && uncertaintyMeters(seen.geometry)).toBe(1_000)
    expect(quarantineOf(read('48.1,37.9,2018-13-01', '91,37.9,'))).toEqual([
      [1, ['acq_date: date-unreadable']],
      [2, ['latitude: out-of-range', 'coordinates-look-swapped', 'acq_date: value-missing']],
    ])
  })

  test('[S21] a day is one vote', () => {
    const [a, b, c] = observationsOf(
      read('48.1,37.9,2018-05-01', '48.2,37.9,2018-05-01', '48.1,37.9,2018-05-02'),
    )
    expect(a?.lineage).toBe(b?.lineage)
    expect(a?.lineage).not.toBe(c?.lineage)
  })
})

describe('viina', () => {
  const HEADER = '"datetime","lon","lat","place_name","event_type","headline"'
  const read = (...rows: readonly string[]) => readInPieces(viina, utf8([HEADER, ...rows, ''].join('\n')))
  const report = (
    changes: Partial<Record<'time' | 'at' | 'place' | 'labels' | 'headline', string>> = {},
  ): string => {
    const { time, at, place, labels, headline } = {
      time: '2025-04-20 08:30:00',
      at: '"37.90","48.10"',
      place: 'Нове',
      labels: 'artillery|loc',
      headline: 'Ворог обстріляв громаду',
      ...changes,
    }
    return `"${time}",${at},"${place}","${labels}","${headline}"`
  }
  const one = (changes: Parameters<typeof report>[0]) => observationsOf(read(report(changes)))[0]

  test.each([
    ['artillery|civcas|loc', 'reported-shelling', 'artillery'],
    ['uav|artillery|loc', 'reported-shelling', 'artillery'],
    ['airstrike|uav|loc', 'reported-strike', 'aircraft'],
    ['uav|aad', 'reported-drone', 'drone'],
    ['armor|firefighb', 'reported-ground-combat', 'tank'],
    ['firefighb|raid', 'reported-ground-combat', 'not-known'],
    ['ied|property', 'explosion-undetermined', 'not-known'],
    ['property|civcas', 'reported-damage', 'not-known'],
    ['control|occupy|loc', 'reported-other', 'not-known'],
    ['', 'reported-other', 'not-known'],
    ['constructor', 'reported-other', 'not-known'],
  ])('[S30] the labels %j say %s by %s', (labels, effect, weaponClass) => {
    expect(one({ labels })).toMatchObject({
      effect,
      weapon: { weaponClass },
      means: 'open-source',
      grades: { source: 'F', information: 6 },
      labels: labels.split('|').filter((label) => label !== ''),
      text: 'Ворог обстріляв громаду',
    })
  })

  test.each([
    ['Взрывы в Харькове', 'explosion-undetermined', { value: 1, qualifier: 'at-least' }],
    ['У місті пролунало 7 вибухів', 'explosion-undetermined', { value: 7, qualifier: 'about' }],
    ['Fields are burning near the village', 'reported-fire', { value: 1, qualifier: 'at-least' }],
    ['Рятувальники гасять пожежу', 'reported-fire', { value: 1, qualifier: 'at-least' }],
    ['У лісі знайшли вибухівку', 'reported-other', { value: 1, qualifier: 'at-least' }],
    ['Both sides recommit to the ceasefire', 'reported-other', { value: 1, qualifier: 'at-least' }],
  ])('[S30] without a telling label, %j says %s', (headline, effect, count) => {
    expect(one({ labels: 'loc', headline })).toMatchObject({ effect, count })
  })

  test('[S31] the reported thing lies within nine hours before the report, or on the written date', () => {
    expect(written(one({})?.time)).toEqual(['2025-04-19T23:30:00.000Z', '2025-04-20T08:30:00.000Z'])
    const dateOnly = one({ time: '2025-04-20 00:00:00' })?.time
    expect(written(dateOnly)).toEqual(['2025-04-19T15:00:00.000Z', '2025-04-20T23:59:59.999Z'])
    expect(dateOnly?.precision).toBe('day')
    expect(quarantineOf(read(report({ time: '2025-04-31 08:30:00', headline: '' })))).toEqual([
      [1, ['datetime: datetime-unreadable', 'headline: value-missing']],
    ])
  })

  test.each([
    ['Нове', '"37.90","48.10"', 5_000],
    ['Sumy', '"34.80","50.91"', 10_000],
    ['Kyiv', '"30.52","50.45"', 16_000],
    ['', '"37.90","48.10"', 50_000],
    ['A hamlet', '"34.123","51.106"', 120_000],
  ])('[S32] the place %j at %s is known to %i m', (place, at, radius) => {
    const seen = one({ place, at })
    expect(seen && uncertaintyMeters(seen.geometry)).toBe(radius)
    expect(seen?.placeName).toBe(place === '' ? null : place)
  })

  test('[S33] a copied story is one vote, another story another', () => {
    const lineage = (headline: string) => one({ headline })?.lineage
    expect(lineage('  Ворог  обстріляв «громаду»!')).toBe(lineage('ВОРОГ обстріляв громаду.'))
    expect(lineage('Ворог обстріляв іншу громаду')).not.toBe(lineage('Ворог обстріляв громаду'))
    expect(lineage('!!!')).not.toBe(lineage('???'))
  })

  test('[S3] the same reports out of windows-1251 are the same observations', () => {
    const rows = [
      HEADER,
      report(),
      report({ headline: 'Російська авіація завдала ударів по області' }),
      '',
    ].join('\r\n')
    const old = readInPieces(viina, iconv.encode(rows, 'windows-1251'))
    expect(old.result).toEqual({ ok: true, value: { encoding: 'windows-1251', rows: 2 } })
    expect(observationsOf(old)).toEqual(observationsOf(readInPieces(viina, utf8(rows))))
  })
})

describe('ucdp', () => {
  const HEADER =
    'id,type_of_violence,where_prec,latitude,longitude,event_clarity,date_prec,date_start,date_end,best,high,low,source_article'
  const read = (...rows: readonly string[]) => readInPieces(ucdp, utf8([HEADER, ...rows, ''].join('\n')))

  test.each([
    [1, 5_000],
    [2, 25_000],
    [3, 50_000],
    [4, 120_000],
    [6, 700_000],
  ])('[S40] where_prec %i is known to %i m', (precision, radius) => {
    const [event] = observationsOf(read(`7,1,${precision},48.1,37.9,1,2,2016-05-01,2016-05-03,2,3,1,A`))
    expect(event && uncertaintyMeters(event.geometry)).toBe(radius)
    expect(written(event?.time)).toEqual(['2016-05-01T00:00:00.000Z', '2016-05-03T23:59:59.999Z'])
    expect(event?.measurements).toEqual({ deathsBest: 2, deathsHigh: 3, deathsLow: 1 })
  })

  test('[S40] what the codebook does not have is refused, problem by problem', () => {
    expect(quarantineOf(read('7,4,9,48.1,37.9,1,2,2016-05-03,2016-05-01,2,3,-1,A'))).toEqual([
      [
        1,
        [
          'where_prec: value-unknown',
          'type_of_violence: value-unknown',
          'date_end: end-before-start',
          'low: below-minimum',
        ],
      ],
    ])
  })

  test('[S41] events out of the same articles are one vote', () => {
    const [a, b, c, d] = observationsOf(
      read(
        '1,1,1,48.1,37.9,1,1,2016-05-01,2016-05-01,2,3,1,Reuters',
        '2,1,1,48.2,37.9,1,1,2016-05-01 00:00:00.000,2016-05-01,2,3,1,Reuters',
        '3,1,1,48.2,37.9,1,1,2016-05-01,2016-05-01,2,3,1,',
        '4,1,1,48.2,37.9,1,1,2016-05-01,2016-05-01,2,3,1,',
      ),
    )
    expect(a?.lineage).toBe(b?.lineage)
    expect(new Set([a, c, d].map((o) => o?.lineage)).size).toBe(3)
  })
})
