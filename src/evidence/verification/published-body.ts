// SPDX-License-Identifier: Apache-2.0
import { isDigest, type Digest } from '#kernel'

import { EVIDENCE_FOLDER } from '../layout.ts'
import type { LogState } from '../ports.ts'
import type { JournalRecord } from '../record.ts'

export const PUBLISHED_KIND = 'published'

/** What a verifier needs of the last record: which files were put out and how the journal stood before it. */
export interface PublishedBody {
  readonly journal: LogState
  readonly files: readonly { readonly name: string; readonly digest: Digest; readonly bytes: number }[]
  readonly withheldOriginals: readonly Digest[]
}

/** Null where the body is of another shape, names a file twice, or names one outside the bundle or inside its evidence. */
export function parsePublishedBody(body: JournalRecord['body']): PublishedBody | null {
  const { journal, files, withheldOriginals = [] } = body
  if (!isLogState(journal) || !isList(files) || !isList(withheldOriginals)) return null
  if (!files.every(isFile) || !withheldOriginals.every(isDigestValue)) return null
  if (new Set(files.map(({ name }) => name)).size !== files.length) return null
  return { journal, files, withheldOriginals }
}

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value)
const isDigestValue = (value: unknown): value is Digest => typeof value === 'string' && isDigest(value)

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {}

function isLogState(value: unknown): value is LogState {
  const { size, root } = fieldsOf(value)
  return Number.isSafeInteger(size) && isDigestValue(root)
}

function isFile(value: unknown): value is PublishedBody['files'][number] {
  const { name, digest, bytes } = fieldsOf(value)
  return typeof name === 'string' && isFileName(name) && isDigestValue(digest) && Number.isSafeInteger(bytes)
}

function isFileName(name: string): boolean {
  const parts = name.split('/')
  return parts[0] !== EVIDENCE_FOLDER && parts.every((part) => part !== '' && part !== '.' && part !== '..')
}
