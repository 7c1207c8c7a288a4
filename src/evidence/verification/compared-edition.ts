// SPDX-License-Identifier: Apache-2.0
import type { LogState } from '../ports.ts'
import type { JournalRecord } from '../record.ts'
import { createFileComparison, type ComparedFile } from './file-comparison.ts'
import type { VerificationRequest } from './verification.ts'

/** An edition made again, held against the published files while it grows. */
export interface ComparedEdition {
  /** Null, or why the record makes no sense to the edition. */
  add(record: JournalRecord): string | null
  finish(journal: LogState): string | null
  /** Compares what was written since the last time, so that no file has to fit into memory. */
  compare(): Promise<void>
  /** Ends the comparison: what became of each file that the edition wrote. */
  results(): Promise<ReadonlyMap<string, ComparedFile>>
}

export function createComparedEdition(
  {
    files,
    cryptography,
    createEdition,
  }: Pick<VerificationRequest, 'files' | 'cryptography' | 'createEdition'>,
  sizes: ReadonlyMap<string, number>,
): ComparedEdition {
  const comparisons = new Map<string, ReturnType<typeof createFileComparison>>()
  const edition = createEdition((file, text) => {
    let comparison = comparisons.get(file)
    if (comparison === undefined) {
      comparison = createFileComparison(file, sizes.has(file) ? files : null, cryptography)
      comparisons.set(file, comparison)
    }
    comparison.expect(text)
  })
  return {
    add: (record) => complaintOf(() => edition.add(record)),
    finish: (journal) => complaintOf(() => edition.finish(journal)),
    async compare() {
      for (const comparison of comparisons.values()) await comparison.compare()
    },
    async results() {
      const results = new Map<string, ComparedFile>()
      for (const [file, comparison] of comparisons) results.set(file, await comparison.finish())
      return results
    },
  }
}

/** The records are a stranger's: what they make the edition throw is an answer here, not a fault of the program. */
function complaintOf(step: () => void): string | null {
  try {
    step()
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
