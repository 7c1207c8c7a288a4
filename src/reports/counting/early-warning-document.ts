// SPDX-License-Identifier: Apache-2.0
import {
  quietOf,
  WATCH_SETTINGS,
  watchSector,
  withoutFalseDiscoveries,
  type LevelChange,
  type Quiet,
  type WatchSettings,
} from '#incidents'
import { DAY_MS, formatDay, toInstant } from '#kernel'

import type { SourceTally } from '../tally.ts'
import type { CountingTally } from './counting-tally.ts'
import type { LineSector } from './line-sectors.ts'
import { inAllLanguages, type TextsInAll } from './texts.ts'

/** Whether the line could be watched at all. */
export type WatchKind = 'watched' | 'no-line' | 'nothing-observed' | 'too-short'

/** How the counts along the line changed; no forecast and no finding. */
export interface EarlyWarningDocument {
  readonly kind: WatchKind
  readonly days: { readonly first: string; readonly last: string; readonly count: number } | null
  /** Nothing in a journal says how much could be seen on a day, so that every day counts alike. */
  readonly effort: 'unknown'
  readonly settings: WatchSettings & { readonly falseDiscoveryShare: number }
  readonly unit: TextsInAll
  readonly notes: { readonly meaning: TextsInAll; readonly effort: TextsInAll; readonly watch: TextsInAll }
  readonly sectors: readonly SectorDocument[]
}

/** One stretch of the line. */
export interface SectorDocument extends LineSector {
  /** From 1 along the line; null for the line as a whole. */
  readonly number: number | null
  readonly incidents: number
  /** Of the last week of the watch. */
  readonly lastWeek: { readonly incidents: number; readonly quiet: Quiet }
  readonly level: number | null
  readonly pValue: number | null
  /** A rise that stands now beyond what chance brings over all sectors. */
  readonly raised: boolean
  readonly changes: readonly {
    readonly kind: LevelChange['kind']
    readonly since: string
    readonly alarmOn: string
    readonly from: number
  }[]
}

/** Days looked back upon: half a year and a little. */
const WATCHED_DAYS = 200
const WEEK = 7
/** Of the rises that are said to stand, so many may be chance. */
const FALSE_DISCOVERY_SHARE = 0.1

/** Watches the sectors of the line over the days from the first to the last observation. */
export function toEarlyWarningDocument(
  tally: CountingTally,
  sources: Iterable<SourceTally>,
): EarlyWarningDocument {
  const span = spanOf(sources)
  const sectors =
    span === null || tally.sectors === null ? [] : watchSectors(tally.sectors.sectors, tally.sectorDays, span)
  const kind = kindOf(tally, span)
  return {
    kind,
    days:
      span === null
        ? null
        : { first: nameOf(span.first), last: nameOf(span.last), count: span.last - span.first + 1 },
    effort: 'unknown',
    settings: { ...WATCH_SETTINGS, falseDiscoveryShare: FALSE_DISCOVERY_SHARE },
    unit: inAllLanguages('unit.likely-incidents'),
    notes: {
      meaning: inAllLanguages('early-warning.meaning'),
      effort: inAllLanguages('early-warning.effort-unknown'),
      watch: inAllLanguages(`early-warning.${kind}`, {
        days: span === null ? 0 : span.last - span.first + 1,
        needed: WATCH_SETTINGS.fewLearningDays + 1,
      }),
    },
    sectors: kind === 'watched' || kind === 'too-short' ? sectors : [],
  }
}

interface Span {
  readonly first: number
  readonly last: number
}

function kindOf({ sectors }: CountingTally, span: Span | null): WatchKind {
  if (span === null) return 'nothing-observed'
  if (sectors === null) return 'no-line'
  return span.last - span.first < WATCH_SETTINGS.fewLearningDays ? 'too-short' : 'watched'
}

function spanOf(sources: Iterable<SourceTally>): Span | null {
  let first = Infinity
  let last = -Infinity
  for (const { earliest, latest } of sources) {
    first = Math.min(first, Math.floor(earliest / DAY_MS))
    last = Math.max(last, Math.floor(latest / DAY_MS))
  }
  return first > last ? null : { first: Math.max(first, last - WATCHED_DAYS + 1), last }
}

const nameOf = (day: number): string => formatDay(toInstant(day * DAY_MS))

interface Stretch {
  readonly number: number | null
  readonly sector: LineSector
  readonly counts: readonly number[]
}

/** All stretches as one, where there are several: what is too little in each may be enough together. */
function wholeLine(stretches: readonly Stretch[]): readonly Stretch[] {
  const [first] = stretches
  const last = stretches.at(-1)
  if (first === undefined || last === undefined || stretches.length < 2) return []
  const { toKilometres, end } = last.sector
  const counts = first.counts.map((_, day) => sumOf(stretches.map((one) => one.counts[day]!)))
  return [{ number: null, sector: { ...first.sector, toKilometres, end }, counts }]
}

function watchSectors(
  sectors: readonly LineSector[],
  sectorDays: CountingTally['sectorDays'],
  { first, last }: Span,
): readonly SectorDocument[] {
  const dayNumbers = Array.from({ length: last - first + 1 }, (_, day) => first + day)
  const stretches = sectors.map((sector, k) => ({
    number: k + 1,
    sector,
    counts: dayNumbers.map((day) => sectorDays[k]!.get(day) ?? 0),
  }))
  const watched = [...wholeLine(stretches), ...stretches].map((stretch) => ({
    ...stretch,
    watch: watchSector(
      stretch.counts.map((count) => ({ count, effort: 1 })),
      WATCH_SETTINGS,
      (stretch.number ?? 0) + 1,
    ),
  }))
  const stands = withoutFalseDiscoveries(
    watched.map(({ watch }) => watch.pValue ?? 1),
    FALSE_DISCOVERY_SHARE,
  )
  return watched.map(({ number, sector, counts, watch }, k) => {
    const lastWeek = sumOf(counts.slice(-WEEK))
    return {
      number,
      ...roundedSector(sector),
      incidents: sumOf(counts),
      lastWeek: { incidents: lastWeek, quiet: quietOf(lastWeek, null) },
      level: watch.level === null ? null : rounded(watch.level, 1_000),
      pValue: watch.pValue === null ? null : rounded(watch.pValue, 1_000_000),
      raised: watch.raised && stands[k]!,
      changes: watch.changes.map(({ kind, since, alarmOn, from }) => ({
        kind,
        since: nameOf(first + since),
        alarmOn: nameOf(first + alarmOn),
        from: rounded(from, 1_000),
      })),
    }
  })
}

const sumOf = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0)

const rounded = (value: number, parts: number): number => Math.round(value * parts) / parts

const roundedSector = ({ fromKilometres, toKilometres, start, end }: LineSector): LineSector => ({
  fromKilometres: rounded(fromKilometres, 10),
  toKilometres: rounded(toKilometres, 10),
  start: { latitude: rounded(start.latitude, 100), longitude: rounded(start.longitude, 100) },
  end: { latitude: rounded(end.latitude, 100), longitude: rounded(end.longitude, 100) },
})
