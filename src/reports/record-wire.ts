// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod'

import { RECORD_SCHEMA, type JournalRecord } from '#evidence'
import { ok, problem, refuse, type JsonValue, type Problem, type Result } from '#kernel'

import { RECORD_BODIES } from './record-schemas.ts'
import type { RunRecord } from './run-record.ts'

type Kind = RunRecord['kind']

/** The schemas held to the types that the flow runs on: the two cannot drift apart and still compile. */
const BODIES: { readonly [K in Kind]: z.ZodType<Extract<RunRecord, { kind: K }>['body']> } = RECORD_BODIES
const isKind = (kind: string): kind is Kind => Object.hasOwn(BODIES, kind)

/**
 * A run's record as it stands in the journal: instants as RFC 3339 text, audiences beside it.
 * Throws TypeError where the body is not what its kind says, since only our own code makes one.
 */
export function toRecord(record: RunRecord, time: string, audiences: readonly string[]): JournalRecord {
  const written = z.safeEncode(BODIES[record.kind] as z.ZodType, record.body)
  if (!written.success) {
    const [first] = toProblems(written.error)
    throw new TypeError(`${record.kind} record cannot be written: ${first?.code} at ${first?.path}`)
  }
  const body = written.data as { readonly [key: string]: JsonValue }
  return { schema: RECORD_SCHEMA, kind: record.kind, time, audiences: [...audiences], body }
}

/** Reads a journal record back into what a run wrote; every problem is listed for one of another schema, kind or shape. */
export function parseRunRecord(record: JournalRecord): Result<RunRecord> {
  if ((record.schema as string) !== RECORD_SCHEMA) {
    return refuse(problem('schema', 'record-schema-unknown', { schema: String(record.schema) }))
  }
  const { kind } = record
  if (!isKind(kind)) return refuse(problem('kind', 'record-kind-unknown', { kind: String(kind) }))
  const read = z.safeDecode(BODIES[kind], record.body)
  if (!read.success) return refuse(...toProblems(read.error))
  return ok({ kind, body: read.data } as RunRecord)
}

const toProblems = (error: z.ZodError): readonly Problem[] =>
  error.issues.map((issue) =>
    problem(['body', ...issue.path].join('.'), 'record-body-wrong', { what: issue.message }),
  )
