// SPDX-License-Identifier: Apache-2.0

/** The questions that a verification asks, in this order; it stops at the first one that is answered no. */
export const CHECK_NAMES = [
  'checkpoint',
  'signer',
  'layout',
  'log',
  'records',
  'published',
  'originals',
  'figures',
] as const

export type CheckName = (typeof CHECK_NAMES)[number]

export type MismatchCode =
  // checkpoint and signer
  | 'checkpoint-missing'
  | 'checkpoint-unreadable'
  | 'signer-file-unreadable'
  | 'signature-does-not-fit'
  | 'signed-by-another-key'
  | 'key-required'
  | 'key-history-broken'
  | 'key-not-vouched-for'
  // layout
  | 'file-missing'
  | 'file-unexpected'
  | 'not-a-plain-file'
  | 'file-size'
  // log
  | 'entries-unreadable'
  | 'entry-differs-from-tile'
  | 'tile-differs-from-entries'
  | 'root-differs'
  // records
  | 'record-unreadable'
  | 'record-not-canonical'
  | 'record-out-of-order'
  | 'record-missing'
  | 'record-unexpected'
  | 'record-differs-from-commitment'
  | 'record-not-understood'
  // published
  | 'published-record-missing'
  | 'published-record-unreadable'
  | 'published-record-not-last'
  | 'published-size-differs'
  | 'published-root-differs'
  // originals
  | 'original-differs-from-name'
  | 'original-not-named'
  | 'original-missing'
  | 'original-not-withheld'
  // figures
  | 'figure-differs'
  | 'file-ends-early'
  | 'file-goes-on'
  | 'file-not-recomputed'
  | 'file-not-published'
  | 'file-digest-differs'

/** The first thing that does not match: where it is, what it should be and what it is. */
export interface Mismatch {
  readonly check: CheckName
  readonly code: MismatchCode
  /** Path in the bundle; null where the fault is in no file, such as a key that was asked for and not given. */
  readonly file: string | null
  readonly recordIndex?: number
  /** Which figure of the file: `counts.incidents`, or line and character. */
  readonly figure?: string
  readonly expected?: string
  readonly found?: string
}

export type CheckVerdict = 'passed' | 'failed' | 'not-reached'

/**
 * What a verification found. Never a bare yes: `self-consistent` says that everything fits together and that nobody knows who
 * signed it; `verified` says that the holder of the given key did. Withheld parts are counted apart from checked ones.
 */
export interface VerificationOutcome {
  readonly verdict: 'verified' | 'self-consistent' | 'failed'
  readonly signer: {
    /** True where the checkpoint carries a fitting signature by the key that the caller gave. */
    readonly established: boolean
    /** Origin line of the log: a claim as long as the signer is not established. */
    readonly name: string | null
    /** True where the key is the one that everybody has. */
    readonly exercise: boolean
  }
  readonly journal: { readonly size: number; readonly root: string } | null
  readonly checks: readonly { readonly name: CheckName; readonly verdict: CheckVerdict }[]
  readonly records: {
    readonly checked: number
    /** Left out for this audience; the log commits to each. */
    readonly withheld: number
    readonly failed: number
    readonly notReached: number
  }
  readonly originals: { readonly checked: number; readonly withheld: number }
  /** Published files made again from the records and found equal. */
  readonly files: { readonly checked: number }
  readonly tiles: { readonly checked: number }
  readonly firstMismatch: Mismatch | null
}
