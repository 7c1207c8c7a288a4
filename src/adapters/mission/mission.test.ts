// SPDX-License-Identifier: Apache-2.0
import { statSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, describe, expect, test } from 'vitest'

import { exerciseSaltKey } from '#evidence'
import { ok, problem, refuse, toInstant } from '#kernel'

import { migrate, openSqlite } from '../database/index.ts'
import { createNodeCryptography } from '../node-cryptography.ts'
import { createExerciseSigner } from '../signing-keys.ts'
import { askControl, listenForControl } from './control-socket.ts'
import { missionPaths } from './mission-folder.ts'
import { openMission } from './open-mission.ts'

const cryptography = createNodeCryptography()
const NOW = toInstant(Date.UTC(2026, 5, 24))
const folders: string[] = []
const newFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'marsad-mission-'))
  folders.push(folder)
  return folder
}
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})

const open = (folder: string) =>
  openMission({
    folder,
    databaseUrl: null,
    keys: { signer: createExerciseSigner(cryptography), saltKey: exerciseSaltKey(cryptography) },
    now: () => NOW,
    onLost: () => {},
  })

describe('a mission', () => {
  test('[LG11] is held by one at a time, and keeps what it was', async () => {
    const folder = await newFolder()
    const first = await open(folder)
    if (!first.ok) throw new Error('not opened')
    await first.value.feeds.issueToken('firms', null, { person: null, now: NOW })
    expect(await open(folder)).toMatchObject({
      ok: false,
      problems: [{ path: '--data', code: 'mission-in-use' }],
    })
    await first.value.close()
    const second = await open(folder)
    if (!second.ok) throw new Error('not opened again')
    expect(second.value.identity).toEqual(first.value.identity)
    expect((await second.value.queries.feeds()).map(({ id }) => id)).toEqual(['firms'])
    await second.value.close()
  })

  test('[LG11] lets go of what a killed process had not finished taking in', async () => {
    const folder = await newFolder()
    const first = await open(folder)
    if (!first.ok) throw new Error('not opened')
    await first.value.originals.put(
      (async function* () {
        yield Buffer.from('kept')
      })(),
    )
    await first.value.close()
    await writeFile(join(folder, 'originals', 'arriving-7'), 'half a')
    const second = await open(folder)
    if (!second.ok) throw new Error('not opened again')
    expect(() => statSync(join(folder, 'originals', 'arriving-7'))).toThrow('ENOENT')
    expect((await second.value.originals.list()).length).toBe(1)
    await second.value.close()
  })

  test('[LG12] tables that a later program has been at are refused, and steps are taken once', async () => {
    const folder = await newFolder()
    const first = await open(folder)
    if (!first.ok) throw new Error('not opened')
    expect(await migrate(first.value.database, NOW)).toBe(0)
    await first.value.close()
    const database = openSqlite(missionPaths(folder).database)
    await database.writer
      .insertInto('migrations')
      .values({ number: 9_999, name: 'of-tomorrow', applied_ms: NOW })
      .execute()
    await database.close()
    expect(await open(folder)).toMatchObject({
      ok: false,
      problems: [{ code: 'mission-from-a-later-version' }],
    })
  })

  test('[LG12] a step that fails leaves the tables as they were', async () => {
    const database = openSqlite(join(await newFolder(), 'tables.sqlite'))
    const steps = [
      {
        number: 1,
        name: 'breaks',
        async apply(db: typeof database.writer) {
          await db.schema.createTable('half').addColumn('a', 'text').execute()
          throw new Error('broken in the middle')
        },
      },
    ]
    await expect(migrate(database, NOW, steps)).rejects.toThrow('broken in the middle')
    expect((await database.reader.introspection.getTables()).map(({ name }) => name)).toEqual(['migrations'])
    await database.close()
  })
})

describe('the control socket', () => {
  test('[LG13] answers commands of its owner alone, refusals and faults told apart', async () => {
    // Longer than a socket's path may be.
    const folder = join(await newFolder(), 'a-long-name-'.repeat(12))
    const mission = await open(folder)
    if (!mission.ok) throw new Error('not opened')
    expect(await askControl(folder, 'anything', null)).toBe(null)
    const control = await listenForControl(
      folder,
      (command, params) => {
        if (command === 'echo') return Promise.resolve(ok(params))
        if (command === 'refuse') return Promise.resolve(refuse(problem('here', 'no')))
        return Promise.reject(new Error('broken'))
      },
      () => {},
    )
    expect(await askControl(folder, 'echo', { text: 'مرصد\n' })).toEqual(ok({ text: 'مرصد\n' }))
    expect(await askControl(folder, 'refuse', null)).toEqual(refuse(problem('here', 'no')))
    await expect(askControl(folder, 'break', null)).rejects.toThrow('broken')
    await control.close()
    expect(await askControl(folder, 'echo', 1)).toBe(null)
    await mission.value.close()
  })
})
