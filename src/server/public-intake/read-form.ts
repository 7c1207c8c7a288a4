// SPDX-License-Identifier: Apache-2.0
import type { Submission } from '#adapters'
import { SOURCE_USES, stripImage, type SourceUse } from '#people'

import type { IntakeNote } from './intake-page.ts'

const MOST_WORDS = 20_000
const MOST_PICTURES = 8

type Refused = Exclude<IntakeNote, { readonly kind: 'thanks' }>

/** The form as a browser sends it (RFC 7578); null where it cannot be read. */
export async function readForm(
  bytes: Uint8Array<ArrayBuffer>,
  contentType: string,
): Promise<FormData | null> {
  if (!/^multipart\/form-data\b/i.test(contentType)) return null
  try {
    // oxlint-disable-next-line typescript/no-deprecated -- warns of bodies without an end; this one is whole and bounded.
    return await new Response(bytes, { headers: { 'content-type': contentType } }).formData()
  } catch {
    // Whatever a stranger may send that is no form is one answer.
    return null
  }
}

/** What somebody sends in, or what keeps it from being taken: nothing in it, no use agreed to, a picture that cannot be cleaned. */
export async function readSubmission(form: FormData): Promise<Submission | Refused> {
  const words = textOf(form, 'words').trim()
  const files = form.getAll('pictures').filter((part) => typeof part !== 'string' && part.size > 0)
  const pictures = await Promise.all(
    files.map(async (file) => new Uint8Array(await (file as Blob).arrayBuffer())),
  )
  const uses = usesOf(form)
  if (words === '' && pictures.length === 0) return { kind: 'empty' }
  if (uses.length === 0) return { kind: 'no-use' }
  if (words.length > MOST_WORDS || pictures.length > MOST_PICTURES) return { kind: 'too-large' }
  if (!pictures.every((bytes) => stripImage(bytes).ok)) return { kind: 'picture-refused' }
  return { words, pictures, uses }
}

/** The code and the uses taken back; all of them where none is named. */
export function readWithdrawal(form: FormData): {
  readonly code: string
  readonly uses: readonly SourceUse[]
} {
  const uses = usesOf(form)
  return { code: textOf(form, 'code').slice(0, 100), uses: uses.length === 0 ? SOURCE_USES : uses }
}

const usesOf = (form: FormData): readonly SourceUse[] =>
  SOURCE_USES.filter((use) => form.getAll('uses').includes(use))

function textOf(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? Buffer.from(value).toString() : ''
}
