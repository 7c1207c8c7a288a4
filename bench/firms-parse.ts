// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import { cpus } from 'node:os'

import { findSource } from '#sources'
import { digestOf } from '#kernel'

import { createColumnReader } from '../src/sources/firms/column-reader.ts'
import type { FirmsColumns } from '../src/sources/firms/columns.ts'
import { parseByPapaparse, readFirmsByPapaparse } from '../test/firms-by-papaparse.ts'
import { generateFirms } from './generated-firms.ts'

/** `npm run bench:firms [-- ROWS]`: FIRMS bytes to checked observation columns, ours against papaparse in array mode. */
const ROWS = Number(process.argv[2] ?? 1_000_000)
const RUNS = 5
const LEAST_RATIO = 2.5
const CHUNK_BYTES = 65_536

const bytes = generateFirms(ROWS, 20_260_624)
const text = new TextDecoder()

function byBytes(): FirmsColumns {
  let taken: FirmsColumns | null = null
  const reader = createColumnReader(
    (columns) => (taken = { ...columns, versions: [...columns.versions], rejected: [...columns.rejected] }),
    ROWS,
  )
  eachChunk((chunk) => reader.push(chunk))
  const rejected = reader.finish()
  if (!rejected.ok || taken === null) throw new Error('the generated file was refused')
  return taken
}

const byPapaparse = (): FirmsColumns => readFirmsByPapaparse(text.decode(bytes), ROWS)

function toNamedObservations(): number {
  let named = 0
  const sink = { observation: () => void named++, quarantined: () => undefined }
  const parser = findSource('firms')?.open({ fileName: 'bench.csv', originalDigest: digestOf('') })
  eachChunk((chunk) => parser?.push(chunk, sink))
  parser?.finish(sink)
  return named
}

function eachChunk(give: (chunk: Uint8Array) => void): void {
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) give(bytes.subarray(at, at + CHUNK_BYTES))
}

/** One digest over every column and every problem. */
function digestOfColumns(columns: FirmsColumns): string {
  const hash = createHash('sha256')
  for (const column of Object.values(columns)) {
    if (ArrayBuffer.isView(column))
      hash.update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength))
  }
  return hash.update(JSON.stringify([columns.size, columns.versions, columns.rejected])).digest('hex')
}

function bestSeconds(work: () => unknown, runs: number): number {
  let best = Infinity
  for (let run = 0; run < runs; run++) {
    const began = performance.now()
    work()
    best = Math.min(best, (performance.now() - began) / 1000)
  }
  return best
}

const digests = [byBytes(), byPapaparse()].map(digestOfColumns)
if (digests[0] !== digests[1]) throw new Error('the two readers do not agree')

// Taken in turns, so that a busy moment of the machine meets both.
let ours = Infinity
let theirs = Infinity
for (let run = 0; run < RUNS; run++) {
  ours = Math.min(ours, bestSeconds(byBytes, 1))
  theirs = Math.min(theirs, bestSeconds(byPapaparse, 1))
}
const parsingAlone = bestSeconds(() => parseByPapaparse(text.decode(bytes)), 2)
const named = bestSeconds(toNamedObservations, 2)
const ratio = theirs / ours
const rate = (seconds: number): string => `${(ROWS / seconds / 1e6).toFixed(2)} M rows/s`

console.log(
  `FIRMS bytes to checked columns, ${ROWS} generated rows (${(bytes.length / 1e6).toFixed(0)} MB, 0.5 % damaged)`,
)
console.log(
  `scope    14 columns of text to 13 typed columns, ranges and calendar checked, all problems of damaged rows listed`,
)
console.log(
  `machine  ${cpus()[0]?.model ?? 'unknown'}, ${cpus().length} cores, Node ${process.versions.node}; warm, best of ${RUNS}, one thread`,
)
console.log(`output   equal: ${digests[0]?.slice(0, 16)}`)
console.log(`ours       ${rate(ours)}`)
console.log(`papaparse  ${rate(theirs)} (5.7.1, array mode, the same conversions and checks)`)
console.log(
  `           ${rate(parsingAlone)} for papaparse alone, fields as strings, nothing converted or checked`,
)
console.log(`ratio      ${ratio.toFixed(2)} (at least ${LEAST_RATIO})`)
console.log(`named      ${rate(named)} to full observations with footprint, lineage and id`)
if (ratio < LEAST_RATIO) {
  console.error(`the ratio fell below ${LEAST_RATIO}`)
  process.exitCode = 1
}
