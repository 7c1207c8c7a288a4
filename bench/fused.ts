// SPDX-License-Identifier: Apache-2.0
import { cpus } from 'node:os'

import { associate, createFusedEngine, type FusionContext, type Partition } from '#incidents'
import { createObservationTable, type ObservationTable } from '#observations'

import { numberOption } from './option.ts'
import { toObservation } from './front-observations.ts'
import { generateFront } from './generated-front.ts'
import { quietBackground } from './quiet-background.ts'

/**
 * Fusion of a million observations against the plain association of the same observations in the same process: masking of
 * steady sources, association by likelihood, and the probability of every incident; reasons are written where they are
 * read, which is not measured. `--count N`, `--rounds N`.
 */
const COUNT = numberOption('--count', 1_000_000)
const ROUNDS = numberOption('--rounds', 2)
const SEED = 7
const MOST_TIMES_PLAIN = 3
const MOST_MEGABYTES = 1_000

const context: FusionContext = { distanceToLine: () => ({ meters: 9_000, uncertaintyMeters: 500 }) }
const background = quietBackground(60_000)
const front = generateFront(COUNT, SEED)
const table = tableOf()

console.log(`${cpus().length} cores of ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`)
const plain = timed(() => associate(front, { epsilonMeters: 1_000, epsilonMs: 86_400_000, minimumPoints: 3 }))
console.log(`plain ST-DBSCAN: ${plain.seconds.toFixed(2)} s of processor time`)
let parts: readonly number[] = []
const fused = timed(() => {
  const start = process.cpuUsage()
  const partition = createFusedEngine(background).partition(table, context)
  const middle = process.cpuUsage(start)
  const probability = probabilitiesOf(partition)
  const end = process.cpuUsage(start)
  parts = [middle, end].map(({ user, system }) => (user + system) / 1e6)
  return { partition, probability }
})
const ratio = fused.seconds / plain.seconds
const { partition, probability } = fused.result
console.log(
  `fused: ${fused.seconds.toFixed(2)} s, of which ${parts[0]!.toFixed(2)} s partition; ${partition.incidents.length} incidents, ${partition.steadySources.length} steady sources`,
)
console.log(`${ratio.toFixed(1)} times the processor time of plain (asked: at most ${MOST_TIMES_PLAIN})`)
const peakMegabytes = process.resourceUsage().maxRSS / 1_000
console.log(`peak ${peakMegabytes.toFixed(0)} MB, the generator and the plain association included`)
requireTrue(probability.length > 0, 'no incident')
requireTrue(reasonsAddUp(partition), 'reasons do not add up to the probability')
requireTrue(ratio <= MOST_TIMES_PLAIN, `${ratio.toFixed(2)} times the time of plain`)
requireTrue(peakMegabytes <= MOST_MEGABYTES, `peak memory ${peakMegabytes.toFixed(0)} MB`)

function tableOf(): ObservationTable {
  const filled = createObservationTable()
  for (let row = 0; row < COUNT; row++) filled.append(toObservation(front, row))
  return filled
}

function probabilitiesOf({ incidents }: Partition): Float64Array {
  const found = new Float64Array(incidents.length)
  let k = 0
  for (const incident of incidents) found[k++] = incident.likelihood.probability
  return found
}

/** Of every hundredth incident: what was summed in one go is what its reasons, written one by one, come to. */
function reasonsAddUp({ incidents }: Partition): boolean {
  let k = 0
  for (const { reasons, likelihood } of incidents) {
    if (k++ % 100 !== 0) continue
    const logOdds = Math.round(reasons.reduce((sum, one) => sum + (one.logOdds ?? 0), 0) * 1e6) / 1e6
    const held = Math.min(0.99, Math.max(0.01, 1 / (1 + Math.exp(-logOdds))))
    if (Math.abs(held - likelihood.probability) > 1e-6) return false
  }
  return true
}

/** Least processor time of several rounds, which neighbours on the machine disturb less than the clock on the wall. */
function timed<T>(run: () => T): { readonly result: T; readonly seconds: number } {
  let result: T | null = null
  let seconds = Infinity
  for (let round = 0; round < ROUNDS; round++) {
    // One result at a time lies in memory.
    result = null
    const before = process.cpuUsage()
    result = run()
    const { user, system } = process.cpuUsage(before)
    seconds = Math.min(seconds, (user + system) / 1e6)
  }
  if (result === null) throw new RangeError('at least one round')
  return { result, seconds }
}

function requireTrue(condition: boolean, sentence: string): void {
  if (condition) return
  console.error(`FAILED: ${sentence}`)
  process.exitCode = 1
}
