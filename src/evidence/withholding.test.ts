// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'

import { chunksOf, cryptography, sampleRecord } from '../../test/evidence/sample-bundle.ts'
import { createMemoryOriginalStore } from './journal/index.ts'
import { createWithholding } from './withholding.ts'

describe('originals of an edition', () => {
  test('[E12] a file goes when one row of it may not be read, and is named when a readable record speaks of it', async () => {
    const originals = createMemoryOriginalStore(cryptography)
    const put = async (text: string) => (await originals.put(chunksOf(text))).digest
    const [open, mixed, hidden] = [await put('open rows'), await put('mixed rows'), await put('hidden rows')]
    const withholding = createWithholding('press')
    for (const original of [open, mixed]) withholding.add(sampleRecord('received', { original }))
    withholding.add(sampleRecord('received', { original: hidden }, ['mechanism']))
    for (const [original, audiences] of [
      [open, ['public']],
      [mixed, ['public']],
      [mixed, ['mechanism']],
      [hidden, ['mechanism']],
    ] as const) {
      withholding.add(sampleRecord('observation', { original, row: 1 }, audiences))
    }
    withholding.add(sampleRecord('incident', { id: 'one' }, ['mechanism']))
    expect(await withholding.carryOut(originals)).toEqual([mixed])
    expect(await originals.list()).toEqual([open])
  })

  test('[E12] the installation itself keeps everything', async () => {
    const originals = createMemoryOriginalStore(cryptography)
    const { digest } = await originals.put(chunksOf('rows of the mission'))
    const withholding = createWithholding(null)
    withholding.add(sampleRecord('received', { original: digest }, []))
    expect(await withholding.carryOut(originals)).toEqual([])
    expect(await originals.list()).toEqual([digest])
  })
})
