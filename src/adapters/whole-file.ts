// SPDX-License-Identifier: Apache-2.0
import { open, rename, rm } from 'node:fs/promises'

import { ok, problem, refuse, type Result } from '#kernel'

/** Writes a file so that it appears whole or not at all; an existing one is replaced. A place that cannot be written to is a problem. */
export async function writeFileWhole(path: string, text: string): Promise<Result<void>> {
  const growing = `${path}.${process.pid}.part`
  try {
    const handle = await open(growing, 'w')
    try {
      await handle.writeFile(text, 'utf8')
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(growing, path)
    return ok(undefined)
  } catch (error) {
    await rm(growing, { force: true })
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown'
    return refuse(problem(path, 'output-not-writable', { reason }))
  }
}
