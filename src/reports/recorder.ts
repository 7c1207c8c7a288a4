// SPDX-License-Identifier: Apache-2.0
import type { RecordSpool } from '#evidence'
import {
  assertNever,
  canonicalJson,
  digestOf,
  formatInstant,
  type Digest,
  type Instant,
  type JsonValue,
} from '#kernel'

import { toRecord } from './record-wire.ts'
import type { RunRecord } from './run-record.ts'

/** The order of kinds in the journal of a run. */
const PHASES = [
  'configured',
  'reference',
  'received',
  'observation',
  'duplicate',
  'quarantined',
  'line-derived',
  'steady-source',
  'set-aside',
  'incident',
  'published',
] as const satisfies readonly RunRecord['kind'][]

/** Puts a run's records into their journal order, whatever the order they are found in. */
export type Recorder = (record: RunRecord, time: Instant, audiences: readonly string[]) => void

export function createRecorder(spool: RecordSpool): Recorder {
  const encoder = new TextEncoder()
  return (record, time, audiences) => {
    const written = toRecord(record, formatInstant(time), audiences)
    const bytes = encoder.encode(canonicalJson(written as unknown as JsonValue))
    const digest = subjectOf(record) ?? digestOf(bytes)
    spool.add({ phase: PHASES.indexOf(record.kind), timeMs: time, digest }, bytes)
  }
}

/**
 * The digest of what the record is about. It orders records of one time, and unlike the record's own digest it holds
 * no party's name: swap the parties, and the order stays.
 */
function subjectOf(record: RunRecord): Digest | null {
  switch (record.kind) {
    case 'observation':
      return record.body.observation.id
    case 'duplicate':
      return record.body.of
    case 'incident':
      return record.body.incident.id
    case 'steady-source':
      return record.body.steadySource.id
    case 'set-aside':
      return record.body.setAside.id
    case 'reference':
    case 'received':
      return record.body.original
    case 'quarantined':
      return record.body.rawDigest
    case 'line-derived':
      return record.body.original
    case 'configured':
    case 'published':
      return null
    default:
      return assertNever(record)
  }
}
