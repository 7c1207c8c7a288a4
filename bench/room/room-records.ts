// SPDX-License-Identifier: Apache-2.0
import { HYPOTHESES } from '#agreement'
import type { JournalRecord } from '#evidence'
import { digestOf, toLikelihood, type Digest, type Position } from '#kernel'
import { toObservationDocument } from '#observations'

import { madeObservation } from '../../test/made-observation.ts'
import { itemRecord, placeOf, REASONS } from '../item-record.ts'

const DAYS = 60
const DAY_MS = 86_400_000
const FIRST_MS = Date.parse('2026-04-01T00:00:00Z')
const MEMBERS = 4
/** From a fixed order, so that every run has the same incidents. */
const startOf = (n: number, of: number): number => FIRST_MS + Math.floor((n / of) * DAYS * DAY_MS)

/** A hundredth that stays with the number and the version. */
const shareOf = (n: number, version: number): number => ((n * 31 + version * 17) % 99) / 100

const incidentId = (n: number): Digest => digestOf(`incident ${n}`)

/** Incident `n` of `of`; a later version has the same place and time, another likelihood and another most likely cause. */
export function incidentRecord(n: number, of: number, version: number): JournalRecord {
  const id = incidentId(n)
  const probability = shareOf(n, version)
  const most = (n + version) % HYPOTHESES.length
  const start = startOf(n, of)
  const document = {
    id,
    interval: { start: instantOf(start), end: instantOf(start + 600_000), clockErrorSeconds: 60 },
    geometry: {
      kind: 'ellipse',
      center: placeOf(n),
      semiMajorMeters: 300 + (n % 700),
      semiMinorMeters: 200,
      azimuthDegrees: n % 180,
    },
    members: Array.from({ length: MEMBERS }, (_, k) => digestOf(`observation ${n * MEMBERS + k}`)),
    means: ['satellite-thermal'],
    independentSources: 1,
    hypotheses: HYPOTHESES.map((hypothesis, k) => ({
      hypothesis,
      probability: k === most ? 0.65 : 0.05,
    })),
    likelihood: toLikelihood(probability),
    reasons: REASONS,
    contact: null,
    results: [],
  }
  return record('incident', start, placeOf(n), { id, document })
}

/** What the ledger holds before anybody looks: incidents, and some possible violations and observations to be counted. */
export function* roomRecords(incidents: number, others: number): Generator<JournalRecord> {
  for (let n = 0; n < incidents; n += 1) yield incidentRecord(n, incidents, 0)
  for (let n = 0; n < others; n += 1) {
    const startMs = startOf(n, others)
    const id = digestOf(`observation ${n}`)
    const document = { ...toObservationDocument(madeObservation({ ...placeOf(n), startMs })), id }
    yield record('observation', startMs, placeOf(n), { id, original: digestOf('original'), document })
    const violation = digestOf(`violation ${n}`)
    const says = {
      id: violation,
      incident: incidentId(n),
      provision: 'heavy-fire',
      standing: 'possible-violation',
      speaksFor: REASONS,
    }
    yield record('violation', startMs, placeOf(n), {
      id: violation,
      incident: incidentId(n),
      document: says,
    })
  }
}

const instantOf = (ms: number): string => new Date(ms).toISOString()

function record(kind: string, startMs: number, place: Position, more: object): JournalRecord {
  return itemRecord(kind, { start: instantOf(startMs), end: instantOf(startMs + 600_000) }, place, more)
}
