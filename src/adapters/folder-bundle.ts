// SPDX-License-Identifier: Apache-2.0
import { createReadStream } from 'node:fs'
import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'

import type { BundleFiles } from '#evidence'

/** The files of a bundle in a folder; links are shown as what they are and not followed. */
export function createFolderBundle(folder: string): BundleFiles {
  return {
    list: () => listFiles(folder, ''),
    read: (path) =>
      createReadStream(join(folder, path), { highWaterMark: 1 << 18 }) as AsyncIterable<Uint8Array>,
  }
}

type Entry = Awaited<ReturnType<BundleFiles['list']>>[number]

async function listFiles(folder: string, under: string): Promise<Entry[]> {
  const found: Entry[] = []
  for (const entry of await readdir(join(folder, under), { withFileTypes: true })) {
    const path = `${under}${entry.name}`
    if (entry.isDirectory()) {
      found.push(...(await listFiles(folder, `${path}/`)))
    } else {
      found.push({ path, bytes: (await lstat(join(folder, path))).size, regular: entry.isFile() })
    }
  }
  return found
}
