// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'

import { HYPOTHESES } from '#agreement'
import { digestOf, HOUR_MS, toInstant } from '#kernel'

import { ANALYST, LIAISON, NOW, sampleServer } from '../../../test/server/sample-server.ts'

const id = (name: string) => digestOf(name)
type Sample = ReturnType<typeof sampleServer>

async function linesOf(server: Sample, headers: Record<string, string>): Promise<readonly unknown[]> {
  const response = await server.ask('/api/v1/situation', { headers })
  expect([response.status, response.headers.get('content-type')]).toEqual([
    200,
    'application/x-ndjson; charset=utf-8',
  ])
  return (await response.text())
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line))
}

describe('the situation as rows', () => {
  test('[WB7] has the incidents that the list has for the same reader, and no other', async () => {
    const server = sampleServer()
    expect((await server.ask('/api/v1/situation')).status).toBe(401)
    server.add('incident', {
      id: id('ours'),
      audiences: ['mechanism'],
      document: {
        geometry: { semiMajorMeters: 250 },
        hypotheses: [
          { hypothesis: 'vegetation-fire', probability: 0.2 },
          { hypothesis: 'shelling', probability: 0.8 },
        ],
        likelihood: { probability: 0.8 },
      },
    })
    server.add('incident', { id: id('everybody'), audiences: ['public'], document: {} })
    for (const headers of [ANALYST, LIAISON]) {
      const list = (await (await server.ask('/api/v1/incidents', { headers })).json()) as {
        readonly items: readonly { readonly id: string }[]
      }
      const [head, ...rest] = await linesOf(server, headers)
      expect(head).toMatchObject({ schema: 'marsad/situation@1', hypotheses: [...HYPOTHESES] })
      expect(rest.at(-1)).toEqual({ rows: list.items.length })
      const rows = rest.slice(0, -1) as readonly (readonly unknown[])[]
      expect(new Set(rows.map(([one]) => one))).toEqual(new Set(list.items.map((one) => one.id)))
      expect(rows.length).toBe(list.items.length)
    }
    const rows = (await linesOf(server, ANALYST)).slice(1, -1) as readonly (readonly unknown[])[]
    expect(rows.find(([one]) => one === id('ours'))?.slice(5)).toEqual([
      250,
      HYPOTHESES.indexOf('shelling'),
      0.8,
    ])
    // What a document does not say for a reader is null, and is not made up.
    expect(rows.find(([one]) => one === id('everybody'))?.slice(5)).toEqual([null, null, null])
  })

  test('[WB34] sends the latest first', async () => {
    const server = sampleServer()
    for (const n of [2, 0, 1]) {
      const start = toInstant(NOW + n * HOUR_MS)
      server.add('incident', { id: id(`hour ${n}`), interval: { start, end: start } })
    }
    const rows = (await linesOf(server, ANALYST)).slice(1, -1) as readonly (readonly unknown[])[]
    expect(rows.map(([one]) => one)).toEqual([id('hour 2'), id('hour 1'), id('hour 0')])
  })
})
