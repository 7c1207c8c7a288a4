// SPDX-License-Identifier: Apache-2.0
import type { CompiledAgreement } from '#agreement'
import { assess } from '#assessments'
import type { Incident, LiveEngine } from '#incidents'
import { canonicalJson, DAY_MS, digestOf, toInstant, type Digest } from '#kernel'
import type { Observation } from '#observations'
import type { Marking } from '#releasability'

import type { IncidentChange, StandingIncident } from './ingest-desk.ts'
import { incidentDocumentOf, incidentEndedRecord, incidentRecords, markingOf } from './ingest-records.ts'

/** Days before and after a touched day whose incidents may change with it. */
const REACH_DAYS = 1
/** Days that are held with a touched one: before it as many as it takes to tell a steady source, after it what an incident may reach to. */
const DAYS_BEFORE = 14
const DAYS_AFTER = 3
/** Touched days that are fused together. */
const MOST_DAYS_AT_ONCE = 4
/** Days that are loaded to join what is held; further away the engine begins anew. */
const WIDEST_GAP_DAYS = 20
/** Days held at once: as time goes on the engine begins anew with those that are needed, or it would hold ever more of them. */
const MOST_DAYS_HELD = 40
/** Observations held at which the engine begins anew with what is needed. */
const MOST_HELD = 400_000

const dayOf = (milliseconds: number): number => Math.floor(milliseconds / DAY_MS)

/** An incident as it is on record. */
interface OnRecord {
  /** UTC day on which it began. */
  readonly day: number
  readonly documentDigest: Digest
}

/** Keeps incidents up to date: what arrives goes into an engine that holds the days around it, and nothing else. */
export interface LiveWindow {
  /** An observation that is new on record. */
  add(observation: Observation): void
  touch(day: number): void
  /** Days to load before `fuse`; null where nothing is to be fused. */
  daysNeeded(): readonly number[] | null
  load(day: number, observations: readonly Observation[], incidents: readonly StandingIncident[]): void
  /** What changed around the first of the touched days. Throws RangeError where a day that is needed was not loaded. */
  fuse(): readonly IncidentChange[]
}

/** A window over engines that `start` makes: one at a time, given up for a new one where days far away or too many are asked for. */
export function createLiveWindow(start: () => LiveEngine, terms: CompiledAgreement): LiveWindow {
  let engine = start()
  const touched = new Set<number>()
  const held = new Set<number>()
  /** Touched days that came out of the tables whole: what the engine makes of them was not told by it. */
  const untold = new Set<number>()
  const arrived = new Map<number, Observation[]>()
  const markings = new Map<Digest, Marking>()
  const onRecord = new Map<Digest, OnRecord>()
  let isWhole = false
  let roomFor = MOST_HELD

  /** The first touched days that lie close together. */
  const nextPart = (): { readonly first: number; readonly last: number } | null => {
    const sorted = [...touched].sort((a, b) => a - b)
    const first = sorted[0]
    if (first === undefined) return null
    const near = sorted.filter((day) => day < first + MOST_DAYS_AT_ONCE)
    return { first, last: near.at(-1) ?? first }
  }

  const beginAnew = (): void => {
    engine = start()
    held.clear()
    untold.clear()
    // All of it is on record, and comes again with its day.
    arrived.clear()
    markings.clear()
    onRecord.clear()
    roomFor = MOST_HELD
  }

  /** The change that puts the incident on record; null where it reads so already. */
  const changeTo = (incident: Incident): IncidentChange | null => {
    const assessed = assess(incident, terms, incident.interval.end)
    const document = incidentDocumentOf(incident, assessed)
    const documentDigest = digestOf(canonicalJson(document))
    if (onRecord.get(incident.id)?.documentDigest === documentDigest) return null
    onRecord.set(incident.id, { day: dayOf(incident.interval.start), documentDigest })
    const members = incident.members.map((id) => markings.get(id)!)
    return { incident: incident.id, records: incidentRecords(incident, assessed, document, members) }
  }

  /** The id of an incident is that of its earliest observation, so whoever has that now has taken its place. */
  const endOf = (id: Digest, heir: Digest | undefined): IncidentChange => {
    const day = onRecord.get(id)?.day ?? 0
    onRecord.delete(id)
    const records = [incidentEndedRecord(id, heir === undefined ? [] : [heir], toInstant(day * DAY_MS))]
    return { incident: id, records }
  }

  /** Ends what is over and puts on record what is other than before. */
  const changesTo = (incidents: Iterable<Incident>, ended: Iterable<Digest>): readonly IncidentChange[] => {
    const over = new Set([...ended].filter((id) => onRecord.has(id)))
    const heirs = new Map<Digest, Digest>()
    const changes: IncidentChange[] = []
    for (const incident of incidents) {
      for (const id of incident.members) if (over.has(id)) heirs.set(id, incident.id)
      const change = changeTo(incident)
      if (change !== null) changes.push(change)
    }
    return [...changes, ...[...over].map((id) => endOf(id, heirs.get(id)))]
  }

  /** Holds the incidents that began on these days against what is on record of them. */
  const compareDays = (days: ReadonlySet<number>): readonly IncidentChange[] => {
    const there: Incident[] = []
    const found = new Set<Digest>()
    for (const incident of engine.partition().incidents) {
      found.add(incident.id)
      if (days.has(dayOf(incident.interval.start))) there.push(incident)
    }
    const gone = [...onRecord].filter(([id, { day }]) => days.has(day) && !found.has(id)).map(([id]) => id)
    return changesTo(there, gone)
  }

  return {
    add(observation) {
      const day = dayOf(observation.time.start)
      touched.add(day)
      if (!held.has(day)) return
      const others = arrived.get(day)
      if (others === undefined) arrived.set(day, [observation])
      else others.push(observation)
    },
    touch: (day) => void touched.add(day),
    daysNeeded() {
      const part = nextPart()
      if (part === null) return null
      const needed = range(part.first - DAYS_BEFORE, part.last + DAYS_AFTER)
      const [first, last] = [Math.min(...held), Math.max(...held)]
      const isFar = needed[0]! > last + WIDEST_GAP_DAYS || needed.at(-1)! < first - WIDEST_GAP_DAYS
      const isWide = Math.max(last, needed.at(-1)!) - Math.min(first, needed[0]!) >= MOST_DAYS_HELD
      if (held.size > 0 && (isFar || isWide || markings.size > roomFor)) beginAnew()
      if (held.size === 0) return needed
      return range(Math.min(first, needed[0]!), Math.max(last, needed.at(-1)!)).filter(
        (day) => !held.has(day),
      )
    },
    load(day, observations, incidents) {
      engine.load(observations)
      for (const one of observations) markings.set(one.id, markingOf(one))
      for (const { id, documentDigest } of incidents) onRecord.set(id, { day, documentDigest })
      held.add(day)
      isWhole = false
      if (touched.has(day)) untold.add(day)
      arrived.delete(day)
      roomFor = Math.max(MOST_HELD, 2 * markings.size)
    },
    fuse() {
      const part = nextPart()
      if (part === null) return []
      const days = range(part.first, part.last)
      const missing = days.find((day) => !held.has(day))
      if (missing !== undefined) throw new RangeError(`day ${missing} is not loaded`)
      const fresh = days.flatMap((day) => arrived.get(day) ?? [])
      for (const one of fresh) markings.set(one.id, markingOf(one))
      const told = engine.add(fresh)
      const changes = [...changesTo(told.changed, told.ended)]
      if (!isWhole) {
        // Which sources are steady hangs on all that is held: looked at again when more days are.
        changes.push(...changesTo([], engine.refresh().ended))
        changes.push(
          ...compareDays(new Set([...untold].flatMap((day) => range(day - REACH_DAYS, day + REACH_DAYS)))),
        )
        isWhole = true
        untold.clear()
      }
      for (const day of days) {
        touched.delete(day)
        arrived.delete(day)
      }
      return changes
    },
  }
}

const range = (first: number, last: number): readonly number[] =>
  Array.from({ length: last - first + 1 }, (_, k) => first + k)
