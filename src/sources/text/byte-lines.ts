// SPDX-License-Identifier: Apache-2.0
import { LONGEST_RAW, LONGEST_ROW } from '../source.ts'

const LINE_FEED = 10
const CARRIAGE_RETURN = 13

/** How a line ended: with a line break, with the end of the file, or past the longest row (then only its beginning is there). */
export type LineEnd = 'break' | 'file' | 'too-long'

/** Gets the place of each line that is not blank; the bytes hold only until it returns. */
export type LineSink = (bytes: Uint8Array, start: number, end: number, ended: LineEnd) => void

/** Cuts bytes into lines, wherever the pieces were cut; holds at most one line and of that no more than the longest row. */
export interface ByteLines {
  push(chunk: Uint8Array, sink: LineSink): void
  finish(sink: LineSink): void
}

/** Lines end in LF or CRLF; blank ones are passed over. */
export function createByteLines(): ByteLines {
  let kept = new Uint8Array(4_096)
  let keptLength = 0
  let tooLong = false

  function keep(bytes: Uint8Array, start: number, end: number): void {
    if (tooLong || keptLength + (end - start) > LONGEST_ROW) {
      const room = tooLong ? 0 : Math.max(0, LONGEST_RAW - keptLength)
      store(bytes, start, Math.min(end, start + room))
      keptLength = Math.min(keptLength, LONGEST_RAW)
      tooLong = true
      return
    }
    store(bytes, start, end)
  }

  function store(bytes: Uint8Array, start: number, end: number): void {
    const length = keptLength + (end - start)
    if (length > kept.length) {
      const larger = new Uint8Array(Math.max(length, kept.length * 2))
      larger.set(kept.subarray(0, keptLength))
      kept = larger
    }
    kept.set(bytes.subarray(start, end), keptLength)
    keptLength = length
  }

  function giveKept(ended: LineEnd, sink: LineSink): void {
    const length = keptLength
    const cut = tooLong
    keptLength = 0
    tooLong = false
    give(kept, 0, length, cut ? 'too-long' : ended, sink)
    if (kept.length > LONGEST_RAW) kept = new Uint8Array(4_096)
  }

  return {
    push(chunk, sink) {
      let start = 0
      if (keptLength > 0) {
        const end = chunk.indexOf(LINE_FEED)
        keep(chunk, 0, end < 0 ? chunk.length : end)
        if (end < 0) return
        giveKept('break', sink)
        start = end + 1
      }
      for (;;) {
        const end = chunk.indexOf(LINE_FEED, start)
        if (end < 0) break
        give(chunk, start, end, end - start > LONGEST_ROW ? 'too-long' : 'break', sink)
        start = end + 1
      }
      keep(chunk, start, chunk.length)
    },
    finish(sink) {
      if (keptLength > 0) giveKept('file', sink)
    },
  }
}

function give(bytes: Uint8Array, start: number, end: number, ended: LineEnd, sink: LineSink): void {
  if (ended === 'too-long') {
    sink(bytes, start, Math.min(end, start + LONGEST_RAW), ended)
    return
  }
  const last = end > start && bytes[end - 1] === CARRIAGE_RETURN ? end - 1 : end
  if (!isBlank(bytes, start, last)) sink(bytes, start, last, ended)
}

function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  let k = start
  while (k < end && (bytes[k] === 32 || bytes[k] === 9)) k++
  return k === end
}
