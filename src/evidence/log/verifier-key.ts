// SPDX-License-Identifier: Apache-2.0
import { ok, problem, refuse, type Result } from '#kernel'

import { equalBytes, fromBase64, fromHex, joinBytes, toBase64, toHex, toUtf8 } from '../bytes.ts'
import type { Cryptography } from '../ports.ts'

/** Signature type byte of Ed25519 in a C2SP signed note. */
const ED25519 = 1
const KEY_BYTES = 32

/** DER before the 32 key bytes of an Ed25519 SubjectPublicKeyInfo (RFC 8410, section 4). */
const SPKI_PREFIX = fromHex('302a300506032b6570032100')!

/** Whose signature is looked for; a PEM file carries no name, so the name of the log stands in for it. */
export interface VerifierKey {
  readonly name: string | null
  readonly publicKey: Uint8Array
}

/** A name that can stand in a note: not empty, no space of any kind, no plus sign. */
export const isKeyName = (name: string): boolean => name !== '' && !/[\s+]/u.test(name)

/** The first four bytes of SHA-256 over name, newline, type and key: what a signature line names its key by. */
export function keyId(
  cryptography: Pick<Cryptography, 'sha256'>,
  name: string,
  publicKey: Uint8Array,
): Uint8Array {
  return cryptography.sha256(joinBytes(toUtf8(`${name}\n`), Uint8Array.of(ED25519), publicKey)).slice(0, 4)
}

/** `<name>+<key id in hexadecimal>+<base64 of type and key>`: the text form of a note's verifier key. */
export function formatVerifierKey(
  cryptography: Pick<Cryptography, 'sha256'>,
  name: string,
  publicKey: Uint8Array,
): string {
  const id = toHex(keyId(cryptography, name, publicKey))
  return `${name}+${id}+${toBase64(joinBytes(Uint8Array.of(ED25519), publicKey))}`
}

/** Reads a key file: one vkey line, or an SPKI PEM with an Ed25519 key. */
export function parseVerifierKey(
  cryptography: Pick<Cryptography, 'sha256'>,
  text: string,
): Result<VerifierKey> {
  const trimmed = text.trim()
  return trimmed.startsWith('-----BEGIN') ? parsePem(trimmed) : parseLine(cryptography, trimmed)
}

function parsePem(text: string): Result<VerifierKey> {
  const body = /^-----BEGIN PUBLIC KEY-----\s+([A-Za-z0-9+/=\s]+?)\s*-----END PUBLIC KEY-----$/.exec(
    text,
  )?.[1]
  if (body === undefined) {
    const code = text.includes('PRIVATE KEY') ? 'key-is-private' : 'key-unreadable'
    return refuse(problem('', code))
  }
  const der = fromBase64(body.replace(/\s/g, ''))
  if (der === null) return refuse(problem('', 'key-unreadable'))
  const prefix = der.slice(0, SPKI_PREFIX.length)
  if (der.length !== SPKI_PREFIX.length + KEY_BYTES || !equalBytes(prefix, SPKI_PREFIX)) {
    return refuse(problem('', 'key-not-ed25519'))
  }
  return ok({ name: null, publicKey: der.slice(SPKI_PREFIX.length) })
}

function parseLine(cryptography: Pick<Cryptography, 'sha256'>, line: string): Result<VerifierKey> {
  const parts = /^([^+\n]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(line)
  if (parts === null || !isKeyName(parts[1]!)) return refuse(problem('', 'key-unreadable'))
  const [, name, id, encoded] = parts as unknown as [string, string, string, string]
  const bytes = fromBase64(encoded)
  if (bytes === null) return refuse(problem('', 'key-unreadable'))
  if (bytes[0] !== ED25519 || bytes.length !== 1 + KEY_BYTES) return refuse(problem('', 'key-not-ed25519'))
  const publicKey = bytes.slice(1)
  if (toHex(keyId(cryptography, name, publicKey)) !== id) return refuse(problem('', 'key-id-does-not-match'))
  return ok({ name, publicKey })
}
