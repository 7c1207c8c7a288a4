// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { digestOf } from '#kernel'

import { fromUtf8, toUtf8 } from '../bytes.ts'
import type { RecordSpool, SpoolKey } from '../ports.ts'

interface Entry {
  readonly key: SpoolKey
  readonly text: string
}

async function readAll(spool: RecordSpool): Promise<readonly Entry[]> {
  const entries: Entry[] = []
  for await (const { key, bytes } of spool.entries())
    entries.push({ key: { ...key }, text: fromUtf8(bytes)! })
  return entries
}

const entry = fc
  .tuple(
    fc.integer({ min: 0, max: 3 }),
    fc.constantFrom(-62_135_596_800_000, -1, 0, 0.5, 1_782_259_620_000, 253_402_300_799_999),
    fc.integer({ min: 0, max: 5 }),
    fc.string({ maxLength: 300 }),
  )
  .map(([phase, timeMs, n, text]): Entry => ({ key: { phase, timeMs, digest: digestOf(String(n)) }, text }))

const inOrder = (entries: readonly Entry[]): readonly Entry[] =>
  [...entries].sort(
    (a, b) =>
      a.key.phase - b.key.phase ||
      a.key.timeMs - b.key.timeMs ||
      Buffer.compare(Buffer.from(a.key.digest), Buffer.from(b.key.digest)) ||
      Buffer.compare(Buffer.from(a.text), Buffer.from(b.text)),
  )

/** What every spool must do; `makeSpool` gives an empty one each time. */
export function describeSpool(name: string, makeSpool: () => RecordSpool): void {
  describe(`spool in ${name}`, () => {
    test('[E9] whatever the order of arrival, entries come back by phase, time, digest and bytes', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(entry, { maxLength: 60 }), async (entries) => {
          const spool = makeSpool()
          for (const { key, text } of entries) spool.add(key, toUtf8(text))
          expect(spool.size).toBe(entries.length)
          expect(await readAll(spool)).toEqual(inOrder(entries))
          await spool.close()
        }),
        { numRuns: 40 },
      )
    })

    test('[E9] a buffer that is used again does not reach what was added', async () => {
      const spool = makeSpool()
      const buffer = toUtf8('first')
      spool.add({ phase: 0, timeMs: 0, digest: digestOf('a') }, buffer)
      buffer.fill(0)
      expect((await readAll(spool))[0]?.text).toBe('first')
      await spool.close()
    })

    test('[E9] a closed spool takes nothing and gives nothing', async () => {
      const spool = makeSpool()
      await spool.close()
      const key = { phase: 0, timeMs: 0, digest: digestOf('a') }
      expect(() => spool.add(key, new Uint8Array(1))).toThrow(
        expect.objectContaining({ code: 'spool-closed' }),
      )
      await expect(readAll(spool)).rejects.toMatchObject({ code: 'spool-closed' })
    })
  })
}
