// SPDX-License-Identifier: Apache-2.0

/** Who somebody is to an identity provider (OpenID Connect Core 1.0, section 2): a subject means something under its issuer alone. */
export interface OutsideIdentity {
  readonly issuer: string
  readonly subject: string
}

/** Longest subject that OpenID Connect allows. */
const MOST_SUBJECT_CHARACTERS = 255

export const isSubject = (text: string): boolean =>
  text !== '' && text.length <= MOST_SUBJECT_CHARACTERS && /^[\x20-\x7e]+$/.test(text)
