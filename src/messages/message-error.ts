// SPDX-License-Identifier: Apache-2.0
import type { Language } from './language.ts'

export type MessageErrorCode =
  | 'message-missing'
  | 'parameter-missing'
  | 'parameter-not-a-number'
  | 'form-missing'
  | 'number-style-unknown'
  | 'syntax-unsupported'

/** A sentence that cannot be written because a catalogue or its caller is wrong. */
export class MessageError extends Error {
  override readonly name = 'MessageError'
  readonly code: MessageErrorCode

  constructor(code: MessageErrorCode, language: Language, key: string, parameter?: string) {
    super(`${code}: ${language} ${key}${parameter === undefined ? '' : ` {${parameter}}`}`)
    this.code = code
  }
}
