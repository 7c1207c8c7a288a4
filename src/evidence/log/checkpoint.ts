// SPDX-License-Identifier: Apache-2.0
import { fromBase64, fromHex, toBase64, toHex } from '../bytes.ts'
import { HASH_BYTES } from '../merkle/index.ts'
import type { Cryptography, LogState, Signer } from '../ports.ts'
import { formatNote, parseNote, type Note } from './note.ts'

/** What a log says of itself at one moment: its name, how many entries, and the root over them. */
export interface Checkpoint extends LogState {
  readonly origin: string
  readonly note: Note
}

/** Signed checkpoint of C2SP tlog-checkpoint: origin, size, root in base64. */
export function formatCheckpoint(
  cryptography: Pick<Cryptography, 'sha256'>,
  state: LogState,
  signer: Signer,
): Uint8Array {
  const root = toBase64(fromHex(state.root)!)
  return formatNote(cryptography, `${signer.name}\n${state.size}\n${root}\n`, signer)
}

/** Null where the bytes are no checkpoint; lines after the root, which the format leaves open, are refused: we write none. */
export function parseCheckpoint(bytes: Uint8Array): Checkpoint | null {
  const note = parseNote(bytes)
  if (note === null) return null
  const lines = note.text.split('\n')
  const [origin, size, encodedRoot, end] = lines
  if (lines.length !== 4 || end !== '' || !origin) return null
  if (size === undefined || !/^(0|[1-9]\d{0,15})$/.test(size) || !Number.isSafeInteger(Number(size)))
    return null
  const root = fromBase64(encodedRoot ?? '')
  if (root === null || root.length !== HASH_BYTES) return null
  return { origin, size: Number(size), root: toHex(root), note }
}
