// SPDX-License-Identifier: Apache-2.0
import { createBinGrid } from './bin-grid.ts'
import { LOOK_BACK_DAYS, SHELLS, type FireCalendar } from './fire-calendar.ts'

/** A calendar of one series that takes heat as it comes; equal to the one of all its records at once. */
export interface GrowingCalendar extends Pick<FireCalendar, 'around' | 'onDay'> {
  /** `day` counts from 1970-01-01. */
  add(latitude: number, longitude: number, day: number): void
}

/** An empty calendar. Days of a bin are few, and are held as a plain list. */
export function createGrowingCalendar(): GrowingCalendar {
  const fine = { grid: createBinGrid(SHELLS.here.binsPerDegree), days: new Map<number, number[]>() }
  const coarse = { grid: createBinGrid(SHELLS.region.binsPerDegree), days: new Map<number, number[]>() }
  const calendar: GrowingCalendar = {
    onDay: (day) => ({
      around: (shell, latitude, longitude) => calendar.around(shell, latitude, longitude, day),
    }),
    add(latitude, longitude, day) {
      for (const { grid, days } of [fine, coarse]) {
        const key = grid.keyOf({ latitude, longitude })
        const known = days.get(key)
        if (known === undefined) days.set(key, [day])
        else if (!known.includes(day)) known.push(day)
      }
    },
    around(shell, latitude, longitude, day) {
      const { grid, days } = shell === 'region' ? coarse : fine
      const { fromMeters, toMeters } = SHELLS[shell]
      let before = 0
      let today = 0
      const middle = grid.keyOf({ latitude, longitude })
      const offsets = grid.ringOffsets(middle, fromMeters, toMeters)
      for (let run = 0; run < offsets.length; run += 2) {
        for (let key = middle + offsets[run]!; key <= middle + offsets[run + 1]!; key++) {
          for (const other of days.get(key) ?? []) {
            const lag = day - other
            if (lag === 0) today++
            else if (lag > 0 && lag <= LOOK_BACK_DAYS) before |= 1 << lag
          }
        }
      }
      let distinct = 0
      for (; before !== 0; before &= before - 1) distinct++
      return { days: distinct, today }
    },
  }
  return calendar
}
