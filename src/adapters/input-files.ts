// SPDX-License-Identifier: Apache-2.0
import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'

import { problem, refuse, ok, type Problem, type Result } from '#kernel'

/** A file that can be read as a stream, known by its base name only. */
export interface InputFile {
  readonly name: string
  readonly bytes: number
  open(): AsyncIterable<Uint8Array>
}

const CHUNK_BYTES = 1 << 18

/** Finds a readable file; a folder, a missing or a locked file is a problem with its path, never a stack trace. */
export async function findInputFile(path: string): Promise<Result<InputFile>> {
  try {
    const entry = await stat(path)
    if (entry.isDirectory()) return refuse(problem(path, 'input-is-a-folder'))
    if (!entry.isFile()) return refuse(problem(path, 'input-is-no-file'))
    return ok({
      name: basename(path),
      bytes: entry.size,
      open: () => createReadStream(path, { highWaterMark: CHUNK_BYTES }) as AsyncIterable<Uint8Array>,
    })
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown'
    return refuse(problem(path, code === 'ENOENT' ? 'input-missing' : 'input-unreadable', { reason: code }))
  }
}

/** The whole text of a small file as UTF-8, a byte order mark left out; other bytes are a problem, never replaced. */
export async function readText(file: InputFile): Promise<Result<string>> {
  if (file.bytes > LARGEST_TEXT_BYTES) {
    return refuse(problem(file.name, 'text-too-large', { bytes: file.bytes, most: LARGEST_TEXT_BYTES }))
  }
  const chunks: Uint8Array[] = []
  for await (const chunk of file.open()) chunks.push(chunk)
  try {
    return ok(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)))
  } catch {
    return refuse(problem(file.name, 'text-not-utf-8'))
  }
}

/** Terms, manifests and polygons of a day are far smaller. */
const LARGEST_TEXT_BYTES = 64 * 1024 * 1024

/** The files of a folder and the folders in it whose names end so, by path. */
export async function findInputFiles(folder: string, ending: string): Promise<Result<readonly InputFile[]>> {
  if (!(await isFolder(folder))) return refuse(problem(folder, 'folder-missing'))
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(ending)).sort()
  const files: InputFile[] = []
  const problems: Problem[] = []
  for (const name of names) {
    const file = await findInputFile(join(folder, name))
    if (file.ok) files.push(file.value)
    else problems.push(...file.problems)
  }
  return problems.length > 0 ? refuse(...problems) : ok(files)
}

export const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (entry) => entry.isDirectory(),
    () => false,
  )
