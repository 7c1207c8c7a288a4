// SPDX-License-Identifier: Apache-2.0
import { createCellSurprises, type Background, type CellSurprises } from '#background'
import { MEANS } from '#agreement'
import { DAY_MS, type Position, type Reason } from '#kernel'
import type { ObservationTable } from '#observations'

const THERMAL = MEANS.indexOf('satellite-thermal')

/** A look through less than a quarter of a clear sky shows nothing of what is quiet. */
const LEAST_CLEAR_LOOK = 0.25

/** Makes the heat of a table ready to be held against quiet years, cell by cell and day by day. */
export function collectSurprises(background: Background | null, table: ObservationTable): CellSurprises {
  const { means, latitude, longitude, startMs } = table.columns()
  const rows: number[] = []
  for (let row = 0; row < means.length; row++) if (means[row] === THERMAL) rows.push(row)
  return createCellSurprises(background?.cells ?? null, {
    latitude: Float64Array.from(rows, (row) => latitude[row]!),
    longitude: Float64Array.from(rows, (row) => longitude[row]!),
    day: Int32Array.from(rows, (row) => Math.floor(startMs[row]! / DAY_MS)),
  })
}

/**
 * What the count of a place's cell on a day (since 1970-01-01) says, as reasons without weight: beside the terms of the
 * surroundings it added next to nothing where labels could tell. Empty where no cell is foretold.
 */
export function surpriseReasons(
  surprises: CellSurprises,
  position: Position,
  day: number,
): readonly Reason[] {
  const found = surprises.at(position, day)
  if (found === null) return []
  const { count, expected, pValue, survives, survivors, daysKnown, clearLook } = found
  const reasons: Reason[] = [
    {
      code: survives ? 'cell-surprise-survives' : 'cell-surprise-ordinary',
      params: { count, expected, oneIn: Math.round(1 / Math.max(RAREST, pValue)), survivors },
    },
  ]
  if (daysKnown < FULL_MEMORY_DAYS) reasons.push({ code: 'cell-days-before-unknown', params: { daysKnown } })
  if (clearLook !== null && clearLook < LEAST_CLEAR_LOOK) {
    reasons.push({ code: 'cell-look-clouded', params: { clearLook } })
  }
  return reasons
}

/** No years at hand could tell what is rarer. */
const RAREST = 1e-9
const FULL_MEMORY_DAYS = 30
