// SPDX-License-Identifier: Apache-2.0
import { mkdir, open, readdir, readFile, rename, rm, utimes } from 'node:fs/promises'
import { join } from 'node:path'

import { makeDurable } from '../durable-files.ts'

/** Rooms of the vault: sealed material, the keys of it, what is said of it, and the manifests of each day. */
export const VAULT_ROOMS = ['material', 'keys', 'statements', 'manifests'] as const
export type VaultRoom = (typeof VAULT_ROOMS)[number]

/** Small files of one folder, for their owner alone; every change would survive a loss of power before it resolves. */
export interface VaultFiles {
  /** Null where there is no such file. */
  read(room: VaultRoom, name: string): Promise<Uint8Array | null>
  /** Written whole or not at all. */
  write(room: VaultRoom, name: string, bytes: Uint8Array): Promise<void>
  /** Writes over the bytes before the name goes. */
  destroy(room: VaultRoom, name: string): Promise<void>
  /** Sorted; names are random, so that the order says nothing. */
  list(room: VaultRoom): Promise<readonly string[]>
  /** Writes every file anew, so that they all are of one age, and says that it is this. */
  levelTimes(at: Date): Promise<void>
}

const ARRIVING = '.arriving'

export function createVaultFiles(folder: string): VaultFiles {
  const roomOf = async (room: VaultRoom): Promise<string> => {
    const path = join(folder, room)
    await mkdir(path, { recursive: true, mode: 0o700 })
    return path
  }
  const list = async (room: VaultRoom): Promise<readonly string[]> =>
    (await readdir(await roomOf(room))).filter((name) => !name.endsWith(ARRIVING)).sort()

  const write = async (room: VaultRoom, name: string, bytes: Uint8Array): Promise<void> => {
    const place = await roomOf(room)
    const arriving = join(place, `${name}${ARRIVING}`)
    const handle = await open(arriving, 'w', 0o600)
    try {
      await handle.writeFile(bytes)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(arriving, join(place, name))
    await makeDurable([place])
  }
  return {
    async read(room, name) {
      try {
        return await readFile(join(await roomOf(room), name))
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
        throw error
      }
    },
    write,
    async destroy(room, name) {
      const place = await roomOf(room)
      const path = join(place, name)
      const handle = await open(path, 'r+').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return null
        throw error
      })
      if (handle === null) return
      try {
        const { size } = await handle.stat()
        await handle.write(new Uint8Array(size), 0, size, 0)
        await handle.sync()
      } finally {
        await handle.close()
      }
      await rm(path)
      await makeDurable([place])
    },
    list,
    async levelTimes(at) {
      for (const room of VAULT_ROOMS) {
        const place = await roomOf(room)
        for (const name of await list(room)) {
          const path = join(place, name)
          await write(room, name, await readFile(path))
          await utimes(path, at, at)
        }
        for (const name of await readdir(place)) if (name.endsWith(ARRIVING)) await rm(join(place, name))
        await utimes(place, at, at)
      }
    },
  }
}
