// SPDX-License-Identifier: Apache-2.0
import { utcMilliseconds } from '#kernel'

const DATED = /_(\d{4})(\d{2})(\d{2})\.geojson$/

/** The UTC day in a name like `area_20260624.geojson`, as `2026-06-24`; null where there is none in the calendar. */
export function dayInFileName(name: string): string | null {
  const [, year = '', month = '', day = ''] = DATED.exec(name) ?? []
  const isDay = !Number.isNaN(utcMilliseconds(Number(year), Number(month), Number(day)))
  return isDay ? `${year}-${month}-${day}` : null
}
