// SPDX-License-Identifier: Apache-2.0
import { equalBytes, fromBase64, fromUtf8, joinBytes, toBase64, toUtf8 } from '../bytes.ts'
import type { Cryptography, Signer } from '../ports.ts'
import { isKeyName, keyId } from './verifier-key.ts'

/** A C2SP signed note: text that ends in a newline, an empty line, then one signature per line. */
export interface Note {
  readonly text: string
  readonly signatures: readonly NoteSignature[]
}

export interface NoteSignature {
  readonly name: string
  readonly keyId: Uint8Array
  readonly signature: Uint8Array
}

const SIGNATURE_BYTES = 64
/** More than any log with its witnesses has; a note is read whole. */
const MOST_NOTE_BYTES = 1_000_000
const MOST_SIGNATURES = 100

/** The signed note over `text`, which ends in a newline. */
export function formatNote(
  cryptography: Pick<Cryptography, 'sha256'>,
  text: string,
  signer: Signer,
): Uint8Array {
  const signature = signer.sign(toUtf8(text))
  const id = keyId(cryptography, signer.name, signer.publicKey)
  return toUtf8(`${text}\n\u2014 ${signer.name} ${toBase64(joinBytes(id, signature))}\n`)
}

/** Null where the bytes are no signed note. */
export function parseNote(bytes: Uint8Array): Note | null {
  if (bytes.length > MOST_NOTE_BYTES) return null
  const whole = fromUtf8(bytes)
  if (whole === null || hasControlCharacter(whole)) return null
  const border = whole.lastIndexOf('\n\n')
  if (border < 0 || !whole.endsWith('\n')) return null
  const lines = whole.slice(border + 2, -1).split('\n')
  if (lines.length > MOST_SIGNATURES) return null
  const signatures: NoteSignature[] = []
  for (const line of lines) {
    const signature = parseSignature(line)
    if (signature === null) return null
    signatures.push(signature)
  }
  return { text: whole.slice(0, border + 1), signatures }
}

/** What the note carries in the name of this key, right or wrong; null where one of them can be none. */
export function signaturesBy(
  cryptography: Pick<Cryptography, 'sha256'>,
  note: Note,
  name: string,
  publicKey: Uint8Array,
): readonly Uint8Array[] | null {
  const id = keyId(cryptography, name, publicKey)
  const own = note.signatures.filter((one) => one.name === name && equalBytes(one.keyId, id))
  return own.every(({ signature }) => signature.length === SIGNATURE_BYTES)
    ? own.map(({ signature }) => signature)
    : null
}

/** True where the note carries a signature by this key that fits, and no broken one in its name. */
export function isSignedBy(
  cryptography: Cryptography,
  note: Note,
  name: string,
  publicKey: Uint8Array,
): boolean {
  const own = signaturesBy(cryptography, note, name, publicKey) ?? []
  const message = toUtf8(note.text)
  return own.length > 0 && own.every((signature) => cryptography.verifyEd25519(publicKey, message, signature))
}

function parseSignature(line: string): NoteSignature | null {
  const parts = line.split(' ')
  const [dash, name, encoded] = parts
  if (parts.length !== 3 || dash !== '\u2014' || name === undefined || !isKeyName(name)) return null
  const bytes = fromBase64(encoded ?? '')
  if (bytes === null || bytes.length < 5) return null
  return { name, keyId: bytes.slice(0, 4), signature: bytes.slice(4) }
}

function hasControlCharacter(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code < 32 && code !== 10) return true
  }
  return false
}
