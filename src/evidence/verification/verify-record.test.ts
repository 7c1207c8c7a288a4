// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'

import { createExerciseSigner, createNodeCryptography } from '#adapters'
import {
  commitTo,
  createTileWriter,
  createTreeHashing,
  exerciseSaltKey,
  formatCheckpoint,
  formatVerifierKey,
  parseVerifierKey,
  tilePath,
  toHex,
  toUtf8,
} from '#evidence'

import { verifyRecord, type RecordProofRequest } from './verify-record.ts'

const cryptography = createNodeCryptography()
const signer = createExerciseSigner(cryptography)
const saltKey = exerciseSaltKey(cryptography)
const recordAt = (n: number): Uint8Array => toUtf8(`{"record":${n}}`)

/** A log of so many made-up records, as it is served. */
function logOf(size: number) {
  const tiles = new Map<string, Uint8Array>()
  const writer = createTileWriter(createTreeHashing(cryptography), (tile, bytes) =>
    tiles.set(tilePath(tile), bytes),
  )
  for (let n = 0; n < size; n += 1) {
    const { commitment } = commitTo(cryptography, saltKey, cryptography.sha256(recordAt(n)))
    writer.append(commitment)
  }
  writer.finish()
  const checkpoint = formatCheckpoint(cryptography, { size, root: toHex(writer.root()) }, signer)
  return { tiles, checkpoint }
}

const vkey = formatVerifierKey(cryptography, signer.name, signer.publicKey)
const key = parseVerifierKey(cryptography, vkey)
if (!key.ok) throw new Error('no key')
const trusted = key.value

function requestFor(
  { tiles, checkpoint }: ReturnType<typeof logOf>,
  index: number,
  change: Partial<RecordProofRequest> = {},
): RecordProofRequest {
  const record = recordAt(index)
  const { salt } = commitTo(cryptography, saltKey, cryptography.sha256(record))
  return {
    index,
    claim: { kind: 'open', record, salt: toHex(salt) },
    checkpoint,
    key: trusted,
    readTile: (path) => Promise.resolve(tiles.get(path) ?? null),
    cryptography: {
      sha256: cryptography.sha256,
      verifyEd25519: (...signed) => Promise.resolve(cryptography.verifyEd25519(...signed)),
    },
    ...change,
  }
}

describe('one record in a signed log', () => {
  test.each([1, 2, 64, 255, 256, 257, 700, 66_000])(
    '[WB50] of a log of %i records the first, the last and one between are found checked from its tiles alone',
    async (size) => {
      const log = logOf(size)
      for (const index of new Set([0, Math.floor(size / 2), size - 1])) {
        expect(await verifyRecord(requestFor(log, index))).toMatchObject({ kind: 'checked', size })
      }
    },
    120_000,
  )

  test('[WB50] what is withheld is answered so, by its commitment', async () => {
    const { commitment } = commitTo(cryptography, saltKey, cryptography.sha256(recordAt(5)))
    const claim = { kind: 'withheld', commitment: toHex(commitment) } as const
    expect(await verifyRecord(requestFor(logOf(70), 5, { claim }))).toMatchObject({ kind: 'withheld' })
  })

  test('[WB50] what the log has yet to publish is answered so', async () => {
    expect(await verifyRecord(requestFor(logOf(64), 64))).toEqual({ kind: 'not-yet-published', size: 64 })
    expect(await verifyRecord(requestFor(logOf(64), 3, { checkpoint: null }))).toMatchObject({
      kind: 'not-yet-published',
    })
  })

  test('[WB51] each byte of the record, and of its salt, that is another fails at the record', async () => {
    const log = logOf(70)
    const whole = requestFor(log, 7)
    if (whole.claim.kind !== 'open') throw new Error('open expected')
    for (let at = 0; at < whole.claim.record.length; at += 1) {
      const record = whole.claim.record.slice()
      record[at]! ^= 1
      const answer = await verifyRecord({ ...whole, claim: { ...whole.claim, record } })
      expect(answer).toMatchObject({ kind: 'failed', check: 'record' })
    }
    const salt = `${whole.claim.salt.startsWith('0') ? '1' : '0'}${whole.claim.salt.slice(1)}`
    expect(await verifyRecord({ ...whole, claim: { ...whole.claim, salt } })).toMatchObject({
      kind: 'failed',
      check: 'record',
    })
    expect(await verifyRecord({ ...whole, index: 8 })).toMatchObject({ kind: 'failed', check: 'record' })
  })

  test('[WB51] a changed tile, checkpoint or signature, or another key, fails at the check that finds it', async () => {
    const log = logOf(300)
    const flipped = (path: string, at: number) => {
      const tiles = new Map(log.tiles)
      const bytes = tiles.get(path)!.slice()
      bytes[at]! ^= 1
      return { ...log, tiles: tiles.set(path, bytes) }
    }
    const checkOf = async (request: RecordProofRequest) => {
      const answer = await verifyRecord(request)
      return answer.kind === 'failed' ? answer.check : answer.kind
    }
    expect(await checkOf(requestFor(flipped('tile/0/000', 0), 9))).toBe('inclusion')
    expect(await checkOf(requestFor(flipped('tile/entries/000', 3 + 9 * 34), 9))).toBe('record')
    expect(await checkOf(requestFor({ ...log, tiles: new Map() }, 9))).toBe('record')
    const note = new TextDecoder().decode(log.checkpoint)
    const changed = (from: RegExp, to: string) => toUtf8(note.replace(from, to))
    expect(await checkOf(requestFor(log, 9, { checkpoint: changed(/\n300\n/, '\n301\n') }))).toBe('signature')
    expect(await checkOf(requestFor(log, 9, { checkpoint: toUtf8('no note') }))).toBe('checkpoint')
    const other = { name: null, publicKey: new Uint8Array(32) }
    expect(await checkOf(requestFor(log, 9, { key: other }))).toBe('signature')
    expect(await checkOf(requestFor(log, 9, { key: { ...trusted, name: 'another/log' } }))).toBe('signature')
  })
})
