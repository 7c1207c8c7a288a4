// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import {
  associate,
  associateByBruteForce,
  countPairs,
  writeCentimeters,
  type SpaceTimePoints,
} from '#incidents'

import { numberOption } from './option.ts'
import { generateFront } from './generated-front.ts'

/**
 * Association of a million observations (1 km, 24 h, three to a core) against an exact ST-DBSCAN on kdbush and on scipy's
 * cKDTree. Every contender runs in its own process on the same points and must find the same pairs, clusters and noise.
 * `--count N` changes the number of observations, `--rounds N` how often each is timed (the best counts).
 */
const COUNT = numberOption('--count', 1_000_000)
const ROUNDS = numberOption('--rounds', 5)
const SEED = 7
const LEAST_AGAINST_KDBUSH = 5
const LEAST_AGAINST_SCIPY = 2
const MOST_MEGABYTES = 500

interface Measured {
  readonly milliseconds: number
  readonly peakMegabytes?: number
  readonly pairs: number
  readonly clusters: number
  readonly noise: number
  readonly digest: string
}

function requireTrue(condition: boolean, sentence: string): void {
  if (condition) return
  console.error(`FAILED: ${sentence}`)
  process.exitCode = 1
}

checkAgainstDefinition(generateFront(6_000, SEED))

const folder = mkdtempSync(join(tmpdir(), 'marsad-bench-'))
try {
  const file = join(folder, 'points.bin')
  writePoints(file, generateFront(COUNT, SEED))
  compare(file)
} finally {
  rmSync(folder, { recursive: true })
}

function checkAgainstDefinition(points: SpaceTimePoints): void {
  const rule = { epsilonMeters: 1_000, epsilonMs: 86_400_000, minimumPoints: 3 }
  const expected = associateByBruteForce(points, rule)
  const found = associate(points, rule)
  const same = found.cluster.every((label, k) => label === expected.cluster[k])
  requireTrue(same && countPairs(points, rule) === expected.pairs, 'the result is not that of the definition')
  console.log(
    `${points.timeMs.length} observations: pairs, clusters and noise equal brute force (${expected.pairs} pairs)`,
  )
}

function writePoints(file: string, points: SpaceTimePoints): void {
  const size = points.timeMs.length
  const columns = new Float64Array(6 * size)
  const place = new Float64Array(3)
  for (let k = 0; k < size; k++) {
    writeCentimeters(place, 0, points.latitude[k]!, points.longitude[k]!)
    for (let axis = 0; axis < 3; axis++) columns[axis * size + k] = place[axis]!
  }
  columns.set(points.timeMs, 3 * size)
  columns.set(points.latitude, 4 * size)
  columns.set(points.longitude, 5 * size)
  writeFileSync(file, new Uint8Array(columns.buffer))
}

function compare(file: string): void {
  // Twice over, the contenders in turn, so that a busy moment of the machine does not fall on one of them alone.
  const [one, two, slabs] = [1, 2]
    .map(() => ['one-thread', 'two-threads', 'kdbush-slabs'].map((name) => contend(name, file, ROUNDS)))
    .reduce((first, second) => first.map((item, k) => faster(item, second[k]!))) as [
    Measured,
    Measured,
    Measured,
  ]
  const ours = { one, two }
  const kdbush = [slabs, contend('kdbush', file, 1)]
  const scipy = contendScipy(file)
  const all = { ...ours, slabs: kdbush[0]!, kdbush: kdbush[1]!, ...scipy }
  for (const [name, measured] of Object.entries(all)) {
    const same = ['pairs', 'clusters', 'noise', 'digest'].every(
      (key) => measured[key as keyof Measured] === ours.one[key as keyof Measured],
    )
    requireTrue(same, `${name} found something else`)
  }
  console.log(
    `${COUNT} observations: all contenders agree on ${ours.one.pairs} pairs, ${ours.one.clusters} clusters, ${ours.one.noise} noise`,
  )
  const fastest = (list: readonly Measured[]) => Math.min(...list.map((item) => item.milliseconds))
  const best = Math.min(ours.one.milliseconds, ours.two.milliseconds)
  report('kdbush', fastest(kdbush), best, LEAST_AGAINST_KDBUSH)
  if (Object.keys(scipy).length === 0)
    console.log('scipy: not compared, since no python3 here has it (Debian: python3-scipy)')
  else report('scipy cKDTree', fastest(Object.values(scipy)), best, LEAST_AGAINST_SCIPY)
  for (const { peakMegabytes = 0 } of [ours.one, ours.two]) {
    requireTrue(peakMegabytes < MOST_MEGABYTES, `peak memory ${peakMegabytes.toFixed(0)} MB`)
  }
}

function faster(a: Measured, b: Measured): Measured {
  return b.milliseconds < a.milliseconds ? b : a
}

function report(name: string, theirs: number, ours: number, least: number): void {
  const ratio = theirs / ours
  console.log(`${ratio.toFixed(1)} times as fast as ${name} (${theirs.toFixed(0)} ms; asked: ${least} times)`)
  requireTrue(ratio >= least, `only ${ratio.toFixed(2)} times as fast as ${name}`)
}

function contend(name: string, file: string, rounds: number): Measured {
  const script = join(import.meta.dirname, 'association-contender.ts')
  const args = [...process.execArgv, script, name, file, String(rounds)]
  const measured = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as Measured
  tell(name, measured)
  return measured
}

function contendScipy(file: string): Record<string, Measured> {
  const script = join(import.meta.dirname, 'association_scipy.py')
  const python = ['python3', '/usr/bin/python3'].find((program) => hasScipy(program))
  if (python === undefined) return {}
  const rounds = String(Math.max(2, Math.ceil(ROUNDS / 2)))
  const ways = JSON.parse(execFileSync(python, [script, file, rounds], { encoding: 'utf8' })) as Record<
    string,
    Measured
  >
  for (const [way, measured] of Object.entries(ways)) tell(`scipy ${way}`, measured)
  return ways
}

function hasScipy(program: string): boolean {
  try {
    execFileSync(program, ['-c', 'import scipy'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

function tell(name: string, { milliseconds, peakMegabytes }: Measured): void {
  const memory = peakMegabytes === undefined ? '' : `, peak ${peakMegabytes.toFixed(0)} MB`
  console.log(`  ${name.padEnd(14)} ${milliseconds.toFixed(0).padStart(7)} ms${memory}`)
}
