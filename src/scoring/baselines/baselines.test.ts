// SPDX-License-Identifier: Apache-2.0
import { HOUR_MS, type Position } from '#kernel'
import { createRandom } from '#simulation'
import { describe, expect, test } from 'vitest'

import { makeUnits, type Detection } from '../ranking/units.ts'
import { pointScores } from './additive-points.ts'
import { cellCenter, cellOf, createCellBackground, dayOfYear, NO_BACKGROUND } from './cell-background.ts'
import { cellExcessScores, flagByCellExcess } from './cell-count-excess.ts'
import { partitionByStDbscan } from './st-dbscan.ts'

const DAY_MS = 86_400_000
const DAY = Date.UTC(2022, 3, 10) / DAY_MS

const at = (latitude: number, longitude: number): Position => ({ latitude, longitude })

let next = 0
const detection = (day: number, position: Position, more: Partial<Detection> = {}): Detection => ({
  id: `d${String(next++).padStart(6, '0')}`,
  timeMs: day * DAY_MS,
  position,
  source: null,
  frpMegawatts: null,
  ...more,
})

/** So many detections in one cell on one day, a kilometre and more apart. */
const burst = (count: number, day: number, corner: Position): Detection[] =>
  Array.from({ length: count }, (_, k) =>
    detection(
      day,
      at(corner.latitude + 0.005 + 0.012 * (k % 7), corner.longitude + 0.005 + 0.02 * Math.floor(k / 7)),
    ),
  )

describe('cells', () => {
  test('[Q14] a place belongs to the cell whose corners hold it, and the centre is in it', () => {
    expect(cellOf(at(50.543, 26.26))).toBe(cellOf(at(50.5, 26.2)))
    expect(cellOf(at(50.543, 26.26))).not.toBe(cellOf(at(50.543, 26.3)))
    for (const place of [at(50.543, 26.26), at(-33.05, -70.01), at(0, 0), at(44.7, 33.9)]) {
      const center = cellCenter(cellOf(place))
      expect(Math.abs(center.latitude - place.latitude)).toBeLessThanOrEqual(0.050001)
      expect(Math.abs(center.longitude - place.longitude)).toBeLessThanOrEqual(0.050001)
      expect(cellOf(center)).toBe(cellOf(place))
    }
  })

  test('[Q14] expected is the daily mean over years and the 31 days around, counted one by one', () => {
    const random = createRandom(5)
    const past = Array.from({ length: 3_000 }, () => ({
      day:
        Date.UTC(2018 + 2 * Math.floor(2 * random.next()), 0, 1) / DAY_MS + Math.floor(365 * random.next()),
      position: at(49 + 0.3 * random.next(), 37 + 0.3 * random.next()),
    }))
    const background = createCellBackground(past)
    expect(background.years).toBe(2)
    for (const day of [DAY, Date.UTC(2022, 0, 3) / DAY_MS, Date.UTC(2022, 11, 30) / DAY_MS]) {
      const cell = cellOf(at(49.15, 37.15))
      const near = past.filter((row) => {
        if (cellOf(row.position) !== cell) return false
        const apart = Math.abs(dayOfYear(row.day).index - dayOfYear(day).index)
        return Math.min(apart, 366 - apart) <= 15
      })
      expect(background.expected(cell, day)).toBeCloseTo(near.length / (2 * 31), 12)
    }
  })

  test('[Q14] a unit ranks by its cell-day count less the expected; without background by the count', () => {
    const units = makeUnits([...burst(5, DAY, at(49, 37)), ...burst(2, DAY, at(49.5, 37.5))])
    const past = [2019, 2020].flatMap((year) => burst(31, Date.UTC(year, 3, 10) / DAY_MS, at(49, 37)))
    const background = createCellBackground(
      past.map(({ timeMs, position }) => ({ day: timeMs / DAY_MS, position })),
    )
    const bare = cellExcessScores(units, NO_BACKGROUND)
    expect(new Set(bare)).toEqual(new Set([5, 2]))
    const inFirst = past.filter(({ position }) => cellOf(position) === cellOf(at(49.05, 37.05))).length
    expect(Math.max(...cellExcessScores(units, background))).toBeCloseTo(5 - inFirst / 62, 12)
  })
})

describe('the rule of the cells', () => {
  test('[Q12] a cell with excess on two dates nine days apart is flagged, also for the ten days after', () => {
    const rows = [
      ...burst(6, DAY, at(49, 37)),
      ...burst(6, DAY + 9, at(49, 37)),
      ...burst(1, DAY + 19, at(49, 37)),
      ...burst(1, DAY + 20, at(49, 37)),
    ]
    const flagged = flagByCellExcess(rows, NO_BACKGROUND)
    expect(flagged.slice(0, 13)).toEqual(new Uint8Array(13).fill(1))
    expect(flagged[13]).toBe(0)
  })

  test('[Q12] excess on one date, or on dates too near, flags nothing; a neighbour within 50 km is drawn in', () => {
    const sum = (rows: readonly Detection[]) =>
      flagByCellExcess(rows, NO_BACKGROUND).reduce((total, flag) => total + flag, 0)
    const once = burst(6, DAY, at(49, 37))
    expect(sum(once)).toBe(0)
    expect(sum([...once, ...burst(6, DAY + 8, at(49, 37))])).toBe(0)
    const recurrent = [...burst(6, DAY, at(49.3, 37)), ...burst(6, DAY + 30, at(49.3, 37))]
    expect(sum([...recurrent, ...once])).toBe(18)
    const far = burst(6, DAY, at(48.5, 37))
    expect(sum([...recurrent, ...far])).toBe(12)
  })

  test('[Q12] below the median excess as many are flagged as the excess', () => {
    const rows = [
      ...burst(8, DAY, at(49, 37)),
      ...burst(8, DAY + 12, at(49, 37)),
      ...burst(4, DAY + 30, at(49, 37)),
    ]
    const flagged = flagByCellExcess(rows, NO_BACKGROUND)
    expect(flagged.slice(16).reduce((total, flag) => total + flag, 0)).toBe(2)
    expect(flagByCellExcess(rows, NO_BACKGROUND)).toEqual(flagged)
  })
})

describe('points', () => {
  test('[Q13] without radiative power there is no ranking', () => {
    expect(pointScores(makeUnits([detection(DAY, at(49, 37))]))).toBeNull()
  })

  test('[Q13] power and other sources add up; the best detection counts', () => {
    const pointsOf = (...rows: Detection[]) => [...(pointScores(makeUnits(rows)) ?? [])]
    const frp = (frpMegawatts: number, more: Partial<Detection> = {}) =>
      detection(DAY, at(49, 37), { source: 'firms', frpMegawatts, ...more })
    expect([14.9, 15, 49.9, 50].flatMap((megawatts) => pointsOf(frp(megawatts)))).toEqual([0, 2, 2, 3])
    expect(pointsOf(frp(3), frp(60))).toEqual([3])
    const other = (source: string, hours: number, latitude: number) =>
      detection(DAY, at(latitude, 37), { source, timeMs: DAY * DAY_MS + hours * HOUR_MS })
    expect(pointsOf(frp(60), other('news', 6, 49.2))[0]).toBe(5)
    expect(pointsOf(frp(60), other('news', 7, 49.2))[0]).toBe(3)
    expect(pointsOf(frp(60), other('news', 6, 49.3))[0]).toBe(3)
    expect(
      pointsOf(
        frp(60),
        other('a', 1, 49.1),
        other('b', 1, 49.1),
        other('c', 1, 49.1),
        other('d', 1, 49.1),
      )[0],
    ).toBe(7)
  })
})

describe('ST-DBSCAN', () => {
  test('[Q1] gives each noise point a number of its own', () => {
    const rows = [...Array(3)].map(() => at(49, 37)).concat([at(50, 37), at(51, 37)])
    const partition = partitionByStDbscan({
      latitude: Float64Array.from(rows, (row) => row.latitude),
      longitude: Float64Array.from(rows, (row) => row.longitude),
      timeMs: new Float64Array(rows.length),
    })
    expect([...partition]).toEqual([0, 0, 0, 1, 2])
  })
})
