// SPDX-License-Identifier: Apache-2.0

export type IntakeErrorCode = 'feed-refused' | 'source-unreachable' | 'source-refused' | 'answer-unusable'

/** What keeps an original from being fetched. Its message has no address: a key may stand in one. */
export class IntakeError extends Error {
  readonly code: IntakeErrorCode
  constructor(code: IntakeErrorCode, message: string) {
    super(message)
    this.name = 'IntakeError'
    this.code = code
  }
}
