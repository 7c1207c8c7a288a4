// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'

import { describe, expect, test } from 'vitest'

import { createMemoryOriginalStore } from '#evidence'
import { parseInstant, type Digest, type Instant } from '#kernel'

import { receiveAll, type Delivery, type Receipt } from './receive.ts'
import { findSource } from './registry.ts'

const HEADER = 'LATITUDE,LONGITUDE,ACQ_DATE\n'
const source = findSource('firms-history')!

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text)
}

interface Heard {
  readonly receipts: readonly Receipt[]
  readonly observations: readonly Digest[]
  readonly duplicates: readonly Digest[]
  readonly quarantined: readonly string[]
  readonly problems: readonly string[]
}

async function receive(
  files: Readonly<Record<string, string>>,
  names: readonly string[],
  until: Instant | null = null,
): Promise<Heard> {
  const originals = createMemoryOriginalStore({
    sha256: (bytes) => new Uint8Array(createHash('sha256').update(bytes).digest()),
  })
  const deliveries: Delivery[] = []
  for (const name of names) {
    const { digest, bytes } = await originals.put(once(files[name]!))
    deliveries.push({ source, name, original: digest, bytes, context: {} })
  }
  const observations: Digest[] = []
  const duplicates: Digest[] = []
  const quarantined: string[] = []
  const received = await receiveAll(deliveries, originals, until, {
    observation: (observation) => void observations.push(observation.id),
    duplicate: (observation) => void duplicates.push(observation.id),
    quarantined: (_origin, _raw, problems) => void quarantined.push(...problems.map(({ code }) => code)),
    progress: () => {},
  })
  return {
    receipts: received.ok ? received.value : [],
    observations,
    duplicates,
    quarantined,
    problems: received.ok ? [] : received.problems.map(({ path, code }) => `${path} ${code}`),
  }
}

const files = {
  'a.csv': `${HEADER}48.1,37.1,2026-06-01\n48.2,37.2,2026-06-02\n48.1,37.1,2026-06-01\n`,
  'b.csv': `${HEADER}48.2,37.2,2026-06-02\nnorth,37.2,2026-06-02\n`,
  'bad.csv': 'a,b\n1,2\n',
  'empty.csv': '',
}

describe('receiving deliveries', () => {
  test('[C4] every row is an observation, a duplicate or in quarantine, whatever the order of the files', async () => {
    const one = await receive(files, ['a.csv', 'b.csv'])
    const other = await receive(files, ['b.csv', 'a.csv'])
    expect(one).toEqual(other)
    expect(one.observations).toHaveLength(2)
    expect(one.duplicates).toHaveLength(2)
    expect(one.quarantined).toHaveLength(1)
    for (const { rows, observations, duplicates, quarantined } of one.receipts) {
      expect(rows).toBe(observations + duplicates + quarantined)
    }
    expect(one.receipts.map(({ rows }) => rows).toSorted((a, b) => a - b)).toEqual([2, 3])
  })

  test('[C4] the same file twice is all duplicates the second time', async () => {
    const { receipts, duplicates } = await receive(files, ['b.csv', 'b.csv'])
    expect(receipts.map((receipt) => receipt.observations)).toEqual([1, 0])
    expect(duplicates).toHaveLength(1)
  })

  test('[C5] what lies after the cut-off is quarantined, not lost', async () => {
    const until = parseInstant('2026-06-02T12:00:00Z')
    const { observations, quarantined, receipts } = await receive(
      files,
      ['a.csv'],
      until.ok ? until.value : null,
    )
    expect(observations).toHaveLength(1)
    expect(quarantined).toEqual(['after-as-of'])
    expect(receipts[0]).toMatchObject({ rows: 3, observations: 1, duplicates: 1, quarantined: 1 })
  })

  test('[C1] every unusable file is named, not only the first', async () => {
    const { problems } = await receive(files, ['bad.csv', 'empty.csv', 'a.csv'])
    expect(problems.some((text) => text.startsWith('bad.csv'))).toBe(true)
    expect(problems.some((text) => text.startsWith('empty.csv'))).toBe(true)
  })
})
