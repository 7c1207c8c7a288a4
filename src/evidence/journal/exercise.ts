// SPDX-License-Identifier: Apache-2.0
import { toUtf8 } from '../bytes.ts'
import type { Cryptography } from '../ports.ts'

/** Origin of every log that the exercise key signs: the name says that it proves nothing about who signed. */
export const EXERCISE_ORIGIN = 'marsad.example/EXERCISE'

const EXERCISE_KEY_SENTENCE =
  'marsad EXERCISE signing key: published on purpose, proves nothing about who signed'
const EXERCISE_SALT_SENTENCE = 'marsad EXERCISE salt key: published on purpose, hides nothing'

/** Private Ed25519 seed of the exercise key, made from a sentence so that anybody can make it again. */
export const exerciseSigningSeed = ({ sha256 }: Pick<Cryptography, 'sha256'>): Uint8Array =>
  sha256(toUtf8(EXERCISE_KEY_SENTENCE))

export const exerciseSaltKey = ({ sha256 }: Pick<Cryptography, 'sha256'>): Uint8Array =>
  sha256(toUtf8(EXERCISE_SALT_SENTENCE))
