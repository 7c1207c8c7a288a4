// SPDX-License-Identifier: Apache-2.0
import { closeSync, createReadStream, mkdirSync, openSync, writeSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'

import { compareSpoolEntries, EvidenceError, type RecordSpool, type SpoolEntry } from '#evidence'
import type { Digest } from '#kernel'

/** Bytes held before they are sorted and put aside. */
const RUN_BYTES = 64 * 1024 * 1024
/** What an entry weighs in memory besides its bytes. */
const ENTRY_OVERHEAD_BYTES = 300

/** Phase (2 bytes), time (8), digest (32), length (4) before the bytes of each entry in a run file. */
const HEAD_BYTES = 46
const READ_BYTES = 1 << 18

/**
 * A spool in a folder of its own, which `close` removes: sorted runs on disk, merged while they are read.
 * Memory stays near `runBytes` plus a read buffer per run.
 */
export function createFolderSpool(folder: string, runBytes: number = RUN_BYTES): RecordSpool {
  let held: SpoolEntry[] = []
  let heldBytes = 0
  let size = 0
  let closed = false
  const runs: string[] = []
  mkdirSync(folder, { recursive: true })

  const putAside = (): void => {
    const path = join(folder, `run-${String(runs.length).padStart(6, '0')}`)
    writeRun(path, held.sort(compareSpoolEntries))
    runs.push(path)
    held = []
    heldBytes = 0
  }
  const mustBeOpen = (): void => {
    if (closed) throw new EvidenceError('spool-closed', 'the spool is closed')
  }

  return {
    add(key, bytes) {
      mustBeOpen()
      held.push({ key, bytes: bytes.slice() })
      heldBytes += bytes.length + ENTRY_OVERHEAD_BYTES
      size += 1
      if (heldBytes >= runBytes) putAside()
    },
    get size() {
      return size
    },
    async *entries() {
      mustBeOpen()
      held.sort(compareSpoolEntries)
      if (runs.length === 0) yield* held
      else yield* mergeRuns([...runs.map(readRun), iterate(held)])
    },
    async close() {
      closed = true
      held = []
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function* iterate(entries: readonly SpoolEntry[]): AsyncGenerator<SpoolEntry> {
  yield* entries
}

/** A run and the entry it stands at. */
interface Head {
  entry: SpoolEntry
  readonly rest: AsyncGenerator<SpoolEntry>
}

async function* mergeRuns(runs: readonly AsyncGenerator<SpoolEntry>[]): AsyncGenerator<SpoolEntry> {
  const heads: Head[] = []
  for (const rest of runs) {
    const first = await rest.next()
    if (!first.done) heads.push({ entry: first.value, rest })
  }
  // Sorted with the next entry last; a run that moves on is put back where it belongs.
  heads.sort((a, b) => compareSpoolEntries(b.entry, a.entry))
  for (let head = heads.pop(); head !== undefined; head = heads.pop()) {
    yield head.entry
    const next = await head.rest.next()
    if (next.done) continue
    head.entry = next.value
    let place = heads.length
    while (place > 0 && compareSpoolEntries(heads[place - 1]!.entry, head.entry) < 0) place -= 1
    heads.splice(place, 0, head)
  }
}

function writeRun(path: string, entries: readonly SpoolEntry[]): void {
  // Over a run that a killed process may have left.
  const descriptor = openSync(path, 'w')
  const pieces: Buffer[] = []
  let pending = 0
  const flush = (): void => {
    const bytes = Buffer.concat(pieces)
    for (let sent = 0; sent < bytes.length;) sent += writeSync(descriptor, bytes, sent)
    pieces.length = 0
    pending = 0
  }
  try {
    for (const { key, bytes } of entries) {
      const head = Buffer.allocUnsafe(HEAD_BYTES)
      head.writeUInt16BE(key.phase, 0)
      head.writeDoubleBE(key.timeMs, 2)
      head.write(key.digest, 10, 32, 'hex')
      head.writeUInt32BE(bytes.length, 42)
      pieces.push(head, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length))
      pending += HEAD_BYTES + bytes.length
      if (pending >= READ_BYTES) flush()
    }
    flush()
  } finally {
    closeSync(descriptor)
  }
}

async function* readRun(path: string): AsyncGenerator<SpoolEntry> {
  let left: Buffer = Buffer.alloc(0)
  for await (const chunk of createReadStream(path, { highWaterMark: READ_BYTES }) as AsyncIterable<Buffer>) {
    const bytes = left.length === 0 ? chunk : Buffer.concat([left, chunk])
    let offset = 0
    while (offset + HEAD_BYTES <= bytes.length) {
      const end = offset + HEAD_BYTES + bytes.readUInt32BE(offset + 42)
      if (end > bytes.length) break
      yield {
        key: {
          phase: bytes.readUInt16BE(offset),
          timeMs: bytes.readDoubleBE(offset + 2),
          digest: bytes.toString('hex', offset + 10, offset + 42) as Digest,
        },
        bytes: bytes.subarray(offset + HEAD_BYTES, end),
      }
      offset = end
    }
    left = bytes.subarray(offset)
  }
}
