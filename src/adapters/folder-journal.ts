// SPDX-License-Identifier: Apache-2.0
import { closeSync, createReadStream, mkdirSync, openSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { createJournal, EvidenceError, type Journal, type JournalFiles, type JournalOptions } from '#evidence'

import { makeDurable } from './durable-files.ts'

/** A journal in a folder that is not there yet or is empty; usually `<out>/evidence`. */
export const createFolderJournal = (folder: string, options: JournalOptions): Journal =>
  createJournal(createFolderJournalFiles(folder), options)

/** Journal files in a folder; the file that grows is held open, the others are written and closed at once. */
export function createFolderJournalFiles(folder: string): JournalFiles {
  const unsettled = new Set<string>()
  const known = new Set<string>()
  let growing: { readonly path: string; readonly descriptor: number } | null = null

  const stopGrowing = (): void => {
    if (growing !== null) closeSync(growing.descriptor)
    growing = null
  }
  const create = (path: string): number => {
    const place = join(folder, path)
    makeFolders(dirname(place))
    try {
      const descriptor = openSync(place, 'wx')
      unsettled.add(place).add(dirname(place))
      return descriptor
    } catch (cause) {
      if (isCode(cause, 'EEXIST')) {
        throw new EvidenceError('file-exists', `${path} is written already`, { cause })
      }
      throw cause
    }
  }
  const makeFolders = (path: string): void => {
    if (known.has(path)) return
    mkdirSync(path, { recursive: true })
    known.add(path)
    // A new folder's name lies in its parent.
    for (let step = path; step.length > folder.length; step = dirname(step)) unsettled.add(dirname(step))
  }

  return {
    append(path, bytes) {
      if (growing?.path !== path) {
        stopGrowing()
        growing = { path, descriptor: create(path) }
      }
      writeWhole(growing.descriptor, bytes)
    },
    write(path, bytes) {
      const descriptor = create(path)
      try {
        writeWhole(descriptor, bytes)
      } finally {
        closeSync(descriptor)
      }
    },
    async *read(path) {
      try {
        yield* createReadStream(join(folder, path), { highWaterMark: 1 << 18 }) as AsyncIterable<Uint8Array>
      } catch (cause) {
        if (isCode(cause, 'ENOENT')) throw new EvidenceError('file-missing', `there is no ${path}`, { cause })
        throw cause
      }
    },
    async settle() {
      stopGrowing()
      await makeDurable([...unsettled])
      unsettled.clear()
    },
  }
}

function writeWhole(descriptor: number, bytes: Uint8Array): void {
  for (let sent = 0; sent < bytes.length;) sent += writeSync(descriptor, bytes, sent)
}

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && (error as NodeJS.ErrnoException).code === code
