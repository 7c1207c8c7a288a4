// SPDX-License-Identifier: Apache-2.0
import {
  createFireCalendar,
  dayOfYearOf,
  LOOK_BACK_DAYS,
  type Background,
  type FireCalendar,
  type Shell,
} from '#background'
import { MEANS } from '#agreement'
import { DAY_MS, type Position } from '#kernel'
import type { ObservationTable } from '#observations'

/** The heat of a run by place and day. */
export interface RunFires {
  readonly calendar: Pick<FireCalendar, 'around'>
  /** First day with heat, since 1970-01-01: what lies before is not known to have been quiet. */
  readonly firstDay: number
}

const THERMAL = MEANS.indexOf('satellite-thermal')

/** Collects the heat detections of a table. */
export function collectRunFires(table: ObservationTable): RunFires {
  const columns = table.columns()
  const rows: number[] = []
  for (let row = 0; row < columns.means.length; row++) if (columns.means[row] === THERMAL) rows.push(row)
  return toRunFires({
    latitude: Float64Array.from(rows, (row) => columns.latitude[row]!),
    longitude: Float64Array.from(rows, (row) => columns.longitude[row]!),
    day: Int32Array.from(rows, (row) => Math.floor(columns.startMs[row]! / DAY_MS)),
  })
}

/** The same from bare columns; `day` counts from 1970-01-01. */
export function toRunFires(records: {
  readonly latitude: Float64Array
  readonly longitude: Float64Array
  readonly day: Int32Array
}): RunFires {
  const series = new Uint8Array(records.day.length)
  return {
    calendar: createFireCalendar({ ...records, series }, 1, false),
    firstDay: records.day.reduce((least, day) => Math.min(least, day), Infinity),
  }
}

/** What burned in one shell against what quiet years let expect. */
export interface ShellSurroundings {
  /** Distinct days with heat among the 30 days before, or among as many as the run covers. */
  readonly days: number
  readonly expectedDays: number
  /** Bins with heat on the day itself. */
  readonly today: number
  readonly expectedToday: number
  /** Share of days that have heat here at this time of a quiet year. */
  readonly dailyShare: number
}

/** Everything that the evidence of heat asks of the place and time of a fire; no line, no party, nothing later than its day. */
export interface Surroundings {
  /** Days before that the run covers, at most 30. */
  readonly daysCovered: number
  readonly here: ShellSurroundings
  readonly near: ShellSurroundings
  readonly region: ShellSurroundings
  /** Distinct days a quiet year with heat within a kilometre. */
  readonly yearlyDaysHere: number
  /** Bins of 0.01 degree times days a quiet year with heat within 10 km. */
  readonly yearlyBinDaysAround: number
  /** People within 4 km, and metres to the nearest settlement; null where the background has no gazetteer. */
  readonly settlement: { readonly people: number; readonly meters: number } | null
}

/** Measures the surroundings of a place as known at the end of a day (since 1970-01-01). */
export function measureSurroundings(
  background: Background,
  run: RunFires,
  position: Position,
  day: number,
): Surroundings {
  const { latitude, longitude } = position
  const { dayOfYear } = dayOfYearOf(day)
  const years = background.years.length
  const daysCovered = Math.max(0, Math.min(LOOK_BACK_DAYS, day - run.firstDay))
  const inShell = (shell: Shell): ShellSurroundings => {
    const now = run.calendar.around(shell, latitude, longitude, day)
    const past = background.fires.around(shell, latitude, longitude, dayOfYear)
    const dailyShare = past.days / (years * LOOK_BACK_DAYS)
    return {
      days: now.days,
      expectedDays: dailyShare * daysCovered,
      today: now.today,
      expectedToday: past.today / years,
      dailyShare,
    }
  }
  const { settlements } = background
  return {
    daysCovered,
    here: inShell('here'),
    near: inShell('near'),
    region: inShell('region'),
    yearlyDaysHere: background.fires.daysWithin(1_000, latitude, longitude) / years,
    yearlyBinDaysAround: background.fires.binDaysWithin(10_000, latitude, longitude) / years,
    settlement:
      settlements === null
        ? null
        : {
            people: settlements.peopleNear(position),
            meters: Math.round(settlements.metersToNearest(position)),
          },
  }
}
