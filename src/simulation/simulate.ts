// SPDX-License-Identifier: Apache-2.0
import { type Agreement, type ResolvedLine, resolvedLinesOf } from '#agreement'
import {
  DAY_MS,
  formatInstant,
  type Instant,
  ok,
  problem,
  quantiseMeters,
  quantisePosition,
  refuse,
  type Result,
  toInstant,
} from '#kernel'

import {
  makeNotifiedEffects,
  makeQuarryBlasts,
  makeVegetationFires,
  placeIndustry,
} from './ground/everyday.ts'
import type { GroundEvent } from './ground/ground-event.ts'
import { makeHostilities } from './ground/hostilities.ts'
import { type DeliveredFile, type Delivery, deliverHotPixels, deliverReports } from './originals/deliver.ts'
import { createRandom, type Random } from './random.ts'
import type { Scenario } from './scenario/scenario.ts'
import { valuesOf } from './sensors/figure.ts'
import { NEWS_MODEL } from './sensors/news-model.ts'
import { reportNews } from './sensors/report-news.ts'
import { type Cause, type Scene, seeHeat } from './sensors/see-heat.ts'
import { VIIRS_MODEL } from './sensors/viirs-model.ts'
import { layOutTheatre, type ProtectedObject, type Theatre } from './theatre.ts'
import { type Truth, TRUTH_SCHEMA, type TrueEvent, type TrueRow } from './truth.ts'
import { createCloudField } from './weather/cloud-field.ts'

/** Original files in the forms of the real feeds, and what really happened. */
export interface Simulation {
  readonly files: readonly { readonly name: string; readonly source: string; readonly bytes: Uint8Array }[]
  readonly truth: Truth
}

/**
 * Plays a scenario along a line of an agreement and writes down what satellites and the news would have delivered. Pure: the same
 * scenario, agreement and seed (a whole number) give the same bytes. Refuses a line that the agreement does not draw.
 */
export function simulate(scenario: Scenario, agreement: Agreement, seed: number): Result<Simulation> {
  const line = resolvedLinesOf(agreement).find(({ id }) => id === scenario.line)
  if (line === undefined) return refuse(problem('line', 'unknown-line', { line: scenario.line }))
  return ok(simulateAlong(line, agreement.objects, scenario, seed))
}

/** Plays a scenario along any line. Throws RangeError for a line without length. */
export function simulateAlong(
  line: ResolvedLine,
  objects: readonly ProtectedObject[],
  scenario: Scenario,
  seed: number,
): Simulation {
  const random = createRandom(seed)
  const scene = setScene(line, objects, scenario, random)
  const viirs = valuesOf(VIIRS_MODEL, scenario.sensors.viirs)
  const news = valuesOf(NEWS_MODEL, scenario.sensors.news)
  const pixels = seeHeat(scene, viirs, random.fork('viirs'))
  const reports = reportNews(scene, news, random.fork('news'))
  const files = [
    ...deliverHotPixels(scenario, scene.firstDay, pixels, random.fork('delivery')),
    ...deliverReports(reports),
  ]
  return {
    files: files.map(({ name, source, bytes }) => ({ name, source, bytes })),
    truth: truthOf(scene, line, seed, files),
  }
}

function setScene(
  line: ResolvedLine,
  objects: readonly ProtectedObject[],
  scenario: Scenario,
  random: Random,
): Scene {
  const { marginKilometres, settlements } = scenario.theatre
  const theatre = layOutTheatre(line, objects, marginKilometres, settlements, random.fork('theatre'))
  const firstDay = toInstant(Date.parse(`${scenario.period.firstDay}T00:00:00Z`))
  const end = toInstant(firstDay + scenario.period.days * DAY_MS)
  const events = [
    ...makeHostilities(scenario, theatre, firstDay, random.fork('hostilities')),
    ...makeVegetationFires(scenario, theatre, firstDay, random.fork('vegetation')),
    ...makeQuarryBlasts(scenario, theatre, firstDay, random.fork('quarries')),
    ...makeNotifiedEffects(scenario, firstDay, random.fork('notified')),
  ].toSorted((a, b) => a.start - b.start)
  return {
    scenario,
    theatre,
    firstDay,
    events,
    sites: placeIndustry(scenario, theatre, random.fork('industry')),
    clouds: createCloudField(random.fork('clouds'), theatre.bounds, firstDay, end, scenario.weather),
  }
}

function truthOf(scene: Scene, line: ResolvedLine, seed: number, files: readonly DeliveredFile[]): Truth {
  const { scenario } = scene
  const ids = new Map(scene.events.map((event, n) => [event, `event-${String(n + 1).padStart(6, '0')}`]))
  const end = toInstant(scene.firstDay + scenario.period.days * DAY_MS)
  return {
    schema: TRUTH_SCHEMA,
    exercise: true,
    scenario: scenario.id,
    seed,
    line: line.id,
    period: { start: formatInstant(scene.firstDay), end: formatInstant(end) },
    events: scene.events.map((event) => trueEvent(event, ids.get(event) ?? '', scene.theatre)),
    steadySites: scene.sites.map(({ id, position }) => ({ id, ...quantisePosition(position) })),
    announcements: scenario.announcements.map(({ day, hour, words }) => ({
      time: timeOf(scene, day + hour / 24),
      words,
    })),
    impediments: listImpediments(scene),
    rows: trueRows(files, ids),
  }
}

/** The moment so many days (not necessarily whole) after the first. */
const timeOf = (scene: Scene, days: number): string =>
  formatInstant(toInstant(Math.round(scene.firstDay + days * DAY_MS)))

function listImpediments(scene: Scene): Truth['impediments'] {
  const { outages, jamming } = scene.scenario
  const span = ({ fromDay, toDay, reason }: { fromDay: number; toDay: number; reason: string }) => ({
    start: timeOf(scene, fromDay),
    end: timeOf(scene, toDay),
    reason,
  })
  return [
    ...outages.map((outage) => ({ kind: 'outage' as const, of: [outage.sensor], ...span(outage) })),
    ...jamming.map((jam) => ({ kind: 'jamming' as const, of: jam.sectors, ...span(jam) })),
  ]
}

function trueEvent(event: GroundEvent, id: string, theatre: Theatre): TrueEvent {
  const span = (from: Instant, to: Instant) => ({ start: formatInstant(from), end: formatInstant(to) })
  const { hypothesis, sector, effects, notifiedBy, heat } = event
  return {
    id,
    hypothesis,
    ...span(event.start, event.end),
    ...quantisePosition(event.position),
    side: theatre.line.sideOf(event.position),
    lineMeters: quantiseMeters(theatre.line.nearest(event.position).meters),
    sector,
    effects,
    notifiedBy,
    heat:
      heat === null
        ? null
        : { ...span(heat.start, heat.end), megawatts: Math.round(heat.megawatts * 10) / 10 },
  }
}

function trueRows(
  files: readonly DeliveredFile[],
  ids: ReadonlyMap<GroundEvent, string>,
): readonly TrueRow[] {
  const names = new Map<Delivery, { file: string; row: number }>()
  const reports = new Map<object, { file: string; row: number }>()
  for (const { name, rows } of files) {
    for (const [n, delivery] of rows.entries()) {
      names.set(delivery, { file: name, row: n + 1 })
      if (delivery.report !== null) reports.set(delivery.report, { file: name, row: n + 1 })
    }
  }
  const nameOf = (cause: Cause): string | null => {
    if (cause.kind === 'event') return ids.get(cause.event) ?? null
    return cause.kind === 'steady-site' ? cause.site.id : null
  }
  return [...names].map(([delivery, { file, row }]) => {
    const { cause, copyOf, repeats } = delivery
    const earlier = repeats === null ? undefined : names.get(repeats.delivery)
    return {
      file,
      row,
      cause: cause.kind,
      of: nameOf(cause),
      copyOf: copyOf === null ? null : (reports.get(copyOf) ?? null),
      repeats: repeats === null || earlier === undefined ? null : { ...earlier, as: repeats.as },
    }
  })
}
