// SPDX-License-Identifier: Apache-2.0
import { ok, problem, refuse, utcMilliseconds, type Problem } from '#kernel'
import { nameObservation, type ObservationContent } from '#observations'

import { placeProblems } from './place.ts'
import {
  LONGEST_RAW,
  type AreaOfInterest,
  type ParseSink,
  type RowParser,
  type SourceContext,
} from './source.ts'
import { excerpt, toWellFormed } from './text/excerpt.ts'
import { fileBinary, fileEmpty, looksBinary } from './text/header-problems.ts'
import { readNumber } from './text/number.ts'
import { createRecordReader, type RecordEnd } from './text/record-reader.ts'
import { splitRecord } from './text/split-record.ts'
import { createTextStream } from './text/text-stream.ts'

/** A delimited text file with a header, one row one observation. Column names are lower case. */
export interface TextTable {
  readonly delimiter: string
  /** True where files in windows-1251 or windows-1252 are met. */
  readonly legacyEncodings: boolean
  /** Columns without which the file is refused. */
  readonly required: readonly string[]
  /** Reads one row; null, or anything when it has reported a problem, quarantines it. */
  read(row: TableRow): ObservationContent | null
}

/** A lone surrogate: a byte that no text has (see escape-bytes.ts). */
const UNDECODABLE = /\p{Cs}/u

/** One row by column names; whatever cannot be read is reported to `problems` and read on, so that all are found. */
export interface TableRow {
  readonly problems: Problem[]
  /** Trimmed; empty where the file does not have the column. */
  text(column: string): string
  number(column: string, minimum?: number, maximum?: number): number
  /** A whole number among those given. */
  oneOf<N extends number>(column: string, allowed: readonly N[]): N
  /** Milliseconds of the UTC midnight of `2026-06-24`; a time of zeros behind it is passed over. */
  day(column: string): number
  position(latitude: string, longitude: string): { readonly latitude: number; readonly longitude: number }
  fail(column: string, code: string): void
}

/** A parser for such a table; bounded memory, any cut of the bytes. */
export function openTextTable(table: TextTable, { areaOfInterest }: SourceContext): RowParser {
  const stream = createTextStream(table.legacyEncodings)
  const records = createRecordReader(table.delimiter)
  let header: readonly string[] | null = null
  let refused: readonly Problem[] | null = null
  let rows = 0

  function readHeader(raw: string, ended: RecordEnd): void {
    const names = ended === 'break' || ended === 'file' ? splitRecord(raw, table.delimiter) : null
    if (looksBinary(raw) || UNDECODABLE.test(raw)) refused = [fileBinary()]
    else if (names === null) refused = [problem('', 'header-unreadable')]
    else {
      header = names.map((name) => name.trim().toLowerCase())
      const problems = headerProblems(header, table.required)
      if (problems.length > 0) refused = problems
    }
  }

  function readRecord(raw: string, ended: RecordEnd, sink: ParseSink): void {
    if (refused !== null) return
    if (header === null) {
      readHeader(raw, ended)
      return
    }
    rows++
    const read = readRow(table, header, raw, ended, areaOfInterest)
    if (read.ok) sink.observation(rows, nameObservation(read.value))
    else sink.quarantined(rows, toWellFormed(raw.slice(0, LONGEST_RAW)), read.problems)
  }

  return {
    push(chunk, sink) {
      if (refused !== null) return
      stream.push(chunk, (text) => records.push(text, (raw, ended) => readRecord(raw, ended, sink)))
    },
    finish(sink) {
      if (refused !== null) return refuse(...refused)
      const giveRecord = (raw: string, ended: RecordEnd): void => readRecord(raw, ended, sink)
      const encoding = stream.finish((text) => records.push(text, giveRecord))
      records.finish(giveRecord)
      if (refused !== null) return refuse(...(refused as readonly Problem[]))
      if (!encoding.ok) return encoding
      if (header === null) return refuse(fileEmpty())
      return ok({ encoding: encoding.value, rows })
    },
  }
}

/** Every column that is missing or there twice. */
function headerProblems(header: readonly string[], required: readonly string[]): readonly Problem[] {
  return required.flatMap((column) => {
    const times = header.filter((name) => name === column).length
    if (times === 0) return [problem(column, 'column-missing', { column })]
    return times > 1 ? [problem(column, 'column-repeated', { column, times })] : []
  })
}

type RowRead =
  | { readonly ok: true; readonly value: ObservationContent }
  | { readonly ok: false; readonly problems: readonly Problem[] }

function readRow(
  table: TextTable,
  header: readonly string[],
  raw: string,
  ended: RecordEnd,
  areaOfInterest: AreaOfInterest | undefined,
): RowRead {
  if (ended === 'too-long') return refuse(problem('', 'row-too-long'))
  const truncated = ended === 'file' ? [problem('', 'row-truncated')] : []
  if (UNDECODABLE.test(raw)) return refuse(...truncated, problem('', 'text-undecodable'))
  if (looksBinary(raw)) return refuse(...truncated, problem('', 'text-has-control-characters'))
  const fields = ended === 'quote-open' ? null : splitRecord(raw, table.delimiter)
  if (fields === null) return refuse(...truncated, problem('', 'quote-not-closed'))
  if (fields.length !== header.length) {
    const counts = { expected: header.length, found: fields.length }
    return refuse(...truncated, problem('', 'column-count-wrong', counts))
  }
  const row = tableRow(header, fields, areaOfInterest)
  const content = table.read(row)
  return content === null || row.problems.length > 0 ? refuse(...truncated, ...row.problems) : ok(content)
}

function tableRow(
  header: readonly string[],
  fields: readonly string[],
  areaOfInterest: AreaOfInterest | undefined,
): TableRow {
  const problems: Problem[] = []
  const text = (column: string): string => fields[header.indexOf(column)]?.trim() ?? ''
  const fail = (column: string, code: string): void => {
    const found = text(column)
    problems.push(
      found === '' ? problem(column, 'value-missing') : problem(column, code, { text: excerpt(found) }),
    )
  }
  const number = (column: string, minimum = -Infinity, maximum = Infinity): number => {
    const value = readNumber(text(column), column, problems)
    if (value < minimum) problems.push(problem(column, 'below-minimum', { value, minimum }))
    if (value > maximum) problems.push(problem(column, 'above-maximum', { value, maximum }))
    return value
  }
  return {
    problems,
    text,
    fail,
    number,
    oneOf<N extends number>(column: string, allowed: readonly N[]): N {
      const found = allowed.find((one) => String(one) === text(column))
      if (found === undefined) fail(column, 'value-unknown')
      return found ?? (Number.NaN as N)
    },
    day(column) {
      const value = readDay(text(column))
      if (Number.isNaN(value)) fail(column, 'date-unreadable')
      return value
    },
    position(latitudeColumn, longitudeColumn) {
      const latitude = number(latitudeColumn)
      const longitude = number(longitudeColumn)
      problems.push(...placeProblems(latitude, longitude, areaOfInterest))
      return { latitude, longitude }
    },
  }
}

/** Milliseconds of the UTC midnight of a written day, or NaN. */
export function readDay(text: string): number {
  const match = /^(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00:00(?:\.0+)?)?$/.exec(text)
  return match === null ? Number.NaN : utcMilliseconds(Number(match[1]), Number(match[2]), Number(match[3]))
}
