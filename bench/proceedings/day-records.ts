// SPDX-License-Identifier: Apache-2.0
import { RECORD_SCHEMA, type JournalRecord } from '#evidence'
import { digestOf, type Digest, type JsonValue } from '#kernel'
import { toObservationDocument } from '#observations'

import { madeObservation } from '../../test/made-observation.ts'

export const DAY_MS = 86_400_000
/** Yesterday, from midnight on. */
export const DAY = Date.now() - (Date.now() % DAY_MS) - DAY_MS
const EFFECTS_IN_AN_INCIDENT = 4

export const instantOfDay = (n: number, of: number): string =>
  new Date(DAY + Math.floor((n / of) * 86_000_000)).toISOString()
export const placeOf = (n: number): { readonly latitude: number; readonly longitude: number } => ({
  latitude: 46 + ((n * 7919) % 4_000) / 1_000,
  longitude: 31 + ((n * 104_729) % 8_000) / 1_000,
})
export const observationId = (n: number): Digest => digestOf(`observation ${n}`)
export const incidentId = (n: number): Digest => digestOf(`incident ${n}`)
export const violationId = (n: number): Digest => digestOf(`violation ${n}`)

/** Reasons as long as those of a real incident. */
const REASONS = Array.from({ length: 8 }, (_, k) => ({
  code: `reason-${k}`,
  params: { value: k, of: 'a source' },
  logOdds: k / 8,
}))

function record(kind: string, n: number, of: number, more: Record<string, unknown>): JournalRecord {
  const at = instantOfDay(n, of)
  const body: object = {
    owner: 'mechanism',
    class: 'ordinary',
    interval: { start: at, end: at },
    place: placeOf(n),
    ...more,
  }
  return {
    schema: RECORD_SCHEMA,
    kind,
    time: at,
    audiences: ['mechanism'],
    body: body as Record<string, JsonValue>,
  }
}

/** A day as records: every effect an observation, four of them an incident, each incident a possible violation. */
export function* dayRecords(effects: number): Generator<JournalRecord> {
  for (let n = 0; n < effects; n += 1) {
    const id = observationId(n)
    const made = madeObservation({ ...placeOf(n), startMs: Date.parse(instantOfDay(n, effects)) })
    const document = { ...toObservationDocument(made), id }
    yield record('observation', n, effects, { id, original: digestOf('original'), document })
  }
  const incidents = Math.floor(effects / EFFECTS_IN_AN_INCIDENT)
  for (let n = 0; n < incidents; n += 1) {
    const id = incidentId(n)
    const members = Array.from({ length: EFFECTS_IN_AN_INCIDENT }, (_, k) =>
      observationId(n * EFFECTS_IN_AN_INCIDENT + k),
    )
    const document = {
      id,
      means: ['heard', 'seen'],
      members,
      likelihood: { kind: 'likelihood', probability: 0.8, band: 'likely' },
      reasons: REASONS,
    }
    yield record('incident', n, incidents, { id, document })
    yield record('violation', n, incidents, {
      id: violationId(n),
      incident: id,
      document: {
        id: violationId(n),
        incident: id,
        provision: 'heavy-fire',
        standing: 'possible-violation',
        speaksFor: REASONS,
      },
    })
  }
}
