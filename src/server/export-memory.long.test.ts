// SPDX-License-Identifier: Apache-2.0
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

import { expect, test } from 'vitest'

import { digestOf, SECOND_MS, toInstant } from '#kernel'
import type { DeskItem, DeskQueries } from '#reports'

import { ANALYST, NOW, sampleServer } from '../../test/server/sample-server.ts'
import { startServer } from './start-server.ts'

const MANY = 1_000_000
/** Bytes sent between two looks at what is held. */
const LOOK_EVERY_BYTES = 10e6
/** What may be held more at any look than in the first quarter. */
const MOST_GROWTH_MEGABYTES = 25

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

/** A desk of so many observations that exist only while they are looked at. */
function endlessDesk(queries: DeskQueries, count: number): DeskQueries {
  async function* stream(): AsyncGenerator<DeskItem> {
    for (let n = 0; n < count; n += 1) {
      if (n % 500 === 0) await new Promise((done) => setImmediate(done))
      const start = toInstant(NOW + n * SECOND_MS)
      yield {
        id: n % 1_000 === 0 ? digestOf(String(n)) : String(n).padStart(64, '0'),
        interval: { start, end: start },
        center: { latitude: 44 + (n % 900) / 100, longitude: 22 + (n % 1_900) / 100 },
        since: n + 1,
        audiences: ['mechanism'],
        document: {
          source: 'firms',
          means: 'satellite-thermal',
          asset: 'N20',
          effect: 'heat',
          text: 'x'.repeat(200),
        },
      }
    }
  }
  const counted = { kind: 'page', page: { items: [], next: null, asOf: 0, atLeast: count } } as const
  return { ...queries, stream, listObservations: () => Promise.resolve(counted) }
}

/** What is held while an export is taken, garbage aside, and the most that the process ever had. */
async function exported(format: string, count: number) {
  const plain = sampleServer()
  const server = sampleServer({}, {}, { queries: endlessDesk(plain.desk, count) })
  const running = await startServer(server.app, 0)
  const heldMegabytes: number[] = []
  let bytes = 0
  let peakMegabytes = 0
  let nextLook = 0
  try {
    const response = await fetch(`${running.url}api/v1/exports/observations.${format}`, { headers: ANALYST })
    expect(response.status).toBe(200)
    for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
      bytes += chunk.length
      peakMegabytes = Math.max(peakMegabytes, process.memoryUsage.rss() / 1e6)
      if (bytes < nextLook) continue
      nextLook = bytes + LOOK_EVERY_BYTES
      collectGarbage()
      const { heapUsed, external } = process.memoryUsage()
      heldMegabytes.push((heapUsed + external) / 1e6)
    }
  } finally {
    await running.stop()
  }
  expect(server.ledger.records.internal.at(-1)?.body).toMatchObject({ items: count, end: 'whole' })
  return { bytes, heldMegabytes, peakMegabytes }
}

test.each(['json', 'geojson', 'csv', 'kml', 'gpkg'])(
  '[API45] a million observations as %s are sent out of memory that does not grow',
  async (format) => {
    const { bytes, heldMegabytes, peakMegabytes } = await exported(format, MANY)
    const quarter = Math.ceil(heldMegabytes.length / 4)
    const first = Math.max(...heldMegabytes.slice(0, quarter))
    const most = Math.max(...heldMegabytes.slice(quarter))
    process.stdout.write(
      `${format}: ${(bytes / 1e6).toFixed(0)} MB sent; held ${first.toFixed(0)} MB at first, then ${most.toFixed(0)} MB at most; process ${peakMegabytes.toFixed(0)} MB\n`,
    )
    expect(heldMegabytes.length).toBeGreaterThan(10)
    expect(most - first).toBeLessThan(MOST_GROWTH_MEGABYTES)
  },
)
