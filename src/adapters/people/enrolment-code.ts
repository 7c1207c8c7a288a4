// SPDX-License-Identifier: Apache-2.0
import { randomBytes, randomInt, timingSafeEqual } from 'node:crypto'

import { digestOf, type Digest } from '#kernel'

/** Without letters and digits that are read for one another (Crockford's base 32). */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
const CHARACTERS = 20
const GROUP = 5

/** A code of 100 random bits to be told by voice or on paper, in groups of five. */
export function newOneTimeSecretCode(): string {
  const characters = Array.from({ length: CHARACTERS }, () => ALPHABET[randomInt(ALPHABET.length)])
  return characters.join('').replaceAll(/.{5}(?=.)/g, (group) => `${group.slice(0, GROUP)}-`)
}

/** Of the code as typed: spaces, hyphens and capitals do not count. It has too many bits for its digest to be turned back. */
export const digestOfCode = (code: string): Digest => digestOf(code.toLowerCase().replaceAll(/[\s-]/g, ''))

/** Whether the code is the one with this digest, in the same time for every code. */
export function isCode(code: string, digest: Digest | null): boolean {
  const expected = Buffer.from(digest ?? digestOf('nobody’s'), 'hex')
  return timingSafeEqual(Buffer.from(digestOfCode(code), 'hex'), expected) && digest !== null
}

export const newPersonId = (): string => randomBytes(16).toString('hex')
