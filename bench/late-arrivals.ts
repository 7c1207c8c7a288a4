// SPDX-License-Identifier: Apache-2.0
import { createGrowingAssociation, toLikelihoodParameters, type WhereAndWhen } from '#incidents'

import { createRandom, generateFront } from './generated-front.ts'

/**
 * Late observations into a state of a million: processor time from arrival to the new partition, one at a time. `--count N`
 * for the state, `--late N` for how many arrive late.
 */
const COUNT = option('--count', 1_000_000)
const LATE = option('--late', 2_000)
const SEED = 7
const MOST_MEDIAN_MILLISECONDS = 5
const MOST_MEGABYTES = 1_000

function option(name: string, otherwise: number): number {
  const at = process.argv.indexOf(name)
  return at < 0 ? otherwise : Number(process.argv[at + 1])
}

const front = generateFront(COUNT, SEED)
const p = toLikelihoodParameters()
const variance = (p.spreadMeters / 1_000) * (p.spreadMeters / 1_000) + (0.375 * 0.375) / 12
const pointOf = (k: number): WhereAndWhen => ({
  latitude: front.latitude[k]!,
  longitude: front.longitude[k]!,
  east: variance,
  north: variance,
  cross: 0,
  clock: 'after',
  earliestMs: 0,
  latestMs: front.timeMs[k]!,
  lifetimeDays: p.lifetimeHours / 24,
  isStory: false,
})

const random = createRandom(1)
const late = new Set<number>()
while (late.size < LATE) late.add(Math.floor(random() * COUNT))
const rowOf: number[] = []
const growing = createGrowingAssociation(p, (a, b) => rowOf[a]! < rowOf[b]!)
for (let k = 0; k < COUNT; k++) {
  if (late.has(k)) continue
  growing.add(pointOf(k))
  rowOf.push(k)
}
growing.settle()

const milliseconds: number[] = []
let touched = 0
for (const k of late) {
  const before = process.cpuUsage()
  growing.add(pointOf(k))
  rowOf.push(k)
  touched += growing.settle().length
  const { user, system } = process.cpuUsage(before)
  milliseconds.push((user + system) / 1_000)
}
milliseconds.sort((a, b) => a - b)
const at = (share: number): number => milliseconds[Math.floor(share * (milliseconds.length - 1))]!
const median = at(0.5)
console.log(
  `${LATE} late observations into ${COUNT - LATE}: median ${median.toFixed(2)} ms, p90 ${at(0.9).toFixed(2)} ms, p99 ${at(0.99).toFixed(1)} ms, most ${at(1).toFixed(1)} ms; ${(touched / LATE).toFixed(0)} observations looked at again on average`,
)
const peakMegabytes = process.resourceUsage().maxRSS / 1_000
console.log(`peak ${peakMegabytes.toFixed(0)} MB, the generator included`)
if (median > MOST_MEDIAN_MILLISECONDS || peakMegabytes > MOST_MEGABYTES) {
  console.error('FAILED: a late observation takes too long, or the state too much memory')
  process.exitCode = 1
}
