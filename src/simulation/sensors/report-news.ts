// SPDX-License-Identifier: Apache-2.0
import { DAY_MS, geodesicMeters, HOUR_MS, type Instant, toInstant } from '#kernel'

import { chance, logNormal, poisson, wholeBelow } from '../distributions.ts'
import { type GroundEvent, minutesAfter } from '../ground/ground-event.ts'
import type { Random } from '../random.ts'
import { nearestSettlement, type Settlement, type Theatre } from '../theatre.ts'
import type { NewsFigures } from './news-model.ts'
import { type Cause, isOut, type Scene } from './see-heat.ts'

/** One item of the news, as an event list would carry it. */
export interface NewsReport {
  readonly outlet: number
  /** When it was written; `dayOnly` where the list gives no more than the date. */
  readonly time: Instant
  readonly dayOnly: boolean
  readonly settlement: Settlement
  readonly labels: readonly string[]
  readonly headline: string
  readonly cause: Cause
  /** The report it repeats, if it is a copy. */
  readonly copyOf: NewsReport | null
}

/** Labels of the event list and the words for it. */
const WORDS: Readonly<Record<string, { readonly labels: readonly string[]; readonly what: string }>> = {
  shelling: { labels: ['artillery', 'property'], what: 'shelling reported' },
  'air-or-drone-strike': { labels: ['uav', 'property'], what: 'drone strike reported' },
  'other-military-activity': { labels: ['firefighb'], what: 'exchange of fire reported' },
  'vegetation-fire': { labels: [], what: 'fields are burning' },
  'controlled-demolition-or-exercise': { labels: ['loc'], what: 'explosion heard' },
}
const UNRELATED = [
  'council meets',
  'road repair begins',
  'harvest prices discussed',
  'school reopens',
  'power cut ends',
]

/** What the outlets write about the events: their own reports, copies of each other, and what has nothing to do with it. */
export function reportNews(scene: Scene, figures: NewsFigures, random: Random): readonly NewsReport[] {
  const { scenario, theatre, firstDay } = scene
  const own = scene.events.flatMap((event, n) =>
    reportsOfEvent(event, theatre, figures, random.fork(`event-${n}`)),
  )
  const others = Array.from({ length: scenario.period.days }, (_, day) =>
    strayReports(scene, figures, toInstant(firstDay + day * DAY_MS), random.fork(`day-${day}`)),
  ).flat()
  const end = firstDay + scenario.period.days * DAY_MS
  return [...own, ...others, ...reportAnnouncements(scene, figures, random.fork('announcements'))].filter(
    (report) => report.time < end && !isOut(scenario, 'news', (report.time - firstDay) / DAY_MS),
  )
}

function reportsOfEvent(
  event: GroundEvent,
  theatre: Theatre,
  figures: NewsFigures,
  random: Random,
): readonly NewsReport[] {
  const nearest = nearestSettlement(theatre.settlements, event.position)
  const words = WORDS[event.hypothesis]
  if (nearest === null || words === undefined) return []
  const heard = Math.exp(-nearest.meters / 1_000 / figures.hearingKilometres)
  const silent = 1 - figures.reportedPerEffect * heard
  const missed = Math.exp(Math.max(1, event.effects) * Math.log(silent))
  const reports: NewsReport[] = []
  for (let outlet = 1; outlet <= figures.outlets; outlet += 1) {
    if (!chance(random, 1 - missed)) continue
    const settlement = chance(random, figures.wrongSettlementShare)
      ? anotherNear(theatre, nearest.settlement, random)
      : nearest.settlement
    const report: NewsReport = {
      outlet,
      time: minutesAfter(
        event.end,
        logNormal(random, figures.reportDelayMinutes, figures.reportDelayScatter),
      ),
      dayOnly: chance(random, figures.dayOnlyShare),
      settlement,
      labels: words.labels,
      headline: headlineOf(words.what, settlement, outlet, event.effects),
      cause: { kind: 'event', event },
      copyOf: null,
    }
    reports.push(report, ...copiesOf(report, figures, random))
  }
  return reports
}

const headlineOf = (what: string, settlement: Settlement, outlet: number, effects: number): string =>
  `EXERCISE: ${what} near ${settlement.name}${effects > 1 ? `, about ${effects} explosions` : ''} - outlet ${outlet}`

function copiesOf(report: NewsReport, figures: NewsFigures, random: Random): readonly NewsReport[] {
  if (!chance(random, figures.copiedShare)) return []
  const verbatim = chance(random, figures.copiedVerbatimShare)
  const headline = verbatim
    ? report.headline
    : report.headline.replace('EXERCISE: ', 'EXERCISE: sources say ')
  const time = minutesAfter(
    report.time,
    logNormal(random, figures.reportDelayMinutes, figures.reportDelayScatter),
  )
  const outlet = (report.outlet % Math.max(2, figures.outlets)) + 1
  return [{ ...report, outlet, time, headline, copyOf: report }]
}

/** Reports that no event stands behind: other news, honest mistakes, and inventions. */
function strayReports(
  scene: Scene,
  figures: NewsFigures,
  day: Instant,
  random: Random,
): readonly NewsReport[] {
  const stray = (labels: readonly string[], what: string, cause: Cause): NewsReport => {
    const settlement = anySettlement(scene.theatre, random)
    const outlet = 1 + wholeBelow(random, figures.outlets)
    return {
      outlet,
      time: toInstant(Math.floor(day + random.next() * DAY_MS)),
      dayOnly: chance(random, figures.dayOnlyShare),
      settlement,
      labels,
      headline: headlineOf(what, settlement, outlet, 0),
      cause,
      copyOf: null,
    }
  }
  const times = <T>(mean: number, make: () => T): T[] => Array.from({ length: poisson(random, mean) }, make)
  const { inventedReportsPerDay } = scene.scenario.deception
  return [
    ...times(figures.unrelatedPerDay, () =>
      stray([], UNRELATED[wholeBelow(random, UNRELATED.length)] ?? '', { kind: 'unrelated' }),
    ),
    ...times(figures.falseReportsPerDay, () =>
      stray(['artillery'], 'explosion reported', { kind: 'false-alarm' }),
    ),
    ...times(inventedReportsPerDay, () =>
      stray(['artillery', 'civcas'], 'shelling with casualties claimed', { kind: 'invented' }),
    ),
  ]
}

/** Every outlet carries an announcement, from one and the same place and in the same words. */
function reportAnnouncements(scene: Scene, figures: NewsFigures, random: Random): readonly NewsReport[] {
  return scene.scenario.announcements.flatMap(({ day, hour, words }) => {
    const settlement = anySettlement(scene.theatre, random)
    const made = toInstant(Math.round(scene.firstDay + day * DAY_MS + hour * HOUR_MS))
    return Array.from({ length: figures.outlets }, (_, n) => ({
      outlet: n + 1,
      time: minutesAfter(made, logNormal(random, figures.reportDelayMinutes, figures.reportDelayScatter)),
      dayOnly: chance(random, figures.dayOnlyShare),
      settlement,
      labels: [],
      headline: `EXERCISE: ${words} - outlet ${n + 1}`,
      cause: { kind: 'announcement' as const },
      copyOf: null,
    }))
  })
}

function anySettlement(theatre: Theatre, random: Random): Settlement {
  const settlement = theatre.settlements[wholeBelow(random, theatre.settlements.length)]
  if (settlement === undefined) throw new RangeError('a theatre without settlements has no news')
  return settlement
}

/** A place confused with the right one: the nearest other of a few drawn at random. */
function anotherNear(theatre: Theatre, right: Settlement, random: Random): Settlement {
  const drawn = Array.from({ length: 4 }, () => anySettlement(theatre, random)).filter(
    (place) => place !== right,
  )
  const sorted = drawn.toSorted(
    (a, b) => geodesicMeters(a.position, right.position) - geodesicMeters(b.position, right.position),
  )
  return sorted[0] ?? right
}
