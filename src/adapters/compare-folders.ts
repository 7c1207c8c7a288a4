// SPDX-License-Identifier: Apache-2.0
import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'

import { createDigester, type Digest } from '#kernel'

/** Paths, with `/` and sorted, of the files that differ between two folders or stand in one of them only. */
export async function compareFolders(a: string, b: string): Promise<readonly string[]> {
  const [inA, inB] = [await filesOf(a), await filesOf(b)]
  const every = [...new Set([...inA, ...inB])].sort()
  const different: string[] = []
  for (const file of every) {
    const same =
      inA.has(file) &&
      inB.has(file) &&
      (await digestFile(join(a, file))) === (await digestFile(join(b, file)))
    if (!same) different.push(file)
  }
  return different
}

async function filesOf(folder: string): Promise<ReadonlySet<string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return new Set(
    entries
      .filter((entry) => !entry.isDirectory())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/')),
  )
}

async function digestFile(path: string): Promise<Digest> {
  const digester = createDigester()
  for await (const chunk of createReadStream(path)) digester.update(chunk as Uint8Array)
  return digester.finish()
}
