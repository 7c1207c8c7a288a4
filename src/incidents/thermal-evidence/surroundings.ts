// SPDX-License-Identifier: Apache-2.0
import {
  createFireCalendar,
  dayOfYearOf,
  LOOK_BACK_DAYS,
  type Background,
  type DayOfFires,
  type FireCalendar,
  type Shell,
} from '#background'
import { MEANS } from '#agreement'
import { DAY_MS, radixOrder, type Position } from '#kernel'
import type { ObservationTable } from '#observations'

/** The heat of a run by place and day. */
export interface RunFires {
  readonly calendar: Pick<FireCalendar, 'around' | 'onDay'>
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

/** Where and on which days (since 1970-01-01) surroundings are asked for. */
export interface PlacesAndDays {
  readonly latitude: Float64Array
  readonly longitude: Float64Array
  readonly day: Int32Array
}

/** Measures the surroundings of a place as known at the end of a day (since 1970-01-01). */
export function measureSurroundings(
  background: Background,
  run: RunFires,
  position: Position,
  day: number,
): Surroundings {
  const counts = new Float64Array(COUNTS)
  writeCounts(background, questions(background, run, day), position, counts, 0)
  return surroundingsFrom(background, run, day, counts, 0)
}

/**
 * Measures many at once and gives them by their numbers: place after place as they lie, since what one looks at is at hand
 * for the next.
 */
export function measureManySurroundings(
  background: Background,
  run: RunFires,
  { latitude, longitude, day }: PlacesAndDays,
): (number: number) => Surroundings {
  const counts = new Float64Array(COUNTS * day.length)
  const order = new Uint32Array(day.length)
  const keys = new Uint32Array(day.length)
  let earliest = Infinity
  for (let k = 0; k < day.length; k++) {
    order[k] = k
    earliest = Math.min(earliest, day[k]!)
    keys[k] = Math.floor((latitude[k]! + 90) * 100) * 36_001 + Math.floor((longitude[k]! + 180) * 100)
  }
  const room = new Uint32Array(day.length)
  radixOrder(order, room, keys, 32)
  for (let k = 0; k < day.length; k++) keys[k] = day[k]! - earliest
  radixOrder(order, room, keys, 22)
  for (let begin = 0; begin < order.length;) {
    const today = day[order[begin]!]!
    let end = begin
    while (end < order.length && day[order[end]!] === today) end++
    const asked =
      end - begin < ENOUGH_FOR_A_DAY
        ? questions(background, run, today)
        : questionsOnDay(background, run, today)
    for (; begin < end; begin++) {
      const k = order[begin]!
      const position = { latitude: latitude[k]!, longitude: longitude[k]! }
      writeCounts(background, asked, position, counts, COUNTS * k)
    }
  }
  return (number) => surroundingsFrom(background, run, day[number]!, counts, COUNTS * number)
}

const SHELL_NAMES = ['here', 'near', 'region'] as const satisfies readonly Shell[]
/** Of each shell days and fires of the run and of quiet years; two sums of quiet years; people and metres. */
const COUNTS = 4 * SHELL_NAMES.length + 4

/** From so many questions of one day on it pays to make the day ready. */
const ENOUGH_FOR_A_DAY = 300

/** What is asked of one day: of the run, and of the same day in quiet years. */
interface Questions {
  readonly now: DayOfFires
  readonly past: DayOfFires
}

function questions(background: Background, run: RunFires, day: number): Questions {
  const { dayOfYear } = dayOfYearOf(day)
  return {
    now: { around: (shell, latitude, longitude) => run.calendar.around(shell, latitude, longitude, day) },
    past: {
      around: (shell, latitude, longitude) => background.fires.around(shell, latitude, longitude, dayOfYear),
    },
  }
}

const questionsOnDay = (background: Background, run: RunFires, day: number): Questions => ({
  now: run.calendar.onDay(day),
  past: background.fires.onDay(dayOfYearOf(day).dayOfYear),
})

function writeCounts(
  background: Background,
  asked: Questions,
  position: Position,
  counts: Float64Array,
  at: number,
): void {
  const { latitude, longitude } = position
  for (let k = 0; k < SHELL_NAMES.length; k++) {
    const now = asked.now.around(SHELL_NAMES[k]!, latitude, longitude)
    const past = asked.past.around(SHELL_NAMES[k]!, latitude, longitude)
    counts[at + 4 * k] = now.days
    counts[at + 4 * k + 1] = now.today
    counts[at + 4 * k + 2] = past.days
    counts[at + 4 * k + 3] = past.today
  }
  const rest = at + 4 * SHELL_NAMES.length
  counts[rest] = background.fires.daysWithin(1_000, latitude, longitude)
  counts[rest + 1] = background.fires.binDaysWithin(10_000, latitude, longitude)
  const { settlements } = background
  if (settlements === null) return
  counts[rest + 2] = settlements.peopleNear(position)
  counts[rest + 3] = Math.round(settlements.metersToNearest(position))
}

function surroundingsFrom(
  background: Background,
  run: RunFires,
  day: number,
  counts: Float64Array,
  at: number,
): Surroundings {
  const years = background.years.length
  const daysCovered = Math.max(0, Math.min(LOOK_BACK_DAYS, day - run.firstDay))
  const shellAt = (k: number): ShellSurroundings => {
    const dailyShare = counts[k + 2]! / (years * LOOK_BACK_DAYS)
    return {
      days: counts[k]!,
      expectedDays: dailyShare * daysCovered,
      today: counts[k + 1]!,
      expectedToday: counts[k + 3]! / years,
      dailyShare,
    }
  }
  const rest = at + 4 * SHELL_NAMES.length
  return {
    daysCovered,
    here: shellAt(at),
    near: shellAt(at + 4),
    region: shellAt(at + 8),
    yearlyDaysHere: counts[rest]! / years,
    yearlyBinDaysAround: counts[rest + 1]! / years,
    settlement:
      background.settlements === null ? null : { people: counts[rest + 2]!, meters: counts[rest + 3]! },
  }
}
