// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { DAY_MS, utcMilliseconds } from '#kernel'

import { binHistory, type PastFire } from '../history-codec.ts'
import { createCellHeat, type CellHeat } from './cell-heat.ts'
import { createCellFrame, createSumSheet, sumAround, sumSheet } from './cell-frame.ts'
import { createCellSurprises } from './cell-surprise.ts'
import { falseDiscoveryControl } from './false-discovery-control.ts'
import { fitCellModel } from './fit-cell-model.ts'
import { toHeatDays, yearsOfHeat } from './heat-days.ts'
import { expectedCount, probabilitiesAt, upperTail } from './predictive.ts'

const YEARS = [2017, 2018, 2019, 2020]
const SIDE = 12

/** Numbers from 0 to 1 that the same seed always gives again (mulberry32, Tommy Ettinger). */
function drawing(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000
  }
}

/** A year of a ground of 12 by 12 cells: a season of burning, some cells livelier than others, geometric counts. `times` multiplies the chance of heat of single cells. */
function simulateYear(
  seed: number,
  year: number,
  times: (row: number, column: number) => number,
): PastFire[] {
  const draw = drawing(seed)
  const fires: PastFire[] = []
  for (let dayOfYear = 0; dayOfYear < 365; dayOfYear++) {
    const season = Math.exp(2 * Math.sin((2 * Math.PI * (dayOfYear - 100)) / 365) - 2)
    for (let row = 0; row < SIDE; row++) {
      for (let column = 0; column < SIDE; column++) {
        const lively = (row * 7 + column * 3) % 5 === 0 ? 0.4 : 0.1
        if (draw() >= Math.min(0.95, lively * season * times(row, column))) continue
        const place = { latitude: 48.05 + row / 10, longitude: 30.05 + column / 10, year, dayOfYear }
        do fires.push(place)
        while (draw() < 0.5)
      }
    }
  }
  return fires
}

const once = (): number => 1
/** Cells far enough from each other that none is among another's neighbours. */
const lonely = (row: number, column: number): boolean => row % 4 === 1 && column % 4 === 1

function modelOf(): CellHeat {
  const history = binHistory(
    YEARS,
    YEARS.flatMap((_, year) => simulateYear(year + 1, year, once)),
  )
  const frame = createCellFrame(history)!
  return createCellHeat(history, fitCellModel(frame, yearsOfHeat(frame, history), null)!, () => null)!
}

/** Randomised probability integral transforms of the days of a held-out year from February on, in cells that `keep` names. */
function transforms(
  cells: CellHeat,
  fires: readonly PastFire[],
  keep: (row: number, column: number) => boolean,
): number[] {
  const draw = drawing(99)
  const firstDay = utcMilliseconds(2021, 1, 1) / DAY_MS
  const heat = toHeatDays(
    fires.map((fire) => ({ cell: cells.frame.cellAt(fire), day: firstDay + fire.dayOfYear, count: 1 })),
  )
  const found: number[] = []
  for (let day = firstDay + 31; day < firstDay + 365; day++) {
    const foretold = cells.foretell(heat, firstDay, day)
    for (let row = 0; row < SIDE; row++) {
      for (let column = 0; column < SIDE; column++) {
        if (!keep(row, column)) continue
        const cell = cells.frame.cellAt({ latitude: 48.05 + row / 10, longitude: 30.05 + column / 10 })
        const { below, upTo } = probabilitiesAt(foretold.predict(cell), foretold.counts[cell]!)
        found.push(below + draw() * (upTo - below))
      }
    }
  }
  return found
}

function gapToUniform(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort()
  return sorted.reduce((gap, value, k) => Math.max(gap, Math.abs(value - (k + 0.5) / sorted.length)), 0)
}

describe('counts of cells', () => {
  const cells = modelOf()

  test('[BG10] p-values of a year like the others are even, and not where cells burn twice as often', () => {
    const quiet = transforms(cells, simulateYear(50, 0, once), lonely)
    // The even distribution would exceed this gap once in a thousand times (Kolmogorov's limit 1.95).
    expect(gapToUniform(quiet)).toBeLessThan(1.95 / Math.sqrt(quiet.length))
    const doubled = simulateYear(50, 0, (row, column) => (lonely(row, column) ? 2 : 1))
    const busy = transforms(cells, doubled, lonely)
    expect(gapToUniform(busy)).toBeGreaterThan(1.95 / Math.sqrt(busy.length))
  })

  test('[BG10] a foretold distribution adds up to one and to its own mean, and knows nothing of the count itself', () => {
    const firstDay = utcMilliseconds(2021, 1, 1) / DAY_MS
    const place = { latitude: 48.55, longitude: 30.55 }
    const cell = cells.frame.cellAt(place)
    const dayWith = (count: number) =>
      cells
        .foretell(toHeatDays([{ cell, day: firstDay + 200, count }]), firstDay, firstDay + 200)
        .predict(cell)
    expect(dayWith(40)).toEqual(dayWith(1))
    const plain = { ...dayWith(1), quantiles: null }
    let mean = 0
    let before = 0
    for (let n = 0; n < 400; n++) {
      const { below, upTo } = probabilitiesAt(plain, n)
      expect(below).toBeCloseTo(before, 9)
      mean += n * (upTo - below)
      before = upTo
    }
    expect(before).toBeCloseTo(1, 6)
    expect(mean).toBeCloseTo(expectedCount(plain), 4)
    expect(upperTail(plain, 0)).toBe(1)
  })

  test('[BG10] sums over squares are those of adding cell by cell', () => {
    const { frame } = cells
    const draw = drawing(3)
    const values = Float64Array.from({ length: frame.rows * frame.columns }, () => Math.floor(draw() * 9))
    const sums = sumSheet(frame, values, createSumSheet(frame))
    for (const cell of frame.cells) {
      let sum = 0
      for (let north = -2; north <= 2; north++) {
        for (let east = -2; east <= 2; east++) sum += values[cell + north * frame.columns + east]!
      }
      expect(sumAround(frame, sums, cell, 2)).toBe(sum)
    }
  })

  test('[BG12] a burst in a quiet cell survives the day, an ordinary fire does not, and off the ground nothing is said', () => {
    const day = utcMilliseconds(2021, 1, 1) / DAY_MS + 280
    const burst = Array.from({ length: 60 }, () => ({ latitude: 48.55, longitude: 30.55 }))
    const rows = [...burst, { latitude: 48.05, longitude: 30.05 }]
    const surprises = createCellSurprises(cells, {
      latitude: rows.map((row) => row.latitude),
      longitude: rows.map((row) => row.longitude),
      day: rows.map(() => day),
    })
    const found = surprises.at({ latitude: 48.55, longitude: 30.55 }, day)
    expect(found).toMatchObject({ count: 60, survives: true, survivors: 1, daysKnown: 0, clearLook: null })
    expect(surprises.at({ latitude: 48.05, longitude: 30.05 }, day)?.survives).toBe(false)
    expect(surprises.survivorsOn(day)).toBe(1)
    expect(surprises.at({ latitude: 10, longitude: 10 }, day)).toBeNull()
    expect(createCellSurprises(null, { latitude: [], longitude: [], day: [] }).at(rows[0]!, day)).toBeNull()
  })
})

describe('control of false discoveries', () => {
  test('[BG12] is the rule of Benjamini and Hochberg as one writes it down', () => {
    const pValue = fc.oneof(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 0.01, noNaN: true }),
    )
    fc.assert(
      fc.property(fc.array(pValue, { maxLength: 30 }), fc.integer({ min: 0, max: 50 }), (values, more) => {
        const tests = values.length + more
        const sorted = [...values].sort((a, b) => a - b)
        const threshold = sorted.filter((p, k) => p <= (0.05 * (k + 1)) / tests).at(-1) ?? -1
        expect([...falseDiscoveryControl(values, 0.05, tests)]).toEqual(
          values.map((p) => Number(p <= threshold)),
        )
      }),
    )
  })

  test('[BG12] lets a twentieth of chance findings through at most, on average', () => {
    const draw = drawing(7)
    let days = 0
    for (let day = 0; day < 2_000; day++) {
      const survives = falseDiscoveryControl(Array.from({ length: 50 }, draw), 0.05)
      if (survives.includes(1)) days++
    }
    // Where all is chance, a day has any survivor with probability 0.05: 100 of 2000, give or take 10.
    expect(days).toBeLessThan(140)
  })
})
