// SPDX-License-Identifier: Apache-2.0
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const CIPHER = 'aes-256-gcm'
const KEY_BYTES = 32
const TAG_BYTES = 16
/** One key seals one text, so that no two texts share a key and a nonce. */
const NONCE = new Uint8Array(12)

/** A text under a key of its own: destroying the key destroys the text wherever copies of it lie. */
export interface SealedText {
  readonly key: Uint8Array
  readonly sealed: Uint8Array
}

export function sealText(text: string): SealedText {
  const key = randomBytes(KEY_BYTES)
  const cipher = createCipheriv(CIPHER, key, NONCE)
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return { key, sealed: Buffer.concat([cipher.getAuthTag(), body]) }
}

/** Throws Error where the bytes were not sealed under this key. */
export function openText({ key, sealed }: SealedText): string {
  const decipher = createDecipheriv(CIPHER, key, NONCE)
  decipher.setAuthTag(sealed.subarray(0, TAG_BYTES))
  return Buffer.concat([decipher.update(sealed.subarray(TAG_BYTES)), decipher.final()]).toString('utf8')
}
