// SPDX-License-Identifier: Apache-2.0
import { closeSync, fsyncSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { createDigester, type Digest } from '#kernel'

/** What was written under one name. */
export interface WrittenFile {
  readonly name: string
  readonly digest: Digest
  readonly bytes: number
}

/** Files of one folder, written piece by piece and digested on the way. */
export interface OutputFiles {
  write(name: string, text: string): void
  /** Flushes everything to the disk and lists the files by name. */
  finish(): readonly WrittenFile[]
}

const BUFFER_CHARACTERS = 1 << 18

export function createOutputFiles(folder: string): OutputFiles {
  const open = new Map<string, ReturnType<typeof openOutput>>()
  return {
    write: (name, text) => {
      let file = open.get(name)
      if (file === undefined) open.set(name, (file = openOutput(join(folder, name))))
      file.write(text)
    },
    finish: () => {
      const names = [...open.keys()].sort()
      return names.map((name) => ({ name, ...open.get(name)!.finish() }))
    },
  }
}

function openOutput(path: string) {
  mkdirSync(dirname(path), { recursive: true })
  const descriptor = openSync(path, 'wx')
  const digester = createDigester()
  let pending = ''
  let bytes = 0
  const flush = (): void => {
    const chunk = Buffer.from(pending, 'utf8')
    digester.update(chunk)
    bytes += chunk.length
    for (let sent = 0; sent < chunk.length;) sent += writeSync(descriptor, chunk, sent)
    pending = ''
  }
  return {
    write(text: string): void {
      pending += text
      if (pending.length >= BUFFER_CHARACTERS) flush()
    },
    finish(): { digest: Digest; bytes: number } {
      flush()
      fsyncSync(descriptor)
      closeSync(descriptor)
      return { digest: digester.finish(), bytes }
    },
  }
}
