// SPDX-License-Identifier: Apache-2.0
import { chmodSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { afterAll, describe, expect, test } from 'vitest'

import { makeWorkFolder } from '../../../test/run-marsad.ts'
import { stageFolder } from '../staged-folder.ts'
import { makeWritableFolder } from './writable-folder.ts'

const work = makeWorkFolder()
afterAll(() => work.remove())

/** Whoever may write everywhere is refused nowhere: such a machine asks as a user of no rights. */
const NOBODY = 65_534
async function asOrdinaryUser<T>(ask: () => Promise<T>): Promise<T> {
  const { geteuid, seteuid } = process
  const own = geteuid?.() ?? NOBODY
  if (own !== 0 || seteuid === undefined) return ask()
  seteuid(NOBODY)
  try {
    return await ask()
  } finally {
    seteuid(own)
  }
}

const refused = (code: string, place: string) => ({
  ok: false,
  problems: [{ path: '--data', code, params: { place, reason: expect.any(String) as string } }],
})

describe('a folder that cannot hold a mission', () => {
  test.skipIf(!existsSync('/proc/self'))(
    '[C12] one that the system will not make is refused, not asked for again and again',
    async () => {
      for (const folder of ['/proc/marsad', '/proc/marsad/below/it']) {
        expect(await makeWritableFolder(folder)).toEqual(
          refused('data-folder-cannot-be-made', '/proc/marsad'),
        )
      }
      expect(await stageFolder('/proc/marsad/below/it', 1)).toMatchObject({
        ok: false,
        problems: [{ code: 'output-cannot-be-written' }],
      })
    },
  )

  test('[C12] a file in its place, or on the way to it, is called one', async () => {
    const file = join(work.path, 'file')
    writeFileSync(file, 'kept')
    for (const folder of [file, join(file, 'below'), join(file, 'far', 'below')]) {
      expect(await makeWritableFolder(folder)).toEqual(refused('data-folder-is-a-file', file))
    }
  })

  test('[C12] one that others own, itself or above it, is refused by name and left as it was', async () => {
    chmodSync(work.path, 0o755)
    const owned = join(work.path, 'owned')
    mkdirSync(owned)
    chmodSync(owned, 0o555)
    expect(await asOrdinaryUser(() => makeWritableFolder(owned))).toEqual(
      refused('data-folder-not-yours', owned),
    )
    const below = join(owned, 'mission')
    expect(await asOrdinaryUser(() => makeWritableFolder(join(below, 'deep')))).toEqual(
      refused('data-folder-not-yours', below),
    )
    const closed = join(work.path, 'closed')
    mkdirSync(closed, { mode: 0o700 })
    chmodSync(closed, process.getuid?.() === 0 ? 0o700 : 0o000)
    const hidden = join(closed, 'mission')
    expect(await asOrdinaryUser(() => makeWritableFolder(hidden))).toEqual(
      refused('data-folder-not-yours', hidden),
    )
    chmodSync(closed, 0o700)
    expect(readdirSync(owned)).toEqual([])
  })

  test('[C12] what can be made is made for its owner alone, and nothing is left of the attempt', async () => {
    const folder = join(work.path, 'new', 'mission')
    expect(await makeWritableFolder(folder)).toEqual({ ok: true, value: true })
    expect(await makeWritableFolder(folder)).toEqual({ ok: true, value: true })
    expect([readdirSync(folder), statSync(folder).mode & 0o777]).toEqual([[], 0o700])
  })
})
