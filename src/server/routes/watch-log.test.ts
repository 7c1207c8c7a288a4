// SPDX-License-Identifier: Apache-2.0
import { afterEach, expect, test } from 'vitest'

import { parseVerifierKey } from '#evidence'
import type { JsonValue } from '#kernel'
import { checkHandOverNote } from '#notices'

import {
  body,
  codesOf,
  CRYPTOGRAPHY,
  OPENED,
  openProceedingDesk,
  SIGNER,
  type ProceedingDesk,
} from '../../../test/proceeding-desk.ts'

const desks: ProceedingDesk[] = []
afterEach(async () => {
  await Promise.all(desks.splice(0).map(({ place }) => place.close()))
})

test('[NO7] the watch log has what was written and what happened, for the Mechanism; who hands over confirms a note of all of it, which the mission signs', async () => {
  const desk = await openProceedingDesk()
  desks.push(desk)
  const { analyst, verifier, commissioner, liaisonA } = desk.chairs
  const from = await desk.place.ledger.sizeOf('public')
  expect((await analyst.ask('POST', '/api/v1/watch-log', { text: 'fog in the north' })).status).toBe(201)
  await analyst.ask('POST', '/api/v1/cases', OPENED)
  for (const other of [commissioner, liaisonA]) {
    expect((await other.ask('GET', '/api/v1/watch-log')).status).toBe(403)
    expect((await other.ask('POST', '/api/v1/watch-log', { text: 't' })).status).toBe(403)
  }
  const seen = await body(await verifier.ask('GET', `/api/v1/watch-log?from=${from}`))
  expect(seen['items']).toMatchObject([
    { kind: 'watch-entry', what: 'written', text: 'fog in the north' },
    { kind: 'case', what: 'opened', of: 'k1', text: null },
  ])
  const shift = { from, text: 'quiet' }
  const ask = async (who: typeof analyst, path: string, asked: object) =>
    who.ask('POST', `/api/v1/hand-over-notes${path}`, asked)
  const { digest, document } = await body(await ask(analyst, '/draft', shift))
  const expected = { exercise: true, from, to: from + 2, text: 'quiet', entries: seen['items'] }
  expect(document).toMatchObject(expected)
  // What happens between reading and confirming is the next shift's.
  await analyst.ask('POST', '/api/v1/watch-log', { text: 'fog lifts' })
  const confirmed = { ...shift, to: from + 2, confirms: digest }
  const refusedFor = async (who: typeof analyst, change: object) =>
    codesOf(await ask(who, '', { ...confirmed, ...change }))
  expect(await refusedFor(analyst, { text: 'loud' })).toEqual([409, 'conflict', ['another-note-was-read']])
  expect(await refusedFor(analyst, { to: from + 3 })).toEqual([409, 'conflict', ['another-note-was-read']])
  // Nobody hands over in another's name.
  expect(await refusedFor(verifier, {})).toEqual([409, 'conflict', ['another-note-was-read']])
  expect(await refusedFor(analyst, { to: from + 99 })).toEqual([400, 'body-unusable', ['as-of-not-reached']])
  expect((await ask(commissioner, '/draft', shift)).status).toBe(403)
  const note = await body(await ask(analyst, '', confirmed))
  expect(note).toMatchObject({ digest, document })
  const { index } = note['log'] as { index: number }
  const again = await body(await verifier.ask('GET', `/api/v1/hand-over-notes/${index}`))
  expect(again).toEqual({ document, signed: note['signed'], key: note['key'] })
  for (const [who, path, status] of [
    [verifier, index - 1, 404],
    [commissioner, index, 403],
  ] as const) {
    expect((await who.ask('GET', `/api/v1/hand-over-notes/${path}`)).status).toBe(status)
  }
  const key = parseVerifierKey(CRYPTOGRAPHY, String(note['key']))
  expect(key.ok && key.value).toMatchObject({ name: SIGNER.name, publicKey: SIGNER.publicKey })
  const said = { document: document as JsonValue, signed: String(note['signed']) }
  expect(checkHandOverNote(CRYPTOGRAPHY, said, SIGNER)).toEqual({ ok: true, value: digest })
})
