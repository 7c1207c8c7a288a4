// SPDX-License-Identifier: Apache-2.0
import { formatNote, isSignedBy, parseNote, toUtf8, type Cryptography, type Signer } from '#evidence'
import { digestOfJson, ok, problem, refuse, type Digest, type JsonValue, type Result } from '#kernel'

const SCHEMA = 'marsad/hand-over-note@1'

/** One line of the watch log as a note holds it. */
export interface HandedOver {
  /** Place in the public log. */
  readonly index: number
  readonly at: string
  readonly kind: string
  readonly what: string
  readonly of: string | null
  readonly person: string | null
  readonly text: string | null
}

/** What one watch leaves to the next: everything from one size of the public log up to another, and the words of who hands over. */
export interface HandOverNote {
  readonly schema: typeof SCHEMA
  readonly exercise: boolean
  readonly from: number
  readonly to: number
  readonly by: string
  readonly text: string
  readonly entries: readonly HandedOver[]
}

export const createHandOverNote = (content: Omit<HandOverNote, 'schema'>): HandOverNote => ({
  schema: SCHEMA,
  ...content,
})

export const digestOfNote = (note: HandOverNote): Digest => digestOfJson(note as unknown as JsonValue)

/** A first line that no checkpoint and no statement about keys has, then the digest of the note: what is signed. */
const signedText = (digest: string): string => `${SCHEMA}\n${digest}\n`

/** The signature of the mission over a note, as a C2SP signed note over its digest. */
export const signHandOverNote = (
  cryptography: Pick<Cryptography, 'sha256'>,
  note: HandOverNote,
  signer: Signer,
): string => new TextDecoder().decode(formatNote(cryptography, signedText(digestOfNote(note)), signer))

/**
 * Says whether this key signed exactly this document. Problems: `note-unreadable` where there is no signed note,
 * `note-of-other-words` where another document was signed, `note-not-signed` where not by this key.
 */
export function checkHandOverNote(
  cryptography: Cryptography,
  { document, signed }: { readonly document: JsonValue; readonly signed: string },
  key: Pick<Signer, 'name' | 'publicKey'>,
): Result<Digest> {
  const note = parseNote(toUtf8(signed))
  if (note === null) return refuse(problem('signed', 'note-unreadable'))
  const digest = digestOfJson(document)
  if (note.text !== signedText(digest)) return refuse(problem('document', 'note-of-other-words'))
  return isSignedBy(cryptography, note, key.name, key.publicKey)
    ? ok(digest)
    : refuse(problem('signed', 'note-not-signed', { name: key.name }))
}
