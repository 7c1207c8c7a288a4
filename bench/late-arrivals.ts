// SPDX-License-Identifier: Apache-2.0
import { cpus } from 'node:os'

import { createFusedEngine, createLiveEngine, type FusionContext } from '#incidents'
import { createObservationTable } from '#observations'

import { numberOption } from './option.ts'
import { toObservation } from './front-observations.ts'
import { createRandom, generateFront } from './generated-front.ts'
import { quietBackground } from './quiet-background.ts'

/**
 * Late observations into a state of a million: processor time from arrival to all incidents that it changes, weighed with
 * their surroundings against a background, one at a time. `--count N` for the state, `--late N` for how many arrive late.
 * First a state of 20,000 with late arrivals must equal the batch partition.
 */
const COUNT = numberOption('--count', 1_000_000)
const LATE = numberOption('--late', 2_000)
const SEED = 7
const MOST_MEDIAN_MILLISECONDS = 5
const MOST_MEGABYTES = 1_000

const background = quietBackground(60_000)
const context: FusionContext = { distanceToLine: () => ({ meters: 9_000, uncertaintyMeters: 500 }) }

function requireTrue(condition: boolean, sentence: string): void {
  if (condition) return
  console.error(`FAILED: ${sentence}`)
  process.exitCode = 1
}

console.log(`${cpus().length} cores of ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`)
checkAgainstBatch(20_000, 200)
measure()

function lateRows(count: number, late: number): ReadonlySet<number> {
  const random = createRandom(1)
  const rows = new Set<number>()
  while (rows.size < late) rows.add(Math.floor(random() * count))
  return rows
}

function checkAgainstBatch(count: number, late: number): void {
  const front = generateFront(count, SEED)
  const rows = lateRows(count, late)
  const live = createLiveEngine(background, context)
  const table = createObservationTable()
  for (let k = 0; k < count; k++) table.append(toObservation(front, k))
  live.load(observationsBut(rows))
  for (const row of rows) live.add([toObservation(front, row)])
  live.refresh()
  const [expected, found] = [createFusedEngine(background).partition(table, context), live.partition()].map(
    ({ incidents, steadySources }) => JSON.stringify([[...incidents], steadySources]),
  )
  requireTrue(expected === found, 'the live state is not that of the batch')
  console.log(
    `${count} observations, ${late} of them late: the same incidents and steady sources as in one batch`,
  )

  function* observationsBut(left: ReadonlySet<number>) {
    for (let k = 0; k < count; k++) if (!left.has(k)) yield toObservation(front, k)
  }
}

function measure(): void {
  const front = generateFront(COUNT, SEED)
  const rows = lateRows(COUNT, LATE)
  const live = createLiveEngine(background, context)
  live.load(all())
  const milliseconds: number[] = []
  let changed = 0
  for (const row of rows) {
    const observation = toObservation(front, row)
    const before = process.cpuUsage()
    changed += live.add([observation]).changed.length
    const { user, system } = process.cpuUsage(before)
    milliseconds.push((user + system) / 1_000)
  }
  milliseconds.sort((a, b) => a - b)
  const at = (share: number): number => milliseconds[Math.floor(share * (milliseconds.length - 1))]!
  console.log(
    `${LATE} late observations into ${COUNT - LATE}: median ${at(0.5).toFixed(2)} ms (asked: at most ${MOST_MEDIAN_MILLISECONDS}), p90 ${at(0.9).toFixed(2)} ms, p99 ${at(0.99).toFixed(1)} ms, most ${at(1).toFixed(1)} ms; ${(changed / LATE).toFixed(1)} incidents weighed anew on average`,
  )
  const peakMegabytes = process.resourceUsage().maxRSS / 1_000
  console.log(`peak ${peakMegabytes.toFixed(0)} MB, the generator included`)
  requireTrue(at(0.5) <= MOST_MEDIAN_MILLISECONDS, 'a late observation takes too long')
  requireTrue(peakMegabytes <= MOST_MEGABYTES, 'the state takes too much memory')

  function* all() {
    for (let k = 0; k < COUNT; k++) if (!rows.has(k)) yield toObservation(front, k)
  }
}
