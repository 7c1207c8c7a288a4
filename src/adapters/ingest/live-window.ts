// SPDX-License-Identifier: Apache-2.0
import type { CompiledAgreement } from '#agreement'
import { assess } from '#assessments'
import type { FusionContext, Incident, IncidentEngine } from '#incidents'
import { canonicalJson, DAY_MS, digestOf, toInstant, type Digest } from '#kernel'
import { createObservationTable, type Observation } from '#observations'

import type { IncidentChange } from './ingest-desk.ts'
import { incidentDocumentOf, incidentEndedRecord, incidentRecords, markingOf } from './ingest-records.ts'

/** Days before and after a touched day whose incidents may change with it. */
const REACH_DAYS = 1
/** Days beyond those that are fused with them, so that nothing at the edge is cut in two. */
const MARGIN_DAYS = 2
/** Touched days that are fused together. */
const MOST_DAYS_AT_ONCE = 4
/** Observations kept in memory between fusions. */
const MOST_KEPT = 400_000

export const dayOf = (milliseconds: number): number => Math.floor(milliseconds / DAY_MS)

interface Day {
  readonly observations: Map<Digest, Observation>
  /** Incidents that began on this day, by the digest of their document. */
  readonly incidents: Map<Digest, Digest>
}

/** Keeps incidents up to date by fusing again the days around what is new, and nothing else. */
export interface LiveWindow {
  add(observation: Observation): void
  touch(day: number): void
  daysNeeded(): readonly number[] | null
  load(
    day: number,
    observations: readonly Observation[],
    incidents: readonly { readonly id: Digest; readonly documentDigest: Digest }[],
  ): void
  /** What changed around the first of the touched days. Throws RangeError where a day that is needed was not loaded. */
  fuse(): readonly IncidentChange[]
}

export function createLiveWindow(
  engine: IncidentEngine,
  terms: CompiledAgreement,
  context: FusionContext,
): LiveWindow {
  const days = new Map<number, Day>()
  const touched = new Set<number>()

  /** The first touched days that lie close together. */
  const nextPart = (): { readonly first: number; readonly last: number } | null => {
    const sorted = [...touched].sort((a, b) => a - b)
    const first = sorted[0]
    if (first === undefined) return null
    const near = sorted.filter((day) => day < first + MOST_DAYS_AT_ONCE)
    return { first, last: near.at(-1) ?? first }
  }

  const dayAt = (day: number): Day => {
    const found = days.get(day)
    if (found === undefined) throw new RangeError(`day ${day} is not loaded`)
    return found
  }

  /** Lets go of the days that were not asked for longest, newest days last. */
  const forgetFar = (): void => {
    let kept = 0
    for (const day of [...days.keys()].sort((a, b) => b - a)) {
      kept += dayAt(day).observations.size
      if (kept > MOST_KEPT && !touched.has(day)) days.delete(day)
    }
  }

  const toChange = (
    incident: Incident,
    documentOf: Map<Digest, Observation>,
  ): { digest: Digest; change(): IncidentChange } => {
    const assessed = assess(incident, terms, incident.interval.end)
    const document = incidentDocumentOf(incident, assessed)
    return {
      digest: digestOf(canonicalJson(document)),
      change: () => ({
        incident: incident.id,
        records: incidentRecords(
          incident,
          assessed,
          document,
          incident.members.map((id) => markingOf(documentOf.get(id)!)),
        ),
      }),
    }
  }

  return {
    add(observation) {
      const day = dayOf(observation.time.start)
      touched.add(day)
      days.get(day)?.observations.set(observation.id, observation)
    },
    touch: (day) => void touched.add(day),
    daysNeeded() {
      const part = nextPart()
      if (part === null) return null
      const around = REACH_DAYS + MARGIN_DAYS
      const needed = range(part.first - around, part.last + around)
      return needed.filter((day) => !days.has(day))
    },
    load(day, observations, incidents) {
      days.set(day, {
        observations: new Map(observations.map((one) => [one.id, one])),
        incidents: new Map(incidents.map(({ id, documentDigest }) => [id, documentDigest])),
      })
    },
    fuse() {
      const part = nextPart()
      if (part === null) return []
      const around = REACH_DAYS + MARGIN_DAYS
      const table = createObservationTable()
      const byId = new Map<Digest, Observation>()
      for (const day of range(part.first - around, part.last + around)) {
        for (const [id, observation] of dayAt(day).observations) {
          table.append(observation)
          byId.set(id, observation)
        }
      }
      const changes: IncidentChange[] = []
      const reached = range(part.first - REACH_DAYS, part.last + REACH_DAYS)
      const before = new Map(reached.flatMap((day) => [...dayAt(day).incidents]))
      const memberOf = new Map<Digest, Digest>()
      for (const incident of engine.partition(table, context).incidents) {
        const day = dayOf(incident.interval.start)
        for (const id of incident.members) if (before.has(id)) memberOf.set(id, incident.id)
        if (day < reached[0]! || day > reached.at(-1)!) continue
        const { digest, change } = toChange(incident, byId)
        if (before.get(incident.id) !== digest) changes.push(change())
        before.delete(incident.id)
        dayAt(day).incidents.set(incident.id, digest)
      }
      for (const id of before.keys()) {
        // The id of an incident is that of its earliest observation, so whoever has that now has taken its place.
        const heir = memberOf.get(id)
        const time = byId.get(id)?.time.start ?? toInstant(part.first * DAY_MS)
        changes.push({
          incident: id,
          records: [incidentEndedRecord(id, heir === undefined ? [] : [heir], time)],
        })
        for (const day of reached) dayAt(day).incidents.delete(id)
      }
      for (const day of range(part.first, part.last)) touched.delete(day)
      forgetFar()
      return changes
    },
  }
}

const range = (first: number, last: number): readonly number[] =>
  Array.from({ length: last - first + 1 }, (_, k) => first + k)
