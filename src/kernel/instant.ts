// SPDX-License-Identifier: Apache-2.0
import { ok, problem, refuse, type Result } from './result.ts'

/** A moment in UTC as whole milliseconds since 1970-01-01T00:00:00Z; the kernel never reads a clock. */
export type Instant = number & { readonly __brand: 'Instant' }

/** A closed span of time with the error of the clock that measured it; `start` equals `end` for an instant. */
export interface Interval {
  readonly start: Instant
  readonly end: Instant
  readonly clockErrorSeconds: number
}

export const SECOND_MS = 1_000
export const HOUR_MS = 3_600_000
export const DAY_MS = 86_400_000

/** Years 0001 to 9999: what a four-digit RFC 3339 year can print. */
const EARLIEST_MS = -62_135_596_800_000
const LATEST_MS = 253_402_300_799_999

export const toInstant = (epochMs: number): Instant => {
  if (!Number.isInteger(epochMs) || epochMs < EARLIEST_MS || epochMs > LATEST_MS) {
    throw new RangeError(`not an instant: ${epochMs}`)
  }
  return epochMs as Instant
}

const RFC_3339 =
  /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?([Zz]|[+-]\d{2}:?\d{2})?)?$/

/** Milliseconds since the epoch of a UTC calendar moment, or NaN where the calendar has no such day or hour. */
export function utcMilliseconds(
  year: number,
  month: number,
  day: number,
  hour = 0,
  minute = 0,
  second = 0,
): number {
  if (month < 1 || month > 12 || hour > 23 || minute > 59 || second > 59) return Number.NaN
  const daysInMonth =
    month === 2
      ? year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
        ? 29
        : 28
      : month === 4 || month === 6 || month === 9 || month === 11
        ? 30
        : 31
  if (day < 1 || day > daysInMonth || year < 1) return Number.NaN
  return daysFromEpoch(year, month, day) * DAY_MS + hour * HOUR_MS + minute * 60_000 + second * SECOND_MS
}

/** Days since 1970-01-01 in the proleptic Gregorian calendar, counted from 1 March so that leap days come last. */
function daysFromEpoch(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

/** Reads an RFC 3339 date-time with a zone, or a bare date as UTC midnight; a date-time without a zone is refused. */
export function parseInstant(text: string, path = ''): Result<Instant> {
  const m = RFC_3339.exec(text.trim())
  if (m === null) return refuse(problem(path, 'instant-unreadable', { text }))
  const [, year, month, day, hour, minute, second, fraction, zone] = m
  if (hour !== undefined && zone === undefined) return refuse(problem(path, 'instant-without-zone', { text }))
  const ms = utcMilliseconds(
    Number(year),
    Number(month),
    Number(day),
    Number(hour ?? 0),
    Number(minute ?? 0),
    Number(second ?? 0),
  )
  if (Number.isNaN(ms)) return refuse(problem(path, 'instant-not-in-calendar', { text }))
  const milliseconds = fraction === undefined ? 0 : Number(fraction.padEnd(3, '0').slice(0, 3))
  return ok(toInstant(ms + milliseconds - zoneOffsetMs(zone)))
}

function zoneOffsetMs(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z' || zone === 'z') return 0
  const digits = zone.slice(1).replace(':', '')
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000
}

/** `2026-06-24T00:07:00.000Z`: the one written form of an instant in stored and exported documents. */
export const formatInstant = (instant: Instant): string => new Date(instant).toISOString()

/** `2026-06-24`: the UTC day of an instant. */
export const formatDay = (instant: Instant): string => formatInstant(instant).slice(0, 10)

export const startOfDay = (instant: Instant): Instant => toInstant(Math.floor(instant / DAY_MS) * DAY_MS)

/** True where the two spans share a moment, each widened by its clock error. */
export function intervalsOverlap(a: Interval, b: Interval): boolean {
  const slackMs = (a.clockErrorSeconds + b.clockErrorSeconds) * SECOND_MS
  return a.start <= b.end + slackMs && b.start <= a.end + slackMs
}
