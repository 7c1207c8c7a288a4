// SPDX-License-Identifier: Apache-2.0
import { ok, problem, refuse, type Problem, type Result } from '#kernel'

import type { AreaOfInterest, ParsedFile } from '../source.ts'
import { createByteLines, type LineEnd } from '../text/byte-lines.ts'
import { LONGEST_MARK, readByteOrderMark } from '../text/byte-order-mark.ts'
import { encodingUnsupported, fileBinary, fileEmpty, looksBinary } from '../text/header-problems.ts'
import { splitRecord } from '../text/split-record.ts'
import { createUtf16Decoder } from '../text/utf16.ts'
import { createByteReader, type ByteReader } from './byte-reader.ts'
import {
  appendRejected,
  appendRow,
  clearFirmsColumns,
  createFirmsColumns,
  type FirmsColumns,
} from './columns.ts'
import { readFirmsLayout, type FirmsLayout } from './layout.ts'
import { readRowValues } from './row-values.ts'

/** FIRMS bytes in pieces to checked columns in blocks. */
export interface ColumnReader {
  push(chunk: Uint8Array): void
  /** Hands over the last block; refused where the file as a whole cannot be read. */
  finish(): Result<ParsedFile>
  /** Hands over the rows read so far and empties the block. */
  flush(): void
  /** Known once the header was read. */
  layout(): FirmsLayout | null
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const lenientUtf8 = new TextDecoder('utf-8', { ignoreBOM: true })
const utf8 = new TextEncoder()

/** `take` gets each block of at most `blockRows` rows in the order of the file; the columns hold only until it returns. */
export function createColumnReader(
  take: (columns: FirmsColumns) => void,
  blockRows: number,
  areaOfInterest?: AreaOfInterest,
): ColumnReader {
  const columns = createFirmsColumns(blockRows)
  const lines = createByteLines()
  let head: Uint8Array | null = new Uint8Array(0)
  let encoding = 'utf-8'
  let toUtf8: { push(chunk: Uint8Array): Uint8Array; finish(): Uint8Array } | null = null
  let layout: FirmsLayout | null = null
  let byteReader: ByteReader | null = null
  let refused: readonly Problem[] | null = null
  let rows = 0

  function readHeader(bytes: Uint8Array, start: number, end: number, ended: LineEnd): void {
    const text = decodeStrictly(bytes.subarray(start, end))
    if (text === null || looksBinary(text)) {
      refused = [fileBinary()]
      return
    }
    const names = ended === 'too-long' ? null : splitRecord(text, ',')
    const read = names === null ? refuse(problem('', 'header-unreadable')) : readFirmsLayout(names)
    if (read.ok) {
      layout = read.value
      byteReader = createByteReader(layout, areaOfInterest)
    } else refused = read.problems
  }

  function readLine(bytes: Uint8Array, start: number, end: number, ended: LineEnd): void {
    if (refused !== null) return
    if (layout === null || byteReader === null) {
      readHeader(bytes, start, end, ended)
      return
    }
    if (columns.size === blockRows) flush()
    rows++
    if (ended === 'break' && byteReader.read(bytes, start, end, columns)) return
    readSlowly(layout, bytes.subarray(start, end), ended)
  }

  function readSlowly(known: FirmsLayout, line: Uint8Array, ended: LineEnd): void {
    const text = decodeStrictly(line)
    if (ended === 'too-long') {
      reject(line, [problem('', 'row-too-long')])
      return
    }
    if (text === null) {
      reject(line, [problem('', 'text-undecodable')])
      return
    }
    const truncated = ended === 'file' ? [problem('', 'row-truncated')] : []
    const fields = splitRecord(text, ',')
    if (fields === null) {
      reject(line, [...truncated, problem('', 'quote-not-closed')])
      return
    }
    const read = readRowValues(known, fields, areaOfInterest)
    const cutShort = ended === 'file' && fields.at(-1) === ''
    if (isProblems(read)) reject(line, [...truncated, ...read])
    else if (cutShort) reject(line, truncated)
    else appendRow(columns, read)
  }

  function reject(line: Uint8Array, problems: readonly Problem[]): void {
    appendRejected(columns, lenientUtf8.decode(line), problems)
  }

  function flush(): void {
    if (columns.size > 0) take(columns)
    clearFirmsColumns(columns)
  }

  function startWith(bytes: Uint8Array): void {
    head = null
    const mark = readByteOrderMark(bytes)
    if (mark === null) {
      feed(bytes)
      return
    }
    encoding = mark.encoding
    if (mark.encoding === 'utf-32') refused = [encodingUnsupported('utf-32')]
    if (mark.encoding === 'utf-16le' || mark.encoding === 'utf-16be') {
      const decoder = createUtf16Decoder(mark.encoding === 'utf-16le')
      toUtf8 = {
        push: (chunk) => utf8.encode(decoder.push(chunk)),
        finish: () => utf8.encode(decoder.finish()),
      }
    }
    feed(bytes.subarray(mark.length))
  }

  function feed(chunk: Uint8Array): void {
    if (refused === null) lines.push(toUtf8 === null ? chunk : toUtf8.push(chunk), readLine)
  }

  return {
    push(chunk) {
      if (head === null) {
        feed(chunk)
        return
      }
      const joined = new Uint8Array(head.length + chunk.length)
      joined.set(head)
      joined.set(chunk, head.length)
      head = joined
      if (joined.length >= LONGEST_MARK) startWith(joined)
    },
    finish() {
      if (head !== null) startWith(head)
      if (toUtf8 !== null && refused === null) lines.push(toUtf8.finish(), readLine)
      if (refused === null) lines.finish(readLine)
      if (refused !== null) return refuse(...refused)
      if (layout === null) return refuse(fileEmpty())
      flush()
      return ok({ encoding, rows })
    },
    flush,
    layout: () => layout,
  }
}

const isProblems = (read: object): read is readonly Problem[] => Array.isArray(read)

function decodeStrictly(line: Uint8Array): string | null {
  try {
    return strictUtf8.decode(line)
  } catch {
    return null
  }
}
