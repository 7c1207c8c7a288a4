// SPDX-License-Identifier: Apache-2.0
import type { Digest } from '#kernel'

import { joinBytes } from '../bytes.ts'
import type { EditionFactory } from '../edition.ts'
import type { Checkpoint, VerifierKey } from '../log/index.ts'
import type { BundleFiles, Cryptography } from '../ports.ts'
import type { ComparedEdition } from './compared-edition.ts'
import type { Mismatch, MismatchCode, CheckName } from './outcome.ts'
import type { PublishedBody } from './published-body.ts'

/** How a record of the journal was answered. */
export type RecordAnswer = 'checked' | 'withheld' | 'failed'

export interface VerificationRequest {
  readonly files: BundleFiles
  readonly cryptography: Cryptography
  /** Makes the published files again from the records. */
  readonly createEdition: EditionFactory
  /** Whose signature is asked for; without it the signer stays unknown. */
  readonly key?: VerifierKey | null
  /** What the mission said of its keys, in order: with it `key` may be any key of that history, and the signer's the one of its time. */
  readonly keyStatements?: readonly string[] | null
  /** Fails without a key. */
  readonly requireKey?: boolean
  readonly onProgress?: (check: CheckName, done: number, total: number) => void
  readonly onRecord?: (index: number, answer: RecordAnswer) => void
}

/** What the checks know so far; each check fills in what the later ones need. */
export interface Verification {
  readonly request: VerificationRequest
  /** Bytes of every plain file by its path in the bundle. */
  readonly sizes: ReadonlyMap<string, number>
  readonly irregular: readonly string[]
  checkpoint: Checkpoint | null
  signerName: string | null
  signerKey: Uint8Array | null
  established: boolean
  /** Root over all entries but the last. */
  rootBeforeLast: string | null
  readonly records: { checked: number; withheld: number; failed: number }
  readonly tiles: { checked: number }
  readonly originals: { checked: number; withheld: number }
  readonly files: { checked: number }
  /** Originals that records say were received, with the record that says it first. */
  readonly mustHold: Map<Digest, number>
  /** Further digests by which records speak of originals. */
  readonly mayHold: Set<Digest>
  edition: ComparedEdition | null
  published: { readonly index: number; readonly body: PublishedBody } | null
}

/** A named question: null is yes. */
export type Check = (verification: Verification) => Promise<Mismatch | null>

type Details = Omit<Mismatch, 'check' | 'code' | 'file'>

/** Makes the mismatches of one check. */
export const mismatchOf =
  (check: CheckName) =>
  (code: MismatchCode, file: string | null, details: Details = {}): Mismatch => ({
    check,
    code,
    file,
    ...details,
  })

/** Bytes of a file whose size is known to be small. */
export async function readWhole(files: BundleFiles, path: string): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  for await (const chunk of files.read(path)) pieces.push(chunk)
  return pieces.length === 1 ? pieces[0]! : joinBytes(...pieces)
}
