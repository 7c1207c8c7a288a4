// SPDX-License-Identifier: Apache-2.0
import { DAY_MS, utcMilliseconds, type Digest, type Position } from '#kernel'

import { createFireCalendar, type FireCalendar } from './fire-calendar.ts'
import type { CellHeat } from './cell-heat/index.ts'
import type { BinnedHistory } from './history-codec.ts'
import { createSettlements, type Settlement, type Settlements } from './settlements.ts'
import { findWorks, type Works } from './works.ts'

/** What heat is like in quiet years: the data of a background file, ready to be asked. */
export interface Background {
  readonly name: string
  readonly digest: Digest
  readonly years: readonly number[]
  /** Heat of the past by day of the year; one series a year. */
  readonly fires: FireCalendar
  /** Null where the file was built without a gazetteer. */
  readonly settlements: Settlements | null
  /** Places that were hot through the seasons of most years. */
  readonly works: Works
  /** What each cell's count is foretold by; null where the history was too short, too thin or too wide for it. */
  readonly cells: CellHeat | null
  /** Every detection of the years, by UTC day since 1970-01-01 and the middle of its bin (0.005 degree). */
  detections(): Iterable<{ readonly day: number; readonly position: Position }>
}

/** The background of a binned history. `name` and `digest` are those of the file it was read from. */
export function createBackground(
  name: string,
  digest: Digest,
  history: BinnedHistory,
  settlements: readonly Settlement[] | null,
  cells: CellHeat | null,
): Background {
  return {
    name,
    digest,
    years: history.years,
    fires: createFireCalendar(
      {
        latitude: history.latitude,
        longitude: history.longitude,
        day: history.dayOfYear,
        series: history.year,
      },
      history.years.length,
      true,
    ),
    settlements: settlements === null ? null : createSettlements(settlements),
    works: findWorks(history),
    cells,
    *detections() {
      for (let bin = 0; bin < history.count.length; bin++) {
        const position = { latitude: history.latitude[bin]!, longitude: history.longitude[bin]! }
        const firstOfYear = utcMilliseconds(history.years[history.year[bin]!]!, 1, 1) / DAY_MS
        const detection = { day: firstOfYear + history.dayOfYear[bin]!, position }
        for (let k = 0; k < history.count[bin]!; k++) yield detection
      }
    },
  }
}

/** The year of a day since 1970-01-01, and its day of the year from 0. */
export function dayOfYearOf(day: number): { readonly year: number; readonly dayOfYear: number } {
  const year = new Date(day * DAY_MS).getUTCFullYear()
  return { year, dayOfYear: day - utcMilliseconds(year, 1, 1) / DAY_MS }
}
