// SPDX-License-Identifier: Apache-2.0
import { cpus } from 'node:os'

import { createFusedEngine, createLiveEngine, type FusionContext } from '#incidents'
import { createObservationTable, type Observation } from '#observations'

import { numberOption } from './option.ts'
import { toObservation } from './front-observations.ts'
import { createRandom, generateFront } from './generated-front.ts'
import { quietBackground } from './quiet-background.ts'

/**
 * A day of 50,000 effects as a stream: observations reach the mission in batches, as passes of satellites deliver them,
 * ten minutes to three hours after the fact. The clock runs through from batch to batch: one that arrives while the engine
 * is busy waits. Measured from the arrival of each observation to the incident that holds it, in processor time, since
 * neighbours on the machine disturb it less than the clock on the wall. `--effects N` a day, `--days N`.
 */
const EFFECTS = numberOption('--effects', 50_000)
const DAYS = numberOption('--days', 1)
const SEED = 11
const MOST_P99_MILLISECONDS = 1_000
const DAY_MS = 86_400_000
const MINUTE_MS = 60_000
/** Observations of an occurrence in the generated front, on average, with those of steady sources among them. */
const OBSERVATIONS_PER_EFFECT = 5

interface Arrival {
  readonly atMs: number
  readonly row: number
}

const context: FusionContext = { distanceToLine: () => ({ meters: 9_000, uncertaintyMeters: 500 }) }
const background = quietBackground(60_000)
const front = compressed()
const live = createLiveEngine(background, context)
const latencies: number[] = []

console.log(`${cpus().length} cores of ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`)
stream(arrivals())
report()
checkAgainstBatch()

/** A front whose rows fall into the days asked for. */
function compressed() {
  const count = EFFECTS * OBSERVATIONS_PER_EFFECT * DAYS
  const wide = generateFront(count, SEED)
  const first = wide.timeMs[0]!
  const span = wide.timeMs.at(-1)! - first + 1
  return {
    ...wide,
    timeMs: wide.timeMs.map((timeMs) => first + Math.floor(((timeMs - first) / span) * DAYS * DAY_MS)),
  }
}

/** Every observation with the minute in which its delivery comes. */
function arrivals(): readonly Arrival[] {
  const random = createRandom(SEED + 1)
  return Array.from({ length: front.timeMs.length }, (_, row) => {
    const delayMs = 10 * MINUTE_MS + random() * random() * 170 * MINUTE_MS
    return { atMs: MINUTE_MS * Math.ceil((front.timeMs[row]! + delayMs) / MINUTE_MS), row }
  }).sort((a, b) => a.atMs - b.atMs || a.row - b.row)
}

function stream(queue: readonly Arrival[]): void {
  let nowMs = 0
  for (let at = 0; at < queue.length;) {
    const { atMs } = queue[at]!
    const batch: Observation[] = []
    for (; at < queue.length && queue[at]!.atMs === atMs; at++) {
      batch.push(toObservation(front, queue[at]!.row))
    }
    nowMs = Math.max(nowMs, atMs)
    const before = process.cpuUsage()
    live.add(batch)
    const { user, system } = process.cpuUsage(before)
    nowMs += (user + system) / 1_000
    for (let k = 0; k < batch.length; k++) latencies.push(nowMs - atMs)
  }
}

function checkAgainstBatch(): void {
  live.refresh()
  const table = createObservationTable()
  for (let row = 0; row < front.timeMs.length; row++) table.append(toObservation(front, row))
  const batch = createFusedEngine(background).partition(table, context)
  const found = live.partition()
  const same =
    found.incidents.length === batch.incidents.length &&
    JSON.stringify(found.steadySources) === JSON.stringify(batch.steadySources)
  const others = found.incidents[Symbol.iterator]()
  let different = 0
  for (const incident of batch.incidents) {
    if (JSON.stringify(incident) !== JSON.stringify(others.next().value)) different++
  }
  requireTrue(same && different === 0, `${different} incidents are not those of the batch`)
  console.log(
    `${front.timeMs.length} observations as a stream: the same ${batch.incidents.length} incidents and ${batch.steadySources.length} steady sources as in one batch`,
  )
}

function report(): void {
  latencies.sort((a, b) => a - b)
  const at = (share: number): number => latencies[Math.floor(share * (latencies.length - 1))]!
  console.log(
    `${EFFECTS} effects a day: p50 ${at(0.5).toFixed(0)} ms, p99 ${at(0.99).toFixed(0)} ms (asked: at most ${MOST_P99_MILLISECONDS}), most ${at(1).toFixed(0)} ms from arrival to incident`,
  )
  console.log(`peak ${(process.resourceUsage().maxRSS / 1_000).toFixed(0)} MB, the generator included`)
  requireTrue(at(0.99) <= MOST_P99_MILLISECONDS, 'a stream waits too long')
}

function requireTrue(condition: boolean, sentence: string): void {
  if (condition) return
  console.error(`FAILED: ${sentence}`)
  process.exitCode = 1
}
