// SPDX-License-Identifier: Apache-2.0
import { DAY_MS, formatDay, type Instant, toInstant } from '#kernel'

import { chance, poisson, wholeBelow } from '../distributions.ts'
import type { Random } from '../random.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { NewsReport } from '../sensors/report-news.ts'
import type { Cause, HotPixel } from '../sensors/see-heat.ts'
import { FIRMS_HEADER, firmsRow } from './firms-csv.ts'
import { REPORT_HEADER, reportRow } from './report-csv.ts'

/** One row on its way into a file. */
export interface Delivery {
  readonly file: string
  readonly text: string
  readonly order: number
  readonly cause: Cause
  readonly copyOf: NewsReport | null
  readonly report: NewsReport | null
  readonly repeats: { readonly delivery: Delivery; readonly as: 'delivered-again' | 'replayed' } | null
}

/** A file as the feed would publish it, with the deliveries behind its rows in order. */
export interface DeliveredFile {
  readonly name: string
  readonly source: 'firms' | 'viina'
  readonly bytes: Uint8Array
  readonly rows: readonly Delivery[]
}

/** Hot pixels as daily FIRMS files: some come a day late, some twice, and a deceiver replays old ones under a new date. */
export function deliverHotPixels(
  scenario: Scenario,
  firstDay: Instant,
  pixels: readonly HotPixel[],
  random: Random,
): readonly DeliveredFile[] {
  const dayOf = (pixel: HotPixel): number => Math.floor((pixel.time - firstDay) / DAY_MS)
  const deliver = (pixel: HotPixel, day: number, repeats: Delivery['repeats'] = null): Delivery => ({
    file: firmsFileName(firstDay, day),
    text: repeats?.as === 'delivered-again' ? repeats.delivery.text : firmsRow(pixel, random),
    order: pixel.time,
    cause: pixel.cause,
    copyOf: null,
    report: null,
    repeats,
  })
  const { lateShare, repeatedShare } = scenario.delivery
  const sent = pixels.map((pixel) => deliver(pixel, dayOf(pixel) + (chance(random, lateShare) ? 1 : 0)))
  const again = pixels.flatMap((pixel, n) => {
    const first = sent[n]
    if (first === undefined || !chance(random, repeatedShare)) return []
    // Two days on, so that it follows even a late delivery.
    return [deliver(pixel, dayOf(pixel) + 2, { delivery: first, as: 'delivered-again' })]
  })
  const replayed = replayOldPixels(scenario, firstDay, pixels, random).map(({ pixel, old }) => {
    const first = sent[old]
    return deliver(pixel, dayOf(pixel), first === undefined ? null : { delivery: first, as: 'replayed' })
  })
  return intoFiles([...sent, ...again, ...replayed], 'firms', FIRMS_HEADER)
}

/** Old pixels passed off under a later date at the same time of day. */
function replayOldPixels(
  scenario: Scenario,
  firstDay: Instant,
  pixels: readonly HotPixel[],
  random: Random,
): readonly { readonly pixel: HotPixel; readonly old: number }[] {
  const { replayedDetectionsPerDay } = scenario.deception
  return Array.from({ length: scenario.period.days }, (_, day) => {
    const start = firstDay + day * DAY_MS
    const older = pixels.flatMap((pixel, n) => (pixel.time < start ? [n] : []))
    if (older.length === 0) return []
    return Array.from({ length: poisson(random, replayedDetectionsPerDay) }, () => {
      const old = older[wholeBelow(random, older.length)] ?? 0
      const pixel = pixels[old]
      if (pixel === undefined) throw new RangeError('nothing to replay')
      const time = toInstant(start + ((pixel.time - firstDay) % DAY_MS))
      return { old, pixel: { ...pixel, time, cause: { kind: 'invented' } as const } }
    })
  }).flat()
}

/** Reports as monthly files of the event list. */
export function deliverReports(reports: readonly NewsReport[]): readonly DeliveredFile[] {
  const deliveries = reports.map((report) => ({
    file: `exercise-reports-${formatDay(report.time).slice(0, 7).replace('-', '')}.csv`,
    text: reportRow(report),
    order: report.time,
    cause: report.cause,
    copyOf: report.copyOf,
    report,
    repeats: null,
  }))
  return intoFiles(deliveries, 'viina', REPORT_HEADER)
}

const firmsFileName = (firstDay: Instant, day: number): string =>
  `exercise-firms-${formatDay(toInstant(firstDay + day * DAY_MS)).replaceAll('-', '')}.csv`

function intoFiles(
  deliveries: readonly Delivery[],
  source: DeliveredFile['source'],
  header: string,
): readonly DeliveredFile[] {
  const byFile = new Map<string, Delivery[]>()
  for (const delivery of deliveries) {
    const rows = byFile.get(delivery.file)
    if (rows === undefined) byFile.set(delivery.file, [delivery])
    else rows.push(delivery)
  }
  const names = [...byFile.keys()].toSorted()
  return names.map((name) => {
    const rows = (byFile.get(name) ?? []).toSorted((a, b) => a.order - b.order)
    const text = `${[header, ...rows.map((row) => row.text)].join('\n')}\n`
    return { name, source, bytes: new TextEncoder().encode(text), rows }
  })
}
