// SPDX-License-Identifier: Apache-2.0
import { toProvisionResultDocument } from '#agreement'
import { toPossibleViolationDocument, type Assessed } from '#assessments'
import { RECORD_SCHEMA, type JournalRecord } from '#evidence'
import { toIncidentDocument, type Incident } from '#incidents'
import {
  centerOf,
  digestOf,
  formatInstant,
  toInstant,
  type Digest,
  type Instant,
  type JsonValue,
  type Problem,
} from '#kernel'
import { toObservationDocument, type Observation } from '#observations'
import {
  commonMarking,
  INDICATION_READERS,
  MECHANISM_AUDIENCE,
  PUBLIC_AUDIENCE,
  type Marking,
} from '#releasability'

/** Raw rows that could not be read, and counts of what a feed brought, are for the Mechanism. */
const MECHANISM_ONLY: readonly string[] = [MECHANISM_AUDIENCE]
const LONGEST_RAW_IN_RECORD = 2_000
const EPOCH = toInstant(0)

const recordOf = (
  kind: string,
  time: Instant,
  audiences: readonly string[],
  body: JournalRecord['body'],
): JournalRecord => ({ schema: RECORD_SCHEMA, kind, time: formatInstant(time), audiences, body })

/** Where an observation may go. */
export const markingOf = ({ owner, audiences, originOfFire }: Observation): Marking => ({
  owner,
  audiences,
  disclosure: 'acknowledged',
  class: originOfFire ? 'origin-of-fire' : 'ordinary',
})

interface RowPlace {
  readonly received: number
  readonly original: Digest
  readonly row: number
}

export function observationRecord(observation: Observation, place: RowPlace): JournalRecord {
  const { id, owner, audiences, time, geometry } = observation
  return recordOf('observation', time.start, audiences, {
    id,
    owner,
    class: markingOf(observation).class,
    interval: { start: formatInstant(time.start), end: formatInstant(time.end) },
    place: { ...centerOf(geometry) },
    document: toObservationDocument(observation),
    ...place,
  })
}

/** A row with the content of an observation that was there before. */
export const duplicateRecord = ({ time, audiences, body }: JournalRecord): JournalRecord => ({
  schema: RECORD_SCHEMA,
  kind: 'duplicate',
  time,
  audiences,
  body: { of: body['id'], received: body['received'], original: body['original'], row: body['row'] },
})

export const quarantinedRecord = (
  place: RowPlace,
  raw: string,
  problems: readonly Problem[],
): JournalRecord =>
  recordOf('quarantined', EPOCH, MECHANISM_ONLY, {
    ...place,
    rawDigest: digestOf(raw),
    raw: raw.slice(0, LONGEST_RAW_IN_RECORD),
    problems: problems as unknown as JsonValue,
  })

/** What a delivery came to; `rows = observations + duplicates + quarantined` where it could be read. */
export const parsedRecord = (
  time: Instant,
  body: {
    readonly received: number
    readonly original: Digest
    readonly outcome: 'read' | 'unusable'
    readonly encoding: string | null
    readonly rows: number
    readonly problems: readonly Problem[]
  },
): JournalRecord =>
  recordOf('parsed', time, MECHANISM_ONLY, { ...body, problems: body.problems as unknown as JsonValue })

/** The part of an incident's record that tells whether it changed. */
export const incidentDocumentOf = (incident: Incident, { contact, results }: Assessed): JsonValue =>
  ({
    ...toIncidentDocument(incident),
    contact: contact === null ? null : { ...contact },
    results: results.map(toProvisionResultDocument),
  }) as unknown as JsonValue

/** An incident with what it breaks: the incident's own record, then one for each possible violation. */
export function incidentRecords(
  incident: Incident,
  assessed: Assessed,
  document: JsonValue,
  markings: readonly Marking[],
): readonly JournalRecord[] {
  const common = commonMarking(markings)
  const hasIndication = assessed.possibleViolations.some(({ standing }) => standing === 'indication')
  const audiences = hasIndication ? narrowTo(INDICATION_READERS, common.audiences) : common.audiences
  const { id, interval, geometry } = incident
  const frame = {
    owner: common.owner,
    class: common.class,
    interval: { start: formatInstant(interval.start), end: formatInstant(interval.end) },
    place: { ...geometry.center },
  }
  return [
    recordOf('incident', interval.start, audiences, { id, ...frame, document }),
    ...assessed.possibleViolations.map((one) =>
      recordOf('violation', interval.start, audiences, {
        id: one.id,
        incident: id,
        ...frame,
        document: toPossibleViolationDocument(one),
      }),
    ),
  ]
}

/** An incident that is none any more: its observations went into others, or to a steady source. */
export const incidentEndedRecord = (
  id: Digest,
  supersededBy: readonly Digest[],
  time: Instant,
): JournalRecord => recordOf('incident-ended', time, MECHANISM_ONLY, { id, supersededBy })

/** Up to where in the log observations were fused, and by what. */
export const fusedRecord = (
  time: Instant,
  body: { readonly through: number; readonly incidents: number },
): JournalRecord => recordOf('fused', time, MECHANISM_ONLY, body)

const narrowTo = (few: readonly string[], readers: readonly string[]): readonly string[] =>
  readers.includes(PUBLIC_AUDIENCE) ? few : few.filter((name) => readers.includes(name))
