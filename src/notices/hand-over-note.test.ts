// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'

import { createExerciseSigner, createNodeCryptography } from '#adapters'
import type { JsonValue } from '#kernel'

import { checkHandOverNote, createHandOverNote, signHandOverNote } from './hand-over-note.ts'

const cryptography = createNodeCryptography()
const signer = createExerciseSigner(cryptography)
const note = createHandOverNote({
  exercise: true,
  from: 3,
  to: 9,
  by: 'ann',
  text: 'quiet',
  entries: [
    {
      index: 4,
      at: '2026-07-01T00:00:00Z',
      kind: 'watch-entry',
      what: 'written',
      of: null,
      person: 'ann',
      text: 'fog in the north',
    },
  ],
})
const signed = signHandOverNote(cryptography, note, signer)

test('[NO8] a hand-over note with one word changed is no longer the one that was signed', () => {
  const codeOf = (document: object, text = signed, key = signer): string => {
    const checked = checkHandOverNote(cryptography, { document: document as JsonValue, signed: text }, key)
    return checked.ok ? 'signed' : checked.problems.map(({ code }) => code).join()
  }
  expect(codeOf(JSON.parse(JSON.stringify(note)) as object)).toBe('signed')
  const [entry] = note.entries
  for (const changed of [
    { ...note, text: 'quite' },
    { ...note, by: 'ben' },
    { ...note, to: 8 },
    { ...note, exercise: false },
    { ...note, entries: [{ ...entry, text: 'fog in the south' }] },
    { ...note, entries: [] },
  ]) {
    expect(codeOf(changed)).toBe('note-of-other-words')
  }
  const otherText = signed.replace(/\n[0-9a-f]{64}\n/, `\n${'0'.repeat(64)}\n`)
  expect(codeOf(note, otherText)).toBe('note-of-other-words')
  expect(codeOf(note, signed.replace(/.{8}\n$/, 'AAAAAAA=\n'))).toBe('note-not-signed')
  expect(codeOf(note, 'no note')).toBe('note-unreadable')
  expect(codeOf(note, signed, { ...signer, name: 'another.example/log' })).toBe('note-not-signed')
  expect(codeOf(note, signed, { ...signer, publicKey: new Uint8Array(32).fill(7) })).toBe('note-not-signed')
})
