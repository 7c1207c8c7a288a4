// SPDX-License-Identifier: Apache-2.0
import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'

/** A folder of built pages, listed once: what is not in the list is never read. */
export interface PageFolder {
  readonly paths: readonly string[]
  read(path: string): Promise<Uint8Array<ArrayBuffer>>
}

/** The built pages in a folder; null where there is no index.html in it. Rejects where the folder cannot be read. */
export async function openPageFolder(folder: string): Promise<PageFolder | null> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  })
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
  if (!paths.includes('index.html')) return null
  return { paths, read: async (path) => new Uint8Array(await readFile(join(folder, path))) }
}
