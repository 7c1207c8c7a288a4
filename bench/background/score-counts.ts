// SPDX-License-Identifier: Apache-2.0
import {
  buildBackground,
  expectedCount,
  parseBackground,
  probabilitiesAt,
  toHeatDays,
  writeBackground,
  type Background,
  type CellHeat,
  type WeatherTerms,
} from '#background'
import { DAY_MS, digestOf, utcMilliseconds, type Position } from '#kernel'

import type { PublicHistory } from '../baselines/public-history.ts'

/** How uniform the p-values of a held-out year are: greatest gap to the even distribution, and what the counts came to. */
export interface GroupFigures {
  readonly cellDays: number
  readonly kolmogorovSmirnov: number | null
  readonly observedOverExpected: number | null
}

export interface YearFigures {
  readonly year: number
  readonly all: GroupFigures
  readonly expectedOneOrMore: GroupFigures
  readonly nearLine: GroupFigures
  readonly nearLineExpectedOneOrMore: GroupFigures
}

const NEAR_LINE_METERS = 30_000

/** The background of all years but one, through its written form. */
export function backgroundOfOthers(
  history: PublicHistory,
  without: number,
  weather: WeatherTerms | null,
  withPlaces: boolean,
): Background {
  const fires = [...history.past]
    .filter(([year]) => year !== without)
    .flatMap(([, rows]) => rows.map(({ day, position }) => ({ ...position, timeMs: day * DAY_MS })))
  const built = buildBackground(
    [
      {
        role: 'history',
        source: 'firms-history',
        name: 'bench',
        original: digestOf('bench'),
        rows: fires.length,
      },
    ],
    fires,
    withPlaces ? history.places : null,
    weather,
  )
  const parsed = built.ok ? parseBackground(writeBackground(built.value), 'bench') : built
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  return parsed.value
}

/** Foretells every cell-day of a year and gathers the randomised probability integral transforms, each seeded by the digest of its cell-day. */
export function scoreYear(
  cells: CellHeat,
  year: number,
  rows: readonly { readonly day: number; readonly position: Position }[],
  metersToLine: (position: Position) => number,
): YearFigures {
  const { frame } = cells
  const heat = toHeatDays(rows.map(({ day, position }) => ({ cell: frame.cellAt(position), day, count: 1 })))
  const near = new Set(
    [...frame.cells].filter((cell) => metersToLine(frame.centerOf(cell)) <= NEAR_LINE_METERS),
  )
  const firstDay = utcMilliseconds(year, 1, 1) / DAY_MS
  const nextYear = utcMilliseconds(year + 1, 1, 1) / DAY_MS
  const groups = { all: gather(), lively: gather(), near: gather(), nearLively: gather() }
  for (let day = firstDay; day < nextYear; day++) {
    const foretold = cells.foretell(heat, firstDay, day)
    for (const cell of frame.cells) {
      const predictive = foretold.predict(cell)
      const count = foretold.counts[cell]!
      const { below, upTo } = probabilitiesAt(predictive, count)
      const place = frame.centerOf(cell)
      const pit =
        below + lotOf(`${place.latitude.toFixed(2)},${place.longitude.toFixed(2)},${day}`) * (upTo - below)
      const expected = expectedCount(predictive)
      const into = [groups.all]
      if (expected >= 1) into.push(groups.lively)
      if (near.has(cell)) into.push(groups.near)
      if (near.has(cell) && expected >= 1) into.push(groups.nearLively)
      for (const group of into) group.add(pit, count, expected)
    }
  }
  return {
    year,
    all: groups.all.finish(),
    expectedOneOrMore: groups.lively.finish(),
    nearLine: groups.near.finish(),
    nearLineExpectedOneOrMore: groups.nearLively.finish(),
  }
}

/** A number from 0 to 1 that only the name of the cell-day decides. */
const lotOf = (name: string): number => Number.parseInt(digestOf(name).slice(0, 12), 16) / 2 ** 48

function gather() {
  const pits: number[] = []
  let observed = 0
  let expectedSum = 0
  return {
    add(pit: number, count: number, expected: number): void {
      pits.push(pit)
      observed += count
      expectedSum += expected
    },
    finish: (): GroupFigures => ({
      cellDays: pits.length,
      kolmogorovSmirnov: pits.length === 0 ? null : gapToUniform(pits),
      observedOverExpected: expectedSum === 0 ? null : toThousandths(observed / expectedSum),
    }),
  }
}

/** The statistic of Kolmogorov and Smirnov against the uniform distribution. */
export function gapToUniform(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort()
  let gap = 0
  sorted.forEach((value, k) => {
    gap = Math.max(gap, Math.abs(value - k / sorted.length), Math.abs(value - (k + 1) / sorted.length))
  })
  return Math.round(gap * 1e4) / 1e4
}

const toThousandths = (value: number): number => Math.round(value * 1e3) / 1e3
