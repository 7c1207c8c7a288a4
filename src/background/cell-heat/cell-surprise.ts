// SPDX-License-Identifier: Apache-2.0
import type { Position } from '#kernel'

import type { CellHeat } from './cell-heat.ts'
import { falseDiscoveryControl } from './false-discovery-control.ts'
import { toHeatDays } from './heat-days.ts'
import { expectedCount, upperTail } from './predictive.ts'

/** Heat of a run; `day` counts from 1970-01-01. */
export interface RunHeat {
  readonly latitude: ArrayLike<number>
  readonly longitude: ArrayLike<number>
  readonly day: ArrayLike<number>
}

/** How a day's count in the cell of a place compares with quiet years. */
export interface CellSurprise {
  readonly count: number
  readonly expected: number
  /** Share of such cell-days of quiet years with as many detections or more. */
  readonly pValue: number
  /** True where the cell is among those of its day of which at most a twentieth are chance on average. */
  readonly survives: boolean
  /** Cells of the day that survive. */
  readonly survivors: number
  /** Days before that were known, at most 30. */
  readonly daysKnown: number
  /** Share of a clear look at the cell that day; null where nothing is known of clouds. */
  readonly clearLook: number | null
}

/** The surprises of a run, worked out day by day as they are asked for. */
export interface CellSurprises {
  /** Null off the ground that the history covers, or where it was too short for a model. */
  at(position: Position, day: number): CellSurprise | null
  /** Cells of a day that survive the control of false discoveries. */
  survivorsOn(day: number): number
}

/** Share of the survivors of a day that may be chance on average (Benjamini and Hochberg). */
export const FALSE_DISCOVERY_RATE = 0.05

/** Holds the heat of a run against the background, cell by cell of a tenth of a degree; `cells` is null without a model. */
export function createCellSurprises(cells: CellHeat | null, run: RunHeat): CellSurprises {
  if (cells === null) return { at: () => null, survivorsOn: () => 0 }
  const { frame } = cells
  const heat = toHeatDays(
    Array.from({ length: run.day.length }, (_, k) => ({
      cell: frame.cellAt({ latitude: run.latitude[k]!, longitude: run.longitude[k]! }),
      day: run.day[k]!,
      count: 1,
    })),
  )
  let firstDay = Infinity
  for (let k = 0; k < run.day.length; k++) firstDay = Math.min(firstDay, run.day[k]!)
  const known = new Map<number, ReadonlyMap<number, CellSurprise>>()
  const onDay = (day: number): ReadonlyMap<number, CellSurprise> => {
    const found = known.get(day)
    if (found !== undefined) return found
    const hot = heat.get(day)?.cells ?? new Int32Array(0)
    const foretold = cells.foretell(heat, firstDay, day)
    const predictives = Array.from(hot, (cell) => foretold.predict(cell))
    const pValues = predictives.map((one, k) => round(upperTail(one, foretold.counts[hot[k]!]!), 1e9))
    // A cell without heat has the p-value 1: it is a test that was made, and needs no listing.
    const survives = falseDiscoveryControl(
      pValues,
      FALSE_DISCOVERY_RATE,
      Math.max(frame.cells.length, hot.length),
    )
    const survivors = survives.reduce((sum, one) => sum + one, 0)
    const ofDay = new Map(
      predictives.map((one, k) => [
        hot[k]!,
        {
          count: foretold.counts[hot[k]!]!,
          expected: round(expectedCount(one), 1e3),
          pValue: pValues[k]!,
          survives: survives[k] === 1,
          survivors,
          daysKnown: foretold.daysKnown,
          clearLook: foretold.clearLook(hot[k]!),
        },
      ]),
    )
    known.set(day, ofDay)
    return ofDay
  }
  return {
    at(position, day) {
      const cell = frame.cellAt(position)
      return cell < 0 ? null : (onDay(day).get(cell) ?? null)
    },
    survivorsOn: (day) => [...onDay(day).values()][0]?.survivors ?? 0,
  }
}

const round = (value: number, steps: number): number => Math.round(value * steps) / steps
