// SPDX-License-Identifier: Apache-2.0
import { closeSync, existsSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { createRandom } from '#simulation'

import { AGREEMENT, inputFlags, playExercise, writeInputs } from './exercise-inputs.ts'
import { recordFigure } from './figures.ts'
import { buildFirst, digestsOf, killMarsad, makeWorkFolder, runMarsad } from './run-marsad.ts'

const work = makeWorkFolder()
afterAll(() => work.remove())

const played = playExercise(21)
const inputs = writeInputs(played, join(work.path, 'in'))
const command = (name: string, words = inputs): readonly string[] => [
  'run',
  '--agreement',
  AGREEMENT,
  ...inputFlags(words),
  '--out',
  join(work.path, name),
]

describe('a run that is killed at 50 random moments', { timeout: 2_400_000 }, () => {
  const KILLS = 50
  /** Some rounds end before their moment comes, more of them on a machine that is otherwise busy. */
  const MOST_ROUNDS = 150
  let usualMs = 0
  beforeAll(async () => {
    buildFirst()
    const took: number[] = []
    for (let n = 0; n < 3; n += 1) {
      const began = performance.now()
      await runMarsad(command('reference'))
      took.push(performance.now() - began)
    }
    usualMs = Math.min(...took)
  }, 300_000)

  test('[D3] the next run gives the same bytes every time', async () => {
    const random = createRandom(50)
    const wanted = digestsOf(join(work.path, 'reference'))
    let [killed, rounds] = [0, 0]
    for (; killed < KILLS && rounds < MOST_ROUNDS; rounds += 1) {
      const moment = Math.round(random.next() * usualMs)
      const { endedBefore } = await killMarsad(command('killed'), moment)
      if (endedBefore) continue
      killed += 1
      const { code, stderr } = await runMarsad(command('killed'))
      expect(code, stderr).toBe(0)
      expect(digestsOf(join(work.path, 'killed')), `killed after ${moment} ms`).toEqual(wanted)
    }
    recordFigure(`runs killed before their end, in ${rounds} rounds`, killed, 'runs')
    expect(killed).toBe(KILLS)
  })
})

describe('a file of 100 MB', { timeout: 1_200_000 }, () => {
  const HUNDRED_MEGABYTES = 100_000_000

  /** Repeats the rows of a sound file under ever new dates until the file is large. */
  function writeLarge(path: string): number {
    const largest = played.files
      .toSorted((a, b) => b.bytes.length - a.bytes.length)
      .find((f) => f.source === 'firms')
    const [header = '', ...rows] = new TextDecoder().decode(largest?.bytes).trimEnd().split('\n')
    const file = openSync(path, 'w')
    let bytes = writeSync(file, `${header}\n`)
    let count = 0
    for (let copy = 0; bytes < HUNDRED_MEGABYTES; copy += 1) {
      // Moves each copy by a thousandth of a degree and more, so that its rows are records of their own.
      const moved = rows.map((row) => {
        const [latitude, ...rest] = row.split(',')
        return [(45 + ((Number(latitude) - 45 + copy * 0.00117) % 6)).toFixed(5), ...rest].join(',')
      })
      bytes += writeSync(file, `${moved.join('\n')}\n`)
      count += moved.length
    }
    closeSync(file)
    return count
  }

  test('[D4] is read to the end, counted, and stays within memory', async () => {
    const path = join(work.path, 'large.csv')
    const rows = writeLarge(path)
    const began = performance.now()
    const { code, stderr } = await runMarsad(command('large', [`firms:${path}`]))
    recordFigure(
      `run over 100 MB of FIRMS (${rows} rows)`,
      Math.round((performance.now() - began) / 100) / 10,
      's',
    )
    expect(stderr).not.toMatch(/^ +at /m)
    expect(code, stderr).toBe(0)
    expect(existsSync(join(work.path, 'large', 'report.html'))).toBe(true)
    const { counts } = JSON.parse(readFileSync(join(work.path, 'large', 'report.json'), 'utf8')) as {
      counts: { rowsIn: number; observations: number; duplicates: number; quarantined: number }
    }
    expect(counts.rowsIn).toBe(rows)
    expect(counts.observations + counts.duplicates + counts.quarantined).toBe(rows)
  })
})
