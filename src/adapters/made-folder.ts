// SPDX-License-Identifier: Apache-2.0
import { mkdir, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'

/**
 * Makes a folder and those above it that are not there, one by one from above. Node's own recursive way asks for ever where a folder is said not to
 * be there and cannot be made either, as below /proc. Rejects with the error of the first one that could not be made; its `path` names it.
 */
export async function makeFolder(folder: string, mode = 0o777): Promise<void> {
  const missing: string[] = []
  for (let at = resolve(folder); !(await isThere(at)); at = dirname(at)) missing.unshift(at)
  for (const path of missing) {
    await mkdir(path, { mode }).catch((error: NodeJS.ErrnoException) => {
      // Another process may have made it meanwhile.
      if (error.code !== 'EEXIST') throw error
    })
  }
}

async function isThere(path: string): Promise<boolean> {
  const entry = await stat(path).catch((error: NodeJS.ErrnoException) => {
    // Further up stands what is no folder: it is found, and named, there.
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null
    throw error
  })
  if (entry === null) return false
  if (entry.isDirectory()) return true
  throw Object.assign(new Error(`${path} is no folder`), { code: 'ENOTDIR', path })
}
