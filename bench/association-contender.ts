// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import { closeSync, openSync, readSync, statSync } from 'node:fs'

import { startAssociationThreads } from '#adapters'
import {
  associate,
  countPairs,
  type Association,
  type AssociationRule,
  type SpaceTimePoints,
} from '#incidents'

import { associateByKdbush } from './association-kdbush.ts'

/** One contender in a process of its own, so that its memory is its own: `CONTENDER POINTS ROUNDS`, one line of JSON out. */
const [name = '', file = '', rounds = '1'] = process.argv.slice(2)
const RULE: AssociationRule = { epsilonMeters: 1_000, epsilonMs: 86_400_000, minimumPoints: 3 }

/** Time, latitude and longitude are the last three of six columns; they are read to where threads can share them. */
function readPoints(): SpaceTimePoints {
  const size = statSync(file).size / (6 * Float64Array.BYTES_PER_ELEMENT)
  const descriptor = openSync(file, 'r')
  const column = (k: number) => {
    const values = new Float64Array(new SharedArrayBuffer(size * Float64Array.BYTES_PER_ELEMENT))
    readSync(descriptor, values, 0, values.byteLength, k * values.byteLength)
    return values
  }
  const read = { timeMs: column(3), latitude: column(4), longitude: column(5) }
  closeSync(descriptor)
  return read
}

const points = readPoints()
const { run, close } = await contender()
let best = Infinity
let found: Association = run()
for (let round = 0; round < Number(rounds); round++) {
  const start = performance.now()
  found = run()
  best = Math.min(best, performance.now() - start)
}
const peakMegabytes = process.resourceUsage().maxRSS / 1_000
const pairs = 'pairs' in found ? Number(found.pairs) : countPairs(points, RULE)
await close()
console.log(
  JSON.stringify({
    milliseconds: best,
    peakMegabytes,
    pairs,
    clusters: found.clusters,
    noise: found.cluster.filter((label) => label < 0).length,
    digest: createHash('sha256')
      .update(new Uint8Array(found.cluster.buffer, found.cluster.byteOffset, found.cluster.byteLength))
      .digest('hex'),
  }),
)

async function contender(): Promise<{ run: () => Association; close: () => Promise<void> }> {
  const nothingToClose = () => Promise.resolve()
  switch (name) {
    case 'one-thread':
      return { run: () => associate(points, RULE), close: nothingToClose }
    case 'two-threads': {
      const threads = await startAssociationThreads(2)
      return { run: () => threads.associate(points, RULE), close: () => threads.close() }
    }
    case 'kdbush':
      return { run: () => associateByKdbush(points, RULE, null), close: nothingToClose }
    case 'kdbush-slabs':
      return { run: () => associateByKdbush(points, RULE, RULE.epsilonMs), close: nothingToClose }
    default:
      throw new Error(`no contender ${name}`)
  }
}
