// SPDX-License-Identifier: Apache-2.0
import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'

import { ok, problem, refuse, type Problem, type Result } from '#kernel'

import { makeFolder } from '../made-folder.ts'

/** How the operating system says no, in words that say what to do; whatever else it says is told as it is. */
const CODES: Readonly<Record<string, string>> = {
  EACCES: 'data-folder-not-yours',
  EPERM: 'data-folder-not-yours',
  EROFS: 'data-folder-read-only',
  ENOTDIR: 'data-folder-is-a-file',
  ENOSPC: 'data-folder-full',
}

/**
 * Makes the folder of a mission where it is not there, for its owner alone, and tries to write in it, so that a folder that cannot
 * hold one is refused before anything is opened. Problems: those of `CODES`, `data-folder-cannot-be-made`.
 */
export async function makeWritableFolder(folder: string): Promise<Result<true>> {
  const attempt = join(folder, `.attempt-${process.pid}`)
  try {
    await makeFolder(folder, 0o700)
    await (await open(attempt, 'w', 0o600)).close()
    await rm(attempt)
    return ok(true)
  } catch (error) {
    return refuse(problemOf(error, folder))
  }
}

function problemOf(error: unknown, folder: string): Problem {
  const { code = String(error), path = folder } = error as NodeJS.ErrnoException
  // The name of the attempt means nothing to whoever named the folder.
  const place = path.startsWith(join(folder, '.attempt-')) ? folder : path
  return problem('--data', CODES[code] ?? 'data-folder-cannot-be-made', { place, reason: code })
}
