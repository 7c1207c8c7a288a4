// SPDX-License-Identifier: Apache-2.0
import { EVIDENCE_FOLDER } from '../layout.ts'
import { mismatchOf, type Check } from './verification.ts'

/** The published files are those that the last record names, and each is byte for byte what the records come to. */
export const checkFigures: Check = async (verification) => {
  const mismatch = mismatchOf('figures')
  const { sizes, published, edition, files } = verification
  const { journal, files: named } = published!.body
  const names = new Set(named.map(({ name }) => name))
  for (const name of names) if (!sizes.has(name)) return mismatch('file-missing', name)
  for (const path of [...sizes.keys()].sort()) {
    if (!path.startsWith(`${EVIDENCE_FOLDER}/`) && !names.has(path)) return mismatch('file-unexpected', path)
  }

  const complaint = edition!.finish(journal)
  if (complaint !== null) return mismatch('record-not-understood', null, { found: complaint })
  await edition!.compare()
  const results = await edition!.results()
  for (const name of [...results.keys()].sort()) {
    if (!names.has(name)) return mismatch('file-not-published', name)
  }
  for (const { name, digest, bytes } of named) {
    const result = results.get(name)
    if (result === undefined) return mismatch('file-not-recomputed', name)
    if (result.difference !== null) {
      const { code, ...details } = result.difference
      return mismatch(code, name, details)
    }
    if (result.digest !== digest || result.bytes !== bytes) {
      return mismatch('file-digest-differs', name, {
        recordIndex: published!.index,
        expected: `${digest} (${bytes} bytes)`,
        found: `${result.digest} (${result.bytes} bytes)`,
      })
    }
    files.checked += 1
  }
  return null
}
