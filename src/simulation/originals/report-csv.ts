// SPDX-License-Identifier: Apache-2.0
import { formatInstant } from '#kernel'

import type { NewsReport } from '../sensors/report-news.ts'

/** Byte order mark and columns of an event list in the form of VIINA. */
export const REPORT_HEADER = '\u{feff}"datetime","lon","lat","place_name","event_type","headline"'

/** One report as the event list would print it: every field quoted, labels joined by a bar, no zone to the time. */
export function reportRow(report: NewsReport): string {
  const text = formatInstant(report.time)
  const { latitude, longitude } = report.settlement.position
  return [
    `${text.slice(0, 10)} ${report.dayOnly ? '00:00' : text.slice(11, 16)}:00`,
    longitude.toFixed(5),
    latitude.toFixed(5),
    report.settlement.name,
    report.labels.join('|'),
    report.headline,
  ]
    .map((field) => `"${field.replaceAll('"', '""')}"`)
    .join(',')
}
