// SPDX-License-Identifier: Apache-2.0
import type { JournalRecord } from '#evidence'
import { digestOf, type Digest } from '#kernel'
import { toObservationDocument } from '#observations'

import { madeObservation } from '../../test/made-observation.ts'
import { itemRecord, placeOf, REASONS } from '../item-record.ts'

export const DAY_MS = 86_400_000
/** Yesterday, from midnight on. */
export const DAY = Date.now() - (Date.now() % DAY_MS) - DAY_MS
const EFFECTS_IN_AN_INCIDENT = 4

export const instantOfDay = (n: number, of: number): string =>
  new Date(DAY + Math.floor((n / of) * 86_000_000)).toISOString()
export const observationId = (n: number): Digest => digestOf(`observation ${n}`)
export const incidentId = (n: number): Digest => digestOf(`incident ${n}`)
export const violationId = (n: number): Digest => digestOf(`violation ${n}`)

function record(kind: string, n: number, of: number, more: object): JournalRecord {
  const at = instantOfDay(n, of)
  return itemRecord(kind, { start: at, end: at }, placeOf(n), more)
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
