// SPDX-License-Identifier: Apache-2.0

export type DatabaseErrorCode =
  | 'in-use'
  | 'from-a-later-version'
  | 'turn-is-over'
  | 'original-not-declared'
  | 'closed'
  | 'driver-missing'

/** A mission's database cannot be used as asked; the message says what to do. */
export class DatabaseError extends Error {
  readonly code: DatabaseErrorCode

  constructor(code: DatabaseErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'DatabaseError'
    this.code = code
  }
}
