// SPDX-License-Identifier: Apache-2.0
import { sha256 } from './sha-256.ts'

const asBytes = (data: Uint8Array | string): Uint8Array =>
  typeof data === 'string' ? new TextEncoder().encode(data) : data

const asHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

/** What src/kernel/digest.ts asks of Node, for the browser: SHA-256 and nothing else. */
export const hash = (_algorithm: 'sha256', data: Uint8Array | string, _encoding: 'hex'): string =>
  asHex(sha256(asBytes(data)))

export function createHash(_algorithm: 'sha256'): {
  update(bytes: Uint8Array): void
  digest(encoding: 'hex'): string
} {
  const pieces: Uint8Array[] = []
  return {
    update: (bytes) => void pieces.push(bytes.slice()),
    digest() {
      const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
      let at = 0
      for (const piece of pieces) {
        whole.set(piece, at)
        at += piece.length
      }
      return asHex(sha256(whole))
    },
  }
}
