// SPDX-License-Identifier: Apache-2.0
import type { JsonValue } from '#kernel'

export const RECORD_SCHEMA = 'marsad/record@1'

/** One entry of the journal: what was received, worked out, decided or published. Its canonical JSON is what the log commits to. */
export interface JournalRecord {
  readonly schema: typeof RECORD_SCHEMA
  readonly kind: string
  /** When it was so, as an RFC 3339 instant in UTC. */
  readonly time: string
  /** Named audiences that may read it. */
  readonly audiences: readonly string[]
  readonly body: { readonly [key: string]: JsonValue | undefined }
}

/** How a record stands in a bundle: readable with the salt that opens its commitment, or left out with the commitment alone. */
export type BundledRecord =
  | { readonly index: number; readonly record: JournalRecord; readonly salt: string }
  | { readonly index: number; readonly commitment: string; readonly withheld: true }
