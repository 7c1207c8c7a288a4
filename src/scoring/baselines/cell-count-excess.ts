// SPDX-License-Identifier: Apache-2.0
import { createPlaceIndex } from '#incidents'
import { createRandom } from '#simulation'

import { groupBy } from '../group-by.ts'
import { dayOf, type Detection, type Unit } from '../ranking/units.ts'
import { cellCenter, cellOf, type CellBackground } from './cell-background.ts'

/**
 * The numbers of the Economist's classifier as coded: detections a cell-day may have above its prediction, days between
 * two dates of excess that make a cell suspect, reach of a suspect cell, and days for which a flag lasts.
 */
export const CELL_RULE = {
  offset: 2,
  fewestDaysApart: 9,
  mostDaysApart: 89,
  neighbourMeters: 50_000,
  lastingDays: 10,
} as const

interface CellDay {
  readonly cell: number
  readonly day: number
  /** Numbers of its detections, ascending. */
  readonly members: number[]
  /** Whole detections above what the cell's past and the offset explain. */
  excess: number
}

/** Ranks units by the detections of their cell on their day, less the number that its past lets expect. */
export function cellExcessScores(units: readonly Unit[], background: CellBackground): Float64Array {
  const counts = new Map<string, number>()
  for (const { day, members } of units) {
    for (const { position } of members) {
      const key = `${cellOf(position)} ${day}`
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
  }
  return Float64Array.from(units, ({ day, position }) => {
    const cell = cellOf(position)
    return (counts.get(`${cell} ${day}`) ?? 0) - background.expected(cell, day)
  })
}

/**
 * Flags detections as war fires by the rule of the cells: 1 for a detection that the rule calls so. Follows the published
 * classifier with the mean of past years in place of its trees; the docs page says what that leaves out.
 */
export function flagByCellExcess(detections: readonly Detection[], background: CellBackground): Uint8Array {
  const cellDays = collectCellDays(detections)
  for (const item of cellDays) {
    const above = item.members.length - background.expected(item.cell, item.day) - CELL_RULE.offset
    item.excess = Math.ceil(Math.max(0, above))
  }
  const positive = cellDays.filter((item) => item.excess > 0)
  const suspect = suspectCells(positive)
  const flagged = new Uint8Array(detections.length)
  const byCell = groupBy(cellDays, (item) => item.cell)
  const fullFrom = medianOf(positive.map((item) => item.excess))
  for (const item of positive) {
    if (!suspect.has(item.cell)) continue
    for (const member of chosen(item, fullFrom)) flagged[member] = 1
    for (const later of byCell.get(item.cell) ?? []) {
      if (later.day <= item.day || later.day > item.day + CELL_RULE.lastingDays) continue
      for (const member of later.members) flagged[member] = 1
    }
  }
  return flagged
}

function collectCellDays(detections: readonly Detection[]): readonly CellDay[] {
  const found = new Map<string, CellDay>()
  detections.forEach((detection, number) => {
    const cell = cellOf(detection.position)
    const day = dayOf(detection.timeMs)
    const key = `${cell} ${day}`
    const known = found.get(key)
    if (known === undefined) found.set(key, { cell, day, members: [number], excess: 0 })
    else known.members.push(number)
  })
  return [...found.values()].sort((a, b) => a.day - b.day || a.cell - b.cell)
}

/** Cells with excess on two dates some days apart, and cells with excess within 50 km of such a cell. */
function suspectCells(positive: readonly CellDay[]): ReadonlySet<number> {
  const { fewestDaysApart, mostDaysApart, neighbourMeters } = CELL_RULE
  const cells = [...groupBy(positive, (item) => item.cell)]
  const recurrent = cells
    .filter(([, items]) =>
      items.some((a) =>
        items.some((b) => b.day - a.day >= fewestDaysApart && b.day - a.day <= mostDaysApart),
      ),
    )
    .map(([cell]) => cellCenter(cell))
  const index = createPlaceIndex(
    Float64Array.from(recurrent, (center) => center.latitude),
    Float64Array.from(recurrent, (center) => center.longitude),
    neighbourMeters,
  )
  const suspect = new Set<number>()
  for (const [cell] of cells) {
    const { latitude, longitude } = cellCenter(cell)
    index.within(latitude, longitude, neighbourMeters, () => void suspect.add(cell))
  }
  return suspect
}

/** All of a cell-day's detections from the median excess on; below it as many as its excess, by lot. */
function chosen({ cell, day, members, excess }: CellDay, fullFrom: number): readonly number[] {
  if (excess >= fullFrom) return members
  const random = createRandom(0).fork(cell).fork(day)
  const left = [...members]
  return Array.from({ length: Math.min(excess, left.length) }, () =>
    left.splice(Math.floor(random.next() * left.length), 1),
  ).flat()
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  return Number.isInteger(middle)
    ? ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
    : (sorted[Math.floor(middle)] ?? 0)
}
