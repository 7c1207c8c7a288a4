// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto'

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { readArchive, writeArchive, type ArchiveEntry } from '../backup/tar.ts'
import { CHUNK_BYTES, openStream, sealStream } from './sealed-stream.ts'
import { combineShares, multiply, splitSecret } from './secret-sharing.ts'

async function* pieces(bytes: Uint8Array, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length)
}

async function whole(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of source) chunks.push(chunk)
  return Buffer.concat(chunks)
}

describe('sharing a secret', () => {
  test('[OP9] multiplies as the examples of FIPS 197, section 4.2, and the inverse pair of section 5.1.1', () => {
    expect(multiply(0x57, 0x83)).toBe(0xc1)
    expect(multiply(0x57, 0x13)).toBe(0xfe)
    expect([0x02, 0x04, 0x08, 0x10].map((x) => multiply(0x57, x))).toEqual([0xae, 0x47, 0x8e, 0x07])
    expect(multiply(0x53, 0xca)).toBe(1)
  })

  test('[OP9] lies on the line that a known coefficient draws', () => {
    const shares = splitSecret(Uint8Array.of(0x57), 2, 3, () => Uint8Array.of(0x83))
    expect(shares.map(({ bytes }) => bytes[0])).toEqual([0x57 ^ 0x83, 0x57 ^ 0x1d, 0x57 ^ 0x83 ^ 0x1d])
  })

  test('[OP9] any quorum brings it back', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 40 }),
        fc.integer({ min: 2, max: 6 }),
        fc.integer({ min: 0, max: 4 }),
        fc.infiniteStream(fc.nat()),
        (secret, threshold, spare, chance) => {
          const shares = [...splitSecret(secret, threshold, threshold + spare, randomBytes)]
          const quorum = Array.from({ length: threshold }, () => {
            const [taken] = shares.splice(chance.next().value % shares.length, 1)
            return taken!
          })
          expect(combineShares(quorum)).toEqual(secret)
        },
      ),
    )
  })

  test('[OP9] one short of a quorum fits every secret alike', () => {
    // For each byte that the secret could be there is exactly one coefficient that makes the same share.
    const seen = new Set<number>()
    for (let coefficient = 0; coefficient < 256; coefficient += 1) {
      const [share] = splitSecret(Uint8Array.of(0), 2, 2, () => Uint8Array.of(coefficient))
      seen.add(share!.bytes[0]!)
    }
    expect(seen.size).toBe(256)
  })

  test.each([
    [1, 3],
    [4, 3],
    [2, 256],
  ])('[OP9] no quorum of %i out of %i', (threshold, shares) => {
    expect(() => splitSecret(Uint8Array.of(1), threshold, shares, randomBytes)).toThrow(RangeError)
  })
})

describe('sealed stream', () => {
  const key = randomBytes(32)
  const context = Buffer.from('head')

  test.each([0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES])(
    '[OP10] opens to the same %i bytes, whatever the pieces',
    async (length) => {
      const bytes = randomBytes(length)
      const sealed = await whole(sealStream(key, context, pieces(bytes, 10_000)))
      expect((await whole(openStream(key, context, pieces(sealed, 777)))).equals(bytes)).toBe(true)
    },
  )

  test('[OP10] refuses a cut, a changed bit, swapped chunks, another key and another head', async () => {
    const sealed = await whole(sealStream(key, context, pieces(randomBytes(3 * CHUNK_BYTES), 9_999)))
    const chunk = CHUNK_BYTES + 16
    const flipped = Buffer.from(sealed)
    flipped[chunk + 5] = flipped[chunk + 5]! ^ 1
    const swapped = Buffer.concat([
      sealed.subarray(chunk, 2 * chunk),
      sealed.subarray(0, chunk),
      sealed.subarray(2 * chunk),
    ])
    for (const bad of [sealed.subarray(0, 2 * chunk), sealed.subarray(0, 100), flipped, swapped]) {
      await expect(whole(openStream(key, context, pieces(bad, 5_000)))).rejects.toThrow('does not open')
    }
    await expect(whole(openStream(key, context, pieces(Buffer.alloc(0), 1)))).rejects.toThrow('too early')
    await expect(whole(openStream(randomBytes(32), context, pieces(sealed, 5_000)))).rejects.toThrow(
      'does not open',
    )
    await expect(whole(openStream(key, Buffer.from('hood'), pieces(sealed, 5_000)))).rejects.toThrow(
      'does not open',
    )
  })
})

describe('archive', () => {
  const entry = (path: string, bytes: Uint8Array): ArchiveEntry => ({
    path,
    bytes: bytes.length,
    chunks: [bytes],
  })
  async function* entriesOf(...entries: readonly ArchiveEntry[]): AsyncGenerator<ArchiveEntry> {
    for (const one of entries) yield await Promise.resolve(one)
  }

  test('[OP5] holds files of any length in order', async () => {
    const contents = [0, 1, 511, 512, 513, 70_000].map((length) => randomBytes(length))
    const bytes = await whole(writeArchive(entriesOf(...contents.map((one, at) => entry(`part/${at}`, one)))))
    const read: Buffer[] = []
    for await (const { chunks } of readArchive(pieces(bytes, 333))) {
      read.push(await whole(chunks as AsyncIterable<Uint8Array>))
    }
    expect(read).toEqual(contents)
  })

  test('[OP5] leads nowhere else, and says where it was cut or damaged', async () => {
    await expect(whole(writeArchive(entriesOf(entry('../etc', Buffer.alloc(1)))))).rejects.toThrow(
      'unusable path',
    )
    await expect(
      whole(writeArchive(entriesOf({ ...entry('a', Buffer.alloc(2)), bytes: 3 }))),
    ).rejects.toThrow('instead of 3')
    const sound = await whole(writeArchive(entriesOf(entry('a/b', Buffer.from('text')))))
    const walk = async (bytes: Buffer): Promise<void> => {
      for await (const { chunks } of readArchive(pieces(bytes, 100)))
        await whole(chunks as AsyncIterable<Uint8Array>)
    }
    await expect(walk(sound.subarray(0, 514))).rejects.toThrow('too early')
    const damaged = Buffer.from(sound)
    damaged[1] = 0x2e
    await expect(walk(damaged)).rejects.toThrow('cannot be read')
  })
})
