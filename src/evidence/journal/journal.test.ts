// SPDX-License-Identifier: Apache-2.0
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, describe, expect, test } from 'vitest'

import {
  createFolderJournal,
  createFolderJournalFiles,
  createFolderOriginalStore,
  createFolderSpool,
} from '#adapters'
import { digestOf } from '#kernel'

import { cryptography, exerciseSigner, sampleRecord } from '../../../test/evidence/sample-bundle.ts'
import { toUtf8 } from '../bytes.ts'
import { exerciseSaltKey } from './exercise.ts'
import { describeJournal } from './journal.contract.ts'
import { createJournal } from './journal.ts'
import { createMemoryJournalFiles } from './memory-files.ts'
import { createMemoryOriginalStore } from './memory-originals.ts'
import { createMemorySpool } from './memory-spool.ts'
import { describeOriginals } from './originals.contract.ts'
import { describeSpool } from './spool.contract.ts'

const workspace = mkdtempSync(join(tmpdir(), 'marsad-evidence-'))
afterAll(() => rmSync(workspace, { recursive: true, force: true }))
let folders = 0
const newFolder = (): string => join(workspace, String((folders += 1)), 'evidence')

describeJournal('memory', createMemoryJournalFiles)
describeJournal('a folder', () => createFolderJournalFiles(newFolder()))

describeOriginals('memory', () => createMemoryOriginalStore(cryptography))
describeOriginals('a folder', () => createFolderOriginalStore(newFolder()))

describeSpool('memory', createMemorySpool)
describeSpool('a folder', () => createFolderSpool(newFolder()))
describeSpool('a folder with runs of a few entries', () => createFolderSpool(newFolder(), 1_000))

describe('folders', () => {
  const options = {
    cryptography,
    signer: exerciseSigner,
    saltKey: exerciseSaltKey(cryptography),
    audience: null,
  }

  test('[E6] a folder holds the same bytes as memory', async () => {
    const folder = newFolder()
    const files = createMemoryJournalFiles()
    const journals = [createFolderJournal(folder, options), createJournal(files, options)]
    for (const journal of journals) {
      for (let n = 0; n < 4_500; n += 1) journal.append(sampleRecord('observation', { n }))
      await journal.seal()
    }
    const paths = (
      readdirSync(folder, { recursive: true, withFileTypes: true }) as { isFile(): boolean }[]
    ).filter((one) => one.isFile())
    expect(paths.length).toBe(files.all().size)
    const differing = [...files.all()].filter(
      ([path, bytes]) => !readFileSync(join(folder, path)).equals(bytes),
    )
    expect(differing.map(([path]) => path)).toEqual([])
  })

  test('[E8] nothing but originals stays in the store’s folder', async () => {
    const folder = newFolder()
    const store = createFolderOriginalStore(folder)
    for (const text of ['one', 'two', 'one']) {
      await store.put(
        (async function* () {
          yield toUtf8(text)
        })(),
      )
    }
    const shards = [digestOf('one'), digestOf('two')].map((digest) => digest.slice(0, 2)).sort()
    expect(readdirSync(join(folder, 'originals')).sort()).toEqual(shards)
  })

  test('[E9] a closed spool leaves no folder', async () => {
    const folder = newFolder()
    const spool = createFolderSpool(folder, 100)
    for (let n = 0; n < 10; n += 1)
      spool.add({ phase: 1, timeMs: n, digest: digestOf(String(n)) }, new Uint8Array(90))
    expect(readdirSync(folder).length).toBe(10)
    await spool.close()
    expect(existsSync(folder)).toBe(false)
  })
})
