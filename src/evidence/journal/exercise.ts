// SPDX-License-Identifier: Apache-2.0
import { toUtf8 } from '../bytes.ts'
import type { Cryptography } from '../ports.ts'

/** Origin of every log that the exercise key signs: the name says that it proves nothing about who signed. */
export const EXERCISE_ORIGIN = 'marsad.example/EXERCISE'

const EXERCISE_KEY_SENTENCE =
  'marsad EXERCISE signing key: published on purpose, proves nothing about who signed'
const EXERCISE_SALT_SENTENCE = 'marsad EXERCISE salt key: published on purpose, hides nothing'

/** Ed25519 public key of the exercise seed, by which a verifier knows that a signature says nothing. */
export const EXERCISE_PUBLIC_KEY = '2f645da58ad2641ac37b904d9aa6a57a47495abcca094bed338fa205ab347153'

/** Private Ed25519 seed of the exercise key, made from a sentence so that anybody can make it again. */
export const exerciseSigningSeed = ({ sha256 }: Pick<Cryptography, 'sha256'>): Uint8Array =>
  sha256(toUtf8(EXERCISE_KEY_SENTENCE))

export const exerciseSaltKey = ({ sha256 }: Pick<Cryptography, 'sha256'>): Uint8Array =>
  sha256(toUtf8(EXERCISE_SALT_SENTENCE))
