// SPDX-License-Identifier: Apache-2.0
import { posix } from 'node:path'

import { scan } from './scan.ts'

/** One TypeScript file as the rules see it. */
export interface SourceFile {
  /** From the root of the repository, e.g. `src/incidents/fuse.ts`. */
  readonly path: string
  /** Folder of the layout, or null outside src/. */
  readonly folder: string | null
  /** Tests and contract suites may reach for effects and for any folder. */
  readonly isTest: boolean
  readonly text: string
  /** The text with comments and the insides of strings blanked, so that words in prose are not taken for code. */
  readonly code: string
  readonly imports: readonly ImportOf[]
}

export interface ImportOf {
  readonly specifier: string
  readonly line: number
}

/** Reads one file's imports and code out of its text. */
export function toSourceFile(path: string, text: string): SourceFile {
  const { code, strings } = scan(text)
  const imports = strings
    .filter((s) => IMPORT_BEFORE.test(code.slice(Math.max(0, s.start - 4_000), s.start)))
    .map((s) => ({ specifier: s.value, line: lineAt(text, s.start) }))
  return { path, folder: folderOf(path), isTest: /\.(test|contract)\.ts$/.test(path), text, code, imports }
}

/** `from '…'`, `import '…'`, `import('…')` and `export … from '…'`, seen from just before the quote. */
const IMPORT_BEFORE = /(?:\bfrom|\bimport|\bimport\s*\()\s*$/

function folderOf(path: string): string | null {
  const parts = path.split('/')
  if (parts[0] !== 'src') return null
  return (parts.length === 2 ? parts[1]?.replace(/\.ts$/, '') : parts[1]) ?? null
}

export const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length

/** Where a relative specifier leads, from the root of the repository. */
export const resolveRelative = (from: string, specifier: string): string =>
  posix.normalize(posix.join(posix.dirname(from), specifier))
