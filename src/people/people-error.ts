// SPDX-License-Identifier: Apache-2.0

export type PeopleErrorCode = 'event-impossible' | 'secret-unreadable' | 'vault-damaged'

/** A bug, a forged record or a key that does not fit; what people do wrong is never one. */
export class PeopleError extends Error {
  readonly code: PeopleErrorCode

  constructor(code: PeopleErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'PeopleError'
    this.code = code
  }
}
