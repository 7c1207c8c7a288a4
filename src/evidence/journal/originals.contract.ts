// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'

import { digestOf, type Digest } from '#kernel'

import { chunksOf } from '../../../test/evidence/sample-bundle.ts'
import { fromUtf8, joinBytes } from '../bytes.ts'
import type { OriginalStore } from '../ports.ts'

async function readAll(store: OriginalStore, digest: Digest): Promise<string | null> {
  const pieces: Uint8Array[] = []
  for await (const chunk of store.read(digest)) pieces.push(chunk.slice())
  return fromUtf8(joinBytes(...pieces))
}

async function* failing(): AsyncGenerator<Uint8Array> {
  yield* chunksOf('the first half')
  throw new Error('the line went dead')
}

/** What every original store must do; `makeStore` gives an empty one each time. */
export function describeOriginals(name: string, makeStore: () => OriginalStore): void {
  const absent = digestOf('nobody sent this')

  describe(`originals in ${name}`, () => {
    test('[E8] bytes are stored under their digest and come back', async () => {
      const store = makeStore()
      const text = 'latitude,longitude\n48.1,37.5\nБахмут\n'
      const stored = await store.put(chunksOf(text))
      expect(stored).toEqual({ digest: digestOf(text), bytes: 42 })
      expect(await store.has(stored.digest)).toBe(true)
      expect(await readAll(store, stored.digest)).toBe(text)
    })

    test('[E8] the same bytes twice are one original, and the list is sorted', async () => {
      const store = makeStore()
      const texts = ['alpha-beta', 'gamma-delta', 'epsilon-zeta', 'alpha-beta']
      const digests = new Set<Digest>()
      for (const text of texts) digests.add((await store.put(chunksOf(text))).digest)
      expect(await store.list()).toEqual([...digests].sort())
      expect(digests.size).toBe(3)
    })

    test('[E8] an empty file is an original too', async () => {
      const store = makeStore()
      const { digest, bytes } = await store.put(chunksOf(''))
      expect([digest, bytes, await readAll(store, digest)]).toEqual([digestOf(''), 0, ''])
    })

    test('[E8] what is not there is not there', async () => {
      const store = makeStore()
      expect(await store.has(absent)).toBe(false)
      expect(await store.list()).toEqual([])
      await expect(readAll(store, absent)).rejects.toMatchObject({ code: 'original-missing' })
    })

    test('[E8] a transfer that fails leaves nothing behind', async () => {
      const store = makeStore()
      await expect(store.put(failing())).rejects.toThrow('the line went dead')
      expect(await store.list()).toEqual([])
    })

    test('[E8] a withheld original is gone, the others stay', async () => {
      const store = makeStore()
      const kept = await store.put(chunksOf('kept bytes'))
      const withheld = await store.put(chunksOf('withheld bytes'))
      await store.withhold(withheld.digest)
      await store.withhold(absent)
      expect(await store.list()).toEqual([kept.digest])
      await expect(readAll(store, withheld.digest)).rejects.toMatchObject({ code: 'original-missing' })
    })
  })
}
