// SPDX-License-Identifier: Apache-2.0

const formats = new Map<string, Intl.DateTimeFormat>()

/** Figures 0-9 and one order of parts in every language; only the zone differs. */
function partsIn(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
    formats.set(zone, format)
  }
  return format
}

function fieldsOf(instantMs: number, zone: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    partsIn(zone)
      .formatToParts(instantMs)
      .map(({ type, value }) => [type, value]),
  )
}

/** `14:05:09` in the zone. */
export function clockTime(instantMs: number, zone: string): string {
  const { hour, minute, second } = fieldsOf(instantMs, zone)
  return `${hour}:${minute}:${second}`
}

/** `2026-06-24 14:05:09` in the zone. */
export function dayAndTime(instantMs: number, zone: string): string {
  const { year, month, day, hour, minute, second } = fieldsOf(instantMs, zone)
  return `${year}-${month}-${day} ${hour}:${minute}:${second}`
}

const minutes = new Map<string, string>()
const MOST_MINUTES = 2_000

/** `2026-06-24 14:05` in the zone, for lists: they ask for the same ones again and again. */
export function minuteIn(instantMs: number, zone: string): string {
  const key = `${Math.floor(instantMs / 60_000)} ${zone}`
  let text = minutes.get(key)
  if (text === undefined) {
    if (minutes.size === MOST_MINUTES) minutes.clear()
    text = dayAndTime(instantMs, zone).slice(0, 16)
    minutes.set(key, text)
  }
  return text
}

const offsets = new Map<string, Intl.DateTimeFormat>()

/** Difference from UTC in the zone at that moment, such as `UTC+3`; `UTC` where there is none. */
export function offsetOf(instantMs: number, zone: string): string {
  let format = offsets.get(zone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'shortOffset' })
    offsets.set(zone, format)
  }
  const name = format.formatToParts(instantMs).find(({ type }) => type === 'timeZoneName')?.value
  return (name ?? 'UTC').replace('GMT', 'UTC').replace(/\+0$/, '')
}
