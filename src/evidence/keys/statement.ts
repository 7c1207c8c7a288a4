// SPDX-License-Identifier: Apache-2.0
import { fromUtf8, joinBytes, toUtf8 } from '../bytes.ts'
import {
  formatNote,
  formatVerifierKey,
  parseNote,
  parseVerifierKey,
  type Note,
  type VerifierKey,
} from '../log/index.ts'
import type { Cryptography, Signer } from '../ports.ts'

/** A key of a log with the name that it signs under. */
export interface NamedKey extends VerifierKey {
  readonly name: string
}

/**
 * What a mission says of its signing keys, as a signed note. `introduced`: the first key. `rotated`: up to and with `size` the old key
 * signs, above it the new one. `revoked`: what this key signed above `size` is worth nothing.
 */
export type KeyStatement =
  | { readonly kind: 'introduced'; readonly key: NamedKey; readonly size: number }
  | { readonly kind: 'rotated'; readonly old: NamedKey; readonly key: NamedKey; readonly size: number }
  | { readonly kind: 'revoked'; readonly key: NamedKey; readonly size: number }

const HEAD = 'marsad/key-statement@1'

/** The note, signed by each signer in turn: a rotation by the old key and the new one, a revocation by the key in force. */
export function formatKeyStatement(
  cryptography: Pick<Cryptography, 'sha256'>,
  statement: KeyStatement,
  signers: readonly [Signer, ...Signer[]],
): string {
  const text = toText(cryptography, statement)
  const [first, ...others] = signers.map((signer) => formatNote(cryptography, text, signer))
  const signatures = others.map((note) => note.subarray(toUtf8(`${text}\n`).length))
  return fromUtf8(joinBytes(first!, ...signatures))!
}

/** Null where the text is no statement about keys; whether the signatures fit is asked of the history. */
export function parseKeyStatement(
  cryptography: Pick<Cryptography, 'sha256'>,
  noteText: string,
): { readonly statement: KeyStatement; readonly note: Note } | null {
  const note = parseNote(toUtf8(noteText))
  if (note === null) return null
  const [head, kind, size, ...keys] = note.text.slice(0, -1).split('\n')
  if (head !== HEAD || size === undefined || !/^(0|[1-9]\d{0,14})$/.test(size)) return null
  const named: NamedKey[] = []
  for (const line of keys) {
    const key = parseVerifierKey(cryptography, line)
    if (!key.ok || key.value.name === null) return null
    named.push({ name: key.value.name, publicKey: key.value.publicKey })
  }
  const statement = toStatement(kind, Number(size), named)
  return statement === null ? null : { statement, note }
}

function toStatement(
  kind: string | undefined,
  size: number,
  [first, second, ...more]: readonly NamedKey[],
): KeyStatement | null {
  if (first === undefined || more.length > 0) return null
  if (kind === 'rotated') return second === undefined ? null : { kind, old: first, key: second, size }
  if (second !== undefined) return null
  return kind === 'introduced' || kind === 'revoked' ? { kind, key: first, size } : null
}

function toText(cryptography: Pick<Cryptography, 'sha256'>, statement: KeyStatement): string {
  const keys = statement.kind === 'rotated' ? [statement.old, statement.key] : [statement.key]
  const lines = keys.map(({ name, publicKey }) => formatVerifierKey(cryptography, name, publicKey))
  return `${[HEAD, statement.kind, String(statement.size), ...lines].join('\n')}\n`
}
