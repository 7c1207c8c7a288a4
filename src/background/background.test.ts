// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { DAY_MS } from '#kernel'

import { buildBackground, type QuietFire } from './build.ts'
import { parseBackground, writeBackground, type BackgroundInput } from './document.ts'
import { createFireCalendar } from './fire-calendar.ts'
import { binHistory, decodeHistory, encodeHistory } from './history-codec.ts'
import { createSettlements } from './settlements.ts'

const INPUTS: readonly BackgroundInput[] = [
  { role: 'history', source: 'firms-history', name: 'a.csv', original: '0'.repeat(64), rows: 3 },
]

const fire = fc.record({
  latitude: fc.double({ min: 44, max: 52, noNaN: true }),
  longitude: fc.double({ min: 22, max: 40, noNaN: true }),
  timeMs: fc.integer({ min: Date.UTC(2015, 0, 1), max: Date.UTC(2021, 11, 31) }),
})

const bytesOf = (fires: readonly QuietFire[]): string => {
  const built = buildBackground(INPUTS, fires, null)
  if (!built.ok) throw new Error('not built')
  return writeBackground(built.value)
}

describe('a background file', () => {
  test('[BG1] has the same bytes for the same detections in any order', () => {
    fc.assert(
      fc.property(fc.array(fire, { minLength: 1, maxLength: 40 }), (fires) => {
        expect(bytesOf([...fires].reverse())).toBe(bytesOf(fires))
      }),
    )
  })

  test('[BG1] is read back, and refused where it is something else or damaged', () => {
    const text = bytesOf([{ latitude: 48.1, longitude: 37.2, timeMs: Date.UTC(2019, 6, 1) }])
    const read = parseBackground(text, 'quiet.json')
    expect(read.ok && read.value.years).toEqual([2019])
    const codes = (broken: string) => {
      const parsed = parseBackground(broken, 'quiet.json')
      return parsed.ok ? [] : parsed.problems.map((one) => one.code)
    }
    expect(codes('no json')).toEqual(['background-not-json'])
    expect(codes(text.replace('background@2', 'background@9'))).toEqual(['background-unreadable'])
    expect(codes(text.replace(/"history":"[^"]*"/, '"history":"gICAgICAgICA"'))).toEqual([
      'background-history-damaged',
    ])
    const empty = buildBackground(INPUTS, [], null)
    expect(empty.ok).toBe(false)
  })

  test('[BG2] keeps the history through writing and reading', () => {
    const past = fc.record({
      latitude: fc.double({ min: -80, max: 80, noNaN: true }),
      longitude: fc.double({ min: -180, max: 179.9, noNaN: true }),
      year: fc.integer({ min: 0, max: 2 }),
      dayOfYear: fc.integer({ min: 0, max: 365 }),
    })
    fc.assert(
      fc.property(fc.array(past, { maxLength: 40 }), (fires) => {
        const history = binHistory([2018, 2019, 2020], fires)
        const total = history.count.reduce((sum, count) => sum + count, 0)
        expect(total).toBe(fires.length)
        expect(decodeHistory([2018, 2019, 2020], encodeHistory(history))).toEqual(history)
      }),
    )
  })
})

describe('a calendar of fires', () => {
  const at = (day: number, latitude: number, series = 0) => ({ day, latitude, longitude: 37.005, series })
  const calendarOf = (fires: readonly ReturnType<typeof at>[], circular: boolean, series = 1) =>
    createFireCalendar(
      {
        day: fires.map((one) => one.day),
        latitude: fires.map((one) => one.latitude),
        longitude: fires.map((one) => one.longitude),
        series: fires.map((one) => one.series),
      },
      series,
      circular,
    )

  test('[BG3] counts days before and bins of the day, each shell apart, and nothing later', () => {
    const calendar = calendarOf(
      [
        at(99, 48.005),
        at(99, 48.005),
        at(98, 48.015),
        at(69, 48.005),
        at(70, 48.005),
        at(100, 48.005),
        at(101, 48.005),
        at(95, 48.055),
        at(100, 48.055),
        at(90, 48.35),
      ],
      false,
    )
    // 69 lies 31 days before; 101 is later; 48.055 is 5.6 km away and 48.35 about 38 km.
    expect(calendar.around('here', 48.005, 37.005, 100)).toEqual({ days: 3, today: 1 })
    expect(calendar.around('near', 48.005, 37.005, 100)).toEqual({ days: 1, today: 1 })
    expect(calendar.around('region', 48.005, 37.005, 100)).toEqual({ days: 1, today: 0 })
    expect(calendar.daysWithin(1_000, 48.005, 37.005)).toBe(5)
    expect(calendar.binDaysWithin(10_000, 48.005, 37.005)).toBe(8)
  })

  test('[BG3] counts what a look at each record counts', () => {
    const record = fc.record({
      day: fc.integer({ min: 0, max: 365 }),
      north: fc.integer({ min: 0, max: 40 }),
      series: fc.integer({ min: 0, max: 2 }),
    })
    fc.assert(
      fc.property(fc.array(record), fc.integer({ min: 0, max: 365 }), fc.boolean(), (made, day, circular) => {
        const fires = made.map((one) => at(one.day, 48.005 + one.north * 0.01, one.series))
        const calendar = calendarOf(fires, circular, 3)
        const codesWithin = (from: number, to: number, step: number) =>
          made
            .map((one) => ({ ...one, bin: Math.floor((48.005 + one.north * 0.01 + 1e-9) * step) }))
            .filter(({ bin }) => {
              const meters = ((bin - Math.floor(48.005 * step)) / step) * 111_195
              return meters <= to && (meters > from || from === 0)
            })
        const distinct = (codes: readonly (string | number)[]) => new Set(codes).size
        const lagOf = (other: number) => (circular && other > day ? day - other + 366 : day - other)
        for (const [shell, from, to, step] of [
          ['here', 0, 3_000, 100],
          ['near', 3_000, 10_000, 100],
          ['region', 25_000, 50_000, 10],
        ] as const) {
          const around = codesWithin(from, to, step)
          const before = around.filter((one) => lagOf(one.day) > 0 && lagOf(one.day) <= 30)
          const today = around.filter((one) => one.day === day)
          expect(calendar.onDay(day).around(shell, 48.005, 37.005)).toEqual(
            calendar.around(shell, 48.005, 37.005, day),
          )
          expect(calendar.around(shell, 48.005, 37.005, day)).toEqual({
            days: distinct(before.map((one) => `${one.series} ${one.day}`)),
            today: distinct(today.map((one) => `${one.series} ${one.bin}`)),
          })
        }
        const near = codesWithin(0, 1_000, 100)
        expect(calendar.daysWithin(1_000, 48.005, 37.005)).toBe(
          distinct(near.map((one) => `${one.series} ${one.day}`)),
        )
        const far = codesWithin(0, 10_000, 100)
        expect(calendar.binDaysWithin(10_000, 48.005, 37.005)).toBe(
          distinct(far.map((one) => `${one.series} ${one.day} ${one.bin}`)),
        )
      }),
    )
  })

  test('[BG3] lets January look back into December of the past', () => {
    const fires = [at(364, 48.005), at(360, 48.005, 1), at(3, 48.005, 1)]
    expect(calendarOf(fires, true, 2).around('here', 48.005, 37.005, 2).days).toBe(2)
    expect(calendarOf(fires, false, 2).around('here', 48.005, 37.005, 2).days).toBe(0)
  })
})

describe('works and settlements', () => {
  const place = { latitude: 50.543, longitude: 26.26 }
  const onDays = (year: number, days: readonly number[], where = place): readonly QuietFire[] =>
    days.map((day) => ({ ...where, timeMs: Date.UTC(year, 0, 1) + day * DAY_MS }))
  const worksOf = (fires: readonly QuietFire[]) => {
    const parsed = parseBackground(bytesOf(fires), 'quiet.json')
    if (!parsed.ok) throw new Error('unreadable')
    return parsed.value.works
  }
  const through = Array.from({ length: 24 }, (_, k) => 15 * k)

  test('[BG4] finds what is hot through the seasons of several years', () => {
    const works = worksOf([2018, 2019, 2020].flatMap((year) => onDays(year, through)))
    expect(works.all).toHaveLength(1)
    expect(works.at({ latitude: 50.546, longitude: 26.262 })).toMatchObject({ days: 72, years: 3 })
    expect(works.at({ latitude: 50.6, longitude: 26.26 })).toBeNull()
  })

  test('[BG4] leaves out a season of burning and a single year', () => {
    const season = Array.from({ length: 24 }, (_, k) => 200 + k)
    expect(worksOf([2018, 2019, 2020].flatMap((year) => onDays(year, season))).all).toEqual([])
    expect(worksOf(onDays(2019, through)).all).toEqual([])
  })

  test('[BG5] counts people within 4 km and metres to the nearest', () => {
    const settlements = createSettlements([
      { position: { latitude: 48, longitude: 37 }, population: 500 },
      { position: { latitude: 48.03, longitude: 37 }, population: 40 },
      { position: { latitude: 48.1, longitude: 37 }, population: 7_000 },
    ])
    expect(settlements.peopleNear({ latitude: 48.001, longitude: 37 })).toBe(540)
    expect(settlements.metersToNearest({ latitude: 48.02, longitude: 37 })).toBeCloseTo(1_112, -1)
    expect(settlements.metersToNearest({ latitude: 40, longitude: 37 })).toBe(20_000)
  })
})
