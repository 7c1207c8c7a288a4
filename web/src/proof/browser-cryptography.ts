// SPDX-License-Identifier: Apache-2.0
import type { RecordProofRequest } from '#evidence/verify'

import { sha256 } from '../digest/sha-256.ts'

/** What checking a proof takes, in a browser: signatures by WebCrypto, which answers only over TLS and on the machine itself. */
export const browserCryptography: RecordProofRequest['cryptography'] = {
  sha256,
  async verifyEd25519(publicKey, message, signature) {
    const key = await crypto.subtle.importKey('raw', own(publicKey), 'Ed25519', false, ['verify'])
    return crypto.subtle.verify('Ed25519', key, own(signature), own(message))
  },
}

/** A copy that no other thread shares, as WebCrypto wants it. */
const own = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => Uint8Array.from(bytes)
