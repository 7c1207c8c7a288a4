// SPDX-License-Identifier: Apache-2.0
import { createReadStream } from 'node:fs'
import { lstat, mkdir, readdir, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'

import { makeDurable } from '../durable-files.ts'
import { deliver, hasRoom, type IntakePorts } from './deliver.ts'

export interface Inbox {
  /** Looks once: files that were as they are now at the last look are taken in. Gives how many. */
  look(): Promise<number>
}

/**
 * Files laid into `inbox/<feed>/` of a mission folder are taken in once they have stopped growing between two looks, and moved to
 * `taken/<feed>/` under their digest and name. Names that begin with a dot are left alone, as unfinished copies have them; links are not
 * followed. Interrupted between taking and moving, the same bytes are acknowledged once. `onFault` hears of a file that could not be taken.
 */
export function createInbox(folder: string, ports: IntakePorts, onFault: (error: unknown) => void): Inbox {
  const inbox = join(folder, 'inbox')
  let before = new Map<string, string>()
  /** Told once, until they change. */
  const failed = new Map<string, string>()

  const take = async (feed: string, name: string): Promise<void> => {
    const path = join(inbox, feed, name)
    const digest = await deliver(ports, feed, null, name, createReadStream(path))
    const place = join(folder, 'taken', feed, `${digest}-${name}`)
    await mkdir(dirname(place), { recursive: true })
    await rename(path, place)
    await makeDurable([dirname(place), dirname(path)])
  }

  return {
    async look() {
      let taken = 0
      const now = new Map<string, string>()
      for (const feed of await namesIn(inbox)) {
        for (const name of await namesIn(join(inbox, feed))) {
          const path = join(inbox, feed, name)
          const found = await lstat(path).catch(goneIsNull)
          if (found === null || !found.isFile()) continue
          const state = `${found.size} ${found.mtimeMs} ${found.ino}`
          now.set(path, state)
          if (before.get(path) !== state || failed.get(path) === state) continue
          if (!(await hasRoom(ports))) return taken
          try {
            await take(feed, name)
            taken += 1
            now.delete(path)
          } catch (error) {
            failed.set(path, state)
            onFault(error)
          }
        }
      }
      before = now
      for (const path of failed.keys()) if (!now.has(path)) failed.delete(path)
      return taken
    },
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return []
    throw error
  })
  return names.filter((name) => !name.startsWith('.')).sort()
}

function goneIsNull(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null
  throw error
}
