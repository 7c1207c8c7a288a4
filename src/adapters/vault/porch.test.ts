// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { afterAll, describe, expect, test } from 'vitest'

import { makeWorkFolder } from '../../../test/run-marsad.ts'
import { ok } from '#kernel'

import { openPorch } from './porch.ts'
import type { HoldMaterial, Vault } from './vault.ts'

const work = makeWorkFolder()
afterAll(() => work.remove())

/** A vault that only takes note of what it is brought. */
function notingVault() {
  let turn: (hold: HoldMaterial) => Promise<void> = () => Promise.resolve()
  const vault: Pick<Vault, 'beforeDay' | 'withdrawByReference'> = {
    beforeDay: (bring) => void (turn = bring),
    withdrawByReference: () => Promise.resolve(0),
  }
  const turnDay = async (): Promise<readonly string[]> => {
    const brought: string[] = []
    await turn((_kind, bytes) => {
      brought.push(Buffer.from(bytes).toString())
      return Promise.resolve(ok({ id: 'x' }))
    })
    return brought
  }
  return { vault, turnDay }
}

const submission = (words: string) => ({ words, pictures: [], uses: ['verify'] as const })

describe('what waits for the day to turn', () => {
  test('[PE49] outlives the process from one beat on, under a key of before too, and is in no clear text', async () => {
    const [key, next] = [randomBytes(32), randomBytes(32)]
    const path = join(work.path, 'porch')
    const first = await openPorch({ path, keys: [key], vault: notingVault().vault, mostBytes: 8_192 })
    const code = first.leave(submission('what I saw'))
    await first.beat()
    const bytes = readFileSync(path)
    for (const text of ['what I saw', 'verify', code!]) expect(bytes.includes(text)).toBe(false)
    const { vault, turnDay } = notingVault()
    await openPorch({ path, keys: [next, key], vault, mostBytes: 8_192 })
    expect([await turnDay(), await turnDay()]).toEqual([['what I saw'], []])
    await expect(openPorch({ path, keys: [key], vault, mostBytes: 8_192 })).rejects.toMatchObject({
      code: 'vault-damaged',
    })
  })

  test('[PE49] comes into the vault in an order drawn by lot', async () => {
    const { vault, turnDay } = notingVault()
    const porch = await openPorch({ path: join(work.path, 'lot'), keys: [randomBytes(32)], vault })
    const names = Array.from({ length: 40 }, (_, n) => `words ${n}`)
    for (const name of names) expect(porch.leave(submission(name))).not.toBeNull()
    const brought = await turnDay()
    expect([...brought].sort()).toEqual([...names].sort())
    // Forty things by lot are in the order that they came in once in 40! times.
    expect(brought).not.toEqual(names)
  })
})
