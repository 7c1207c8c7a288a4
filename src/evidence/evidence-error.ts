// SPDX-License-Identifier: Apache-2.0

export type EvidenceErrorCode =
  | 'original-missing'
  | 'journal-sealed'
  | 'file-exists'
  | 'file-missing'
  | 'record-unreadable'
  | 'signer-unusable'
  | 'spool-closed'

/** A bug or a failed read or write in keeping evidence; bad input is never one. */
export class EvidenceError extends Error {
  readonly code: EvidenceErrorCode

  constructor(code: EvidenceErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'EvidenceError'
    this.code = code
  }
}
