// SPDX-License-Identifier: Apache-2.0

/** A notice that was not taken. */
export class NoticeError extends Error {
  readonly code: 'address-private' | 'refused' | 'unreachable'

  constructor(code: NoticeError['code'], message: string = code) {
    super(message)
    this.name = 'NoticeError'
    this.code = code
  }
}
