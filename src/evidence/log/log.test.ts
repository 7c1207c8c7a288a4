// SPDX-License-Identifier: Apache-2.0
import { createHash, generateKeyPairSync } from 'node:crypto'

import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { createNodeCryptography, parseSigningKey } from '#adapters'

import { exerciseSigner } from '../../../test/evidence/sample-bundle.ts'
import { equalBytes, fromUtf8, toBase64, toHex, toUtf8 } from '../bytes.ts'
import { EXERCISE_PUBLIC_KEY } from '../journal/index.ts'
import { createTreeHashing } from '../merkle/index.ts'
import { formatCheckpoint, parseCheckpoint } from './checkpoint.ts'
import { formatEntryBundle, parseEntryBundle } from './entry-bundle.ts'
import { formatNote, isSignedBy, parseNote } from './note.ts'
import { tilePath, tilesOf } from './tile-path.ts'
import { createTileWriter } from './tile-writer.ts'
import { formatVerifierKey, parseVerifierKey } from './verifier-key.ts'

const cryptography = createNodeCryptography()
const hashing = createTreeHashing(cryptography)
const entryOf = (n: number): Uint8Array => cryptography.sha256(toUtf8(`entry ${n}`))

describe('tiles', () => {
  test('[E3] paths of tlog-tiles', () => {
    expect(tilePath({ level: 0, index: 0, width: 256 })).toBe('tile/0/000')
    expect(tilePath({ level: 1, index: 1_234_067, width: 256 })).toBe('tile/1/x001/x234/067')
    expect(tilePath({ level: 'entries', index: 999, width: 1 })).toBe('tile/entries/999.p/1')
    expect(tilePath({ level: 2, index: 1_000, width: 7 })).toBe('tile/2/x001/000.p/7')
  })

  test('[E3] a log of 70,000 entries has the tiles of the specification’s example', () => {
    const counts = new Map<string, [full: number, partial: string]>()
    for (const tile of tilesOf(70_000)) {
      const count = counts.get(String(tile.level)) ?? [0, '']
      if (tile.width === 256) count[0] += 1
      else count[1] = tilePath(tile)
      counts.set(String(tile.level), count)
    }
    expect(Object.fromEntries(counts)).toEqual({
      entries: [273, 'tile/entries/273.p/112'],
      0: [273, 'tile/0/273.p/112'],
      1: [1, 'tile/1/001.p/17'],
      2: [0, 'tile/2/000.p/1'],
    })
  })

  test('[E3] the writer gives out exactly the tiles of its size, with the hashes of the tree', () => {
    for (const size of [0, 1, 255, 256, 257, 700, 65_536 + 300]) {
      const made = new Map<string, Uint8Array>()
      const writer = createTileWriter(hashing, (tile, bytes) => made.set(tilePath(tile), bytes))
      for (let n = 0; n < size; n += 1) writer.append(entryOf(n))
      writer.finish()
      expect([...made.keys()].sort()).toEqual([...tilesOf(size)].map(tilePath).sort())
      const level0 = made.get(tilePath({ level: 0, index: 0, width: Math.min(256, size) }))
      const expected = Array.from({ length: Math.min(256, size) }, (_, n) =>
        toHex(hashing.leaf(entryOf(n))),
      ).join('')
      expect(toHex(level0 ?? new Uint8Array(0))).toBe(expected)
      if (size < 257) continue
      // The first hash of the next level is the root of the first tile alone.
      const alone = createTileWriter(hashing, () => {})
      for (let n = 0; n < 256; n += 1) alone.append(entryOf(n))
      const level1 = made.get(tilePath({ level: 1, index: 0, width: Math.min(256, Math.floor(size / 256)) }))!
      expect(toHex(level1.subarray(0, 32))).toBe(toHex(alone.root()))
    }
  })

  test('[E3] entry bundles come back as they were, and anything cut short does not', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 400 }), { maxLength: 20 }),
        fc.nat(),
        (entries, cut) => {
          const bytes = formatEntryBundle(entries)
          const back = parseEntryBundle(bytes)!
          expect(back.length).toBe(entries.length)
          expect(back.every((entry, n) => equalBytes(entry, entries[n]!))).toBe(true)
          const shorter = parseEntryBundle(bytes.subarray(0, bytes.length === 0 ? 0 : cut % bytes.length))
          expect(shorter?.length ?? 0).toBeLessThanOrEqual(entries.length)
        },
      ),
    )
    expect(parseEntryBundle(Uint8Array.of(0))).toBeNull()
    expect(parseEntryBundle(Uint8Array.of(0, 2, 7))).toBeNull()
    expect(() => formatEntryBundle([new Uint8Array(65_536)])).toThrow(RangeError)
    expect(() => createTileWriter(hashing, () => {}).append(new Uint8Array(31))).toThrow(RangeError)
  })
})

describe('checkpoint', () => {
  const state = { size: 70_000, root: toHex(entryOf(1)) }
  const bytes = formatCheckpoint(cryptography, state, exerciseSigner)
  const text = fromUtf8(bytes)!

  test('[E4] origin, size, root, an empty line, a signature with its key id', () => {
    const key = Buffer.from(EXERCISE_PUBLIC_KEY, 'hex')
    const id = createHash('sha256')
      .update('marsad.example/EXERCISE\n')
      .update(Uint8Array.of(1))
      .update(key)
      .digest()
      .subarray(0, 4)
    const [origin, size, root, empty, signature, end] = text.split('\n')
    expect([origin, size, root, empty, end]).toEqual([
      'marsad.example/EXERCISE',
      '70000',
      toBase64(entryOf(1)),
      '',
      '',
    ])
    const [dash, name, blob] = signature!.split(' ')
    expect([dash, name]).toEqual(['—', 'marsad.example/EXERCISE'])
    expect(Buffer.from(blob!, 'base64').length).toBe(4 + 64)
    expect(Buffer.from(blob!, 'base64').subarray(0, 4).equals(id)).toBe(true)
  })

  test('[E4] it comes back and its signature fits', () => {
    const checkpoint = parseCheckpoint(bytes)!
    expect(checkpoint).toMatchObject({ origin: exerciseSigner.name, ...state })
    const { name, publicKey } = exerciseSigner
    expect(isSignedBy(cryptography, checkpoint.note, name, publicKey)).toBe(true)
    expect(isSignedBy(cryptography, checkpoint.note, 'marsad.example/log', publicKey)).toBe(false)
    expect(isSignedBy(cryptography, checkpoint.note, name, new Uint8Array(32))).toBe(false)
  })

  test('[E4] no changed byte is both readable and signed', () => {
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (place, mask) => {
        const note = parseNote(bytes.map((byte, i) => (i === place ? byte ^ mask : byte)))
        const signed =
          note !== null && isSignedBy(cryptography, note, exerciseSigner.name, exerciseSigner.publicKey)
        expect(signed).toBe(false)
      }),
    )
  })

  test.each([
    ['a size with a leading zero', text.replace('70000', '070000')],
    ['a negative size', text.replace('70000', '-1')],
    ['a size that no double counts', text.replace('70000', '9007199254740993')],
    ['another spelling of base64', text.replace(toBase64(entryOf(1)), toBase64(entryOf(1)).replace('=', ''))],
    ['a short root', text.replace(toBase64(entryOf(1)), 'AAAA')],
    ['a line too many', text.replace('\n\n', '\nextra\n\n')],
    ['no origin', text.replace('marsad.example/EXERCISE\n', '\n')],
    ['no final newline', text.slice(0, -1)],
    ['a carriage return', text.replace('\n', '\r\n')],
    ['a hyphen for the dash', text.replace('—', '-')],
    ['no signature', text.slice(0, text.indexOf('—'))],
    ['nothing', ''],
  ])('[E4] %s is refused', (_, changed) => {
    expect(parseCheckpoint(toUtf8(changed))).toBeNull()
  })

  test('[E4] a cosignature beside ours is carried, a broken one in our name is not', () => {
    const pem = String(generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }))
    const witness = parseSigningKey(cryptography, pem, 'witness.example')
    if (!witness.ok) throw new Error('a fresh key is usable')
    const noteText = parseNote(bytes)!.text
    const cosigned = fromUtf8(formatNote(cryptography, noteText, witness.value))!
      .split('\n')
      .at(-2)!
    const both = parseCheckpoint(toUtf8(`${text}${cosigned}\n`))!
    expect(both.note.signatures.map(({ name }) => name)).toEqual([exerciseSigner.name, 'witness.example'])
    expect(isSignedBy(cryptography, both.note, exerciseSigner.name, exerciseSigner.publicKey)).toBe(true)
    const id = Buffer.from(text.split(' ').at(-1)!, 'base64').subarray(0, 4)
    const broken = `— ${exerciseSigner.name} ${Buffer.concat([id, Buffer.alloc(64)]).toString('base64')}\n`
    const note = parseNote(toUtf8(text + broken))!
    expect(isSignedBy(cryptography, note, exerciseSigner.name, exerciseSigner.publicKey)).toBe(false)
  })
})

describe('verifier keys', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const raw = new Uint8Array(Buffer.from(publicKey.export({ format: 'jwk' }).x!, 'base64url'))
  const line = formatVerifierKey(cryptography, 'marsad.example/log', raw)

  test('[E4] a vkey line comes back with its name, an SPKI PEM file without one', () => {
    expect(parseVerifierKey(cryptography, `${line}\n`)).toEqual({
      ok: true,
      value: { name: 'marsad.example/log', publicKey: raw },
    })
    const pem = String(publicKey.export({ format: 'pem', type: 'spki' }))
    expect(parseVerifierKey(cryptography, pem)).toEqual({ ok: true, value: { name: null, publicKey: raw } })
    expect(parseVerifierKey(cryptography, pem.replaceAll('\n', '\r\n')).ok).toBe(true)
  })

  const otherKind = String(generateKeyPairSync('x25519').publicKey.export({ format: 'pem', type: 'spki' }))
  test.each([
    ['key-id-does-not-match', line.replace('marsad.example/log', 'marsad.example/dog')],
    ['key-unreadable', 'marsad.example/log'],
    ['key-unreadable', ''],
    ['key-unreadable', line.slice(0, -1)],
    ['key-unreadable', `${line}\n${line}`],
    ['key-not-ed25519', otherKind],
    ['key-is-private', String(privateKey.export({ format: 'pem', type: 'pkcs8' }))],
    ['key-unreadable', '-----BEGIN PUBLIC KEY-----\n!!\n-----END PUBLIC KEY-----'],
  ])('[E4] %s', (code, text) => {
    expect(parseVerifierKey(cryptography, text)).toMatchObject({ ok: false, problems: [{ code }] })
  })
})
