// SPDX-License-Identifier: Apache-2.0
import { LONGEST_RAW, LONGEST_ROW } from '../source.ts'

/** How a record ended: by a line break, by the end of the file, past the longest row, or with a quotation mark left open. */
export type RecordEnd = 'break' | 'file' | 'too-long' | 'quote-open'

export type RecordSink = (raw: string, ended: RecordEnd) => void

/** Cuts delimited text into records, a line break inside quotation marks being text; holds one record of bounded length. */
export interface RecordReader {
  push(text: string, sink: RecordSink): void
  finish(sink: RecordSink): void
}

const QUOTE = 34
const LINE_FEED = 10

/** Where the scan stands in a field: at its beginning, in plain text, in quotation marks, or behind a mark that may close. */
type Place = 'beginning' | 'plain' | 'quoted' | 'closing'

/**
 * A mark that is never closed must not swallow the file: the physical line it stands on is given as `quote-open` and reading
 * goes on with the next line. A record past the longest row is given cut and the rest of its line is left out.
 */
export function createRecordReader(delimiter: string): RecordReader {
  const delimiterCode = delimiter.charCodeAt(0)
  let pending = ''
  let at = 0
  let start = 0
  let place: Place = 'beginning'
  let skipping = false

  function scan(sink: RecordSink): void {
    for (;;) {
      if (skipping && !skipLine()) return
      if (!scanRecord(sink)) break
    }
    pending = pending.slice(start)
    at -= start
    start = 0
  }

  /** False when the line's end has not come yet. */
  function skipLine(): boolean {
    const end = pending.indexOf('\n', at)
    skipping = end < 0
    begin(end < 0 ? pending.length : end + 1)
    if (skipping) drop()
    return !skipping
  }

  function drop(): void {
    pending = ''
    at = 0
    start = 0
  }

  function begin(from: number): void {
    start = from
    at = from
    place = 'beginning'
  }

  /** Goes on to the end of a record; false when more text is needed. */
  function scanRecord(sink: RecordSink): boolean {
    for (; at < pending.length; at++) {
      if (at - start > LONGEST_ROW) {
        overflow(sink)
        return true
      }
      const code = pending.charCodeAt(at)
      if (place === 'quoted') {
        if (code === QUOTE) place = 'closing'
      } else if (code === LINE_FEED) {
        const record = pending.slice(start, at)
        begin(at + 1)
        give(record, 'break', sink)
        return true
      } else if (code === delimiterCode) place = 'beginning'
      else if (code === QUOTE && place !== 'plain') place = 'quoted'
      else place = 'plain'
    }
    return false
  }

  function overflow(sink: RecordSink): void {
    const lineEnd = place === 'quoted' ? pending.indexOf('\n', start) : -1
    if (lineEnd >= 0 && lineEnd <= at) {
      giveOpenLine(lineEnd, sink)
      return
    }
    sink(pending.slice(start, start + LONGEST_RAW), 'too-long')
    skipping = true
  }

  function giveOpenLine(lineEnd: number, sink: RecordSink): void {
    const line = pending.slice(start, lineEnd)
    begin(lineEnd + 1)
    give(line, 'quote-open', sink)
  }

  return {
    push(text, sink) {
      pending += text
      scan(sink)
    },
    finish(sink) {
      while (start < pending.length && !skipping) {
        if (scanRecord(sink)) {
          if (skipping) skipLine()
          continue
        }
        const lineEnd = place === 'quoted' ? pending.indexOf('\n', start) : -1
        if (lineEnd >= 0) giveOpenLine(lineEnd, sink)
        else {
          const record = pending.slice(start)
          drop()
          give(record, 'file', sink)
        }
      }
      drop()
    },
  }
}

function give(record: string, ended: RecordEnd, sink: RecordSink): void {
  const text = record.endsWith('\r') ? record.slice(0, -1) : record
  if (text.trim() !== '') sink(text, ended)
}
