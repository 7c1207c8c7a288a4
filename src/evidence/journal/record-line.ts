// SPDX-License-Identifier: Apache-2.0
import { canonicalJson, type JsonValue } from '#kernel'

import { HASH_BYTES } from '../merkle/index.ts'
import { RECORD_SCHEMA, type BundledRecord, type JournalRecord } from '../record.ts'

/** A record file holds one BundledRecord per line as canonical JSON. These are the parts around the record's own bytes. */
export const lineStart = (index: number): string => `{"index":${index},"record":`
export const lineEnd = (saltHex: string): string => `,"salt":"${saltHex}"}\n`
export const withheldLine = (index: number, commitmentHex: string): string =>
  `{"commitment":"${commitmentHex}","index":${index},"withheld":true}\n`

/** Characters after the record in a line, its newline not counted. */
const LINE_END_LENGTH = lineEnd('0'.repeat(2 * HASH_BYTES)).length - 1

/** A line taken apart: `recordBytes` are the very bytes that the log committed to. */
export type RecordLine =
  | { readonly kind: 'open'; readonly index: number; readonly recordBytes: Uint8Array; readonly salt: string }
  | { readonly kind: 'withheld'; readonly index: number; readonly commitment: string }

const OPEN_HEAD = /^\{"index":(0|[1-9]\d{0,15}),"record":/
const OPEN_TAIL = /^,"salt":"([0-9a-f]{64})"\}$/
const WITHHELD = /^\{"commitment":"([0-9a-f]{64})","index":(0|[1-9]\d{0,15}),"withheld":true\}$/
const LONGEST_HEAD = lineStart(Number.MAX_SAFE_INTEGER).length
const LONGEST_WITHHELD = withheldLine(Number.MAX_SAFE_INTEGER, '0'.repeat(2 * HASH_BYTES)).length

/** Takes a line (without its newline) apart by its fixed frame, without reading the record; null where the frame is another. */
export function parseRecordLine(line: Uint8Array): RecordLine | null {
  if (line.length <= LONGEST_WITHHELD) {
    const withheld = WITHHELD.exec(ascii(line, 0, line.length))
    if (withheld !== null) return { kind: 'withheld', index: Number(withheld[2]), commitment: withheld[1]! }
  }
  const head = OPEN_HEAD.exec(ascii(line, 0, Math.min(LONGEST_HEAD, line.length)))
  const recordEnd = line.length - LINE_END_LENGTH
  if (head === null || recordEnd <= head[0].length) return null
  const tail = OPEN_TAIL.exec(ascii(line, recordEnd, line.length))
  if (tail === null) return null
  return {
    kind: 'open',
    index: Number(head[1]),
    recordBytes: line.subarray(head[0].length, recordEnd),
    salt: tail[1]!,
  }
}

function ascii(bytes: Uint8Array, start: number, end: number): string {
  let text = ''
  for (let i = start; i < end; i++) text += String.fromCharCode(bytes[i]!)
  return text
}

/** The record of a text, or null where it is no canonical JSON or not a journal record. */
export function parseJournalRecord(text: string): JournalRecord | null {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return null
  }
  if (!isJournalRecord(value) || canonicalText(value as unknown as JsonValue) !== text) return null
  return value
}

/** Null for what JSON can write and canonical JSON cannot hold, such as half a surrogate pair. */
function canonicalText(value: JsonValue): string | null {
  try {
    return canonicalJson(value)
  } catch {
    return null
  }
}

function isJournalRecord(value: unknown): value is JournalRecord {
  if (!isPlainObject(value)) return false
  const { schema, kind, time, audiences, body, ...others } = value
  return (
    schema === RECORD_SCHEMA &&
    typeof kind === 'string' &&
    typeof time === 'string' &&
    Array.isArray(audiences) &&
    audiences.every((audience) => typeof audience === 'string') &&
    isPlainObject(body) &&
    Object.keys(others).length === 0
  )
}

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Reads a line that this program wrote itself; `verify` looks at lines of strangers. */
export function toBundledRecord(line: RecordLine, recordText: string): BundledRecord {
  return line.kind === 'withheld'
    ? { index: line.index, commitment: line.commitment, withheld: true }
    : { index: line.index, record: JSON.parse(recordText) as JournalRecord, salt: line.salt }
}
