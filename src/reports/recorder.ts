// SPDX-License-Identifier: Apache-2.0
import type { RecordSpool } from '#evidence'
import { canonicalJson, digestOf, formatInstant, type Instant, type JsonValue } from '#kernel'

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
    spool.add({ phase: PHASES.indexOf(record.kind), timeMs: time, digest: digestOf(bytes) }, bytes)
  }
}
