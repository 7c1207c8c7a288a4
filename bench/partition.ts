// SPDX-License-Identifier: Apache-2.0
import { adjustedRandIndex } from '#scoring'
import {
  associate,
  associatePoints,
  toLikelihoodParameters,
  WIDTH,
  writePoint,
  type LikelihoodParameters,
} from '#incidents'

import { numberOption } from './option.ts'
import { generateFront, STEADY_SOURCES, type GeneratedFront } from './generated-front.ts'

/**
 * Association by likelihood against plain ST-DBSCAN (1 km, 24 h, three to a core) on the same generated observations in the
 * same run: agreement with the truth, processor time, memory. Scored on the observations of occurrences; those of steady
 * sources, which an engine masks first, stay in the data and are scored apart. `--count N`, `--rounds N`.
 */
const COUNT = numberOption('--count', 1_000_000)
const ROUNDS = numberOption('--rounds', 3)
const SEED = numberOption('--seed', 7)
const LEAST_ARI = 0.75
const MOST_PLAIN_ARI = 0.6
const MOST_TIMES_PLAIN = 3
const MOST_MEGABYTES = 1_000

/** A VIIRS pixel at nadir, 375 m wide: the deviation of an even spread over it. */
const PIXEL_DEVIATION_KILOMETERS = 0.375 / Math.sqrt(12)

const points = generateFront(COUNT, SEED)
const plain = timed(() =>
  associate(points, { epsilonMeters: 1_000, epsilonMs: 86_400_000, minimumPoints: 3 }),
)
const chosen = toLikelihoodParameters()
const likelihood = timed(() => byLikelihood(points, chosen))
const peakMegabytes = process.resourceUsage().maxRSS / 1_000

const plainAri = tell('plain ST-DBSCAN', alone(plain.result.cluster), plain.seconds)
const ari = tell('by likelihood', likelihood.result, likelihood.seconds)
const ratio = likelihood.seconds / plain.seconds
console.log(`${ratio.toFixed(1)} times the processor time of plain (asked: at most ${MOST_TIMES_PLAIN})`)
console.log(`peak ${peakMegabytes.toFixed(0)} MB, the generator and the plain association included`)
requireTrue(ari >= LEAST_ARI, `ARI ${ari.toFixed(3)} by likelihood`)
requireTrue(plainAri < MOST_PLAIN_ARI, `ARI ${plainAri.toFixed(3)} of plain`)
requireTrue(ratio <= MOST_TIMES_PLAIN, `${ratio.toFixed(2)} times the time of plain`)
requireTrue(peakMegabytes <= MOST_MEGABYTES, `peak memory ${peakMegabytes.toFixed(0)} MB`)

console.log(
  'With parameters that are wrong about the data (their truth: deviation 0.3 km, lifetime 6 h, 5 members):',
)
const wrong: readonly Partial<LikelihoodParameters>[] = [
  { spreadMeters: 150 },
  { spreadMeters: 500 },
  { lifetimeHours: 3 },
  { lifetimeHours: 12 },
  { membersExpected: 2 },
  { membersExpected: 6 },
]
for (const change of wrong) {
  const found = byLikelihood(points, toLikelihoodParameters(change))
  console.log(`  ${JSON.stringify(change).padEnd(26)} ARI ${ariOfOccurrences(found).toFixed(3)}`)
}

function byLikelihood(front: GeneratedFront, p: LikelihoodParameters): Int32Array {
  const size = front.timeMs.length
  const state = new Float64Array(WIDTH * size)
  const spread = p.spreadMeters / 1_000
  const variance = spread * spread + PIXEL_DEVIATION_KILOMETERS * PIXEL_DEVIATION_KILOMETERS
  const point = {
    latitude: 0,
    longitude: 0,
    east: variance,
    north: variance,
    cross: 0,
    clock: 'after' as const,
    earliestMs: 0,
    latestMs: 0,
    lifetimeDays: p.lifetimeHours / 24,
    isStory: false,
  }
  for (let k = 0; k < size; k++) {
    point.latitude = front.latitude[k]!
    point.longitude = front.longitude[k]!
    point.latestMs = front.timeMs[k]!
    writePoint(state, WIDTH * k, point)
  }
  return associatePoints({ size, state }, p)
}

/** Least processor time of several rounds, which neighbours on the machine disturb less than the clock on the wall. */
function timed<T>(run: () => T): { readonly result: T; readonly seconds: number } {
  let result = run()
  let seconds = Infinity
  for (let round = 0; round < ROUNDS; round++) {
    const before = process.cpuUsage()
    result = run()
    const { user, system } = process.cpuUsage(before)
    seconds = Math.min(seconds, (user + system) / 1e6)
  }
  return { result, seconds }
}

/** Noise as clusters of one. */
function alone(cluster: Int32Array): Int32Array {
  let next = cluster.reduce((most, number) => Math.max(most, number), -1) + 1
  return cluster.map((number) => (number < 0 ? next++ : number))
}

function ariOfOccurrences(found: Int32Array): number {
  const isOfOccurrence = (_: number, k: number): boolean => points.cause[k]! >= STEADY_SOURCES
  return adjustedRandIndex(found.filter(isOfOccurrence), points.cause.filter(isOfOccurrence))
}

function tell(name: string, found: Int32Array, seconds: number): number {
  const ofOccurrences = ariOfOccurrences(found)
  const all = adjustedRandIndex(found, points.cause)
  const sizes = new Map<number, number>()
  for (const group of found) sizes.set(group, (sizes.get(group) ?? 0) + 1)
  const largest = [...sizes.values()].reduce((most, size) => Math.max(most, size), 0)
  console.log(
    `${name.padEnd(16)} ${seconds.toFixed(2)} s  ARI ${ofOccurrences.toFixed(3)} (each steady source as one occurrence: ${all.toFixed(3)})  ${sizes.size} groups, largest ${largest}`,
  )
  return ofOccurrences
}

function requireTrue(condition: boolean, sentence: string): void {
  if (condition) return
  console.error(`FAILED: ${sentence}`)
  process.exitCode = 1
}
