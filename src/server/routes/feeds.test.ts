// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'

import { formatInstant, HOUR_MS, toInstant } from '#kernel'

import { ANALYST, LIAISON, NOW, sampleServer } from '../../../test/server/sample-server.ts'

test('[LF4] how fresh feeds are, and their silence, is told inside the Mechanism alone', async () => {
  const server = sampleServer()
  const last = toInstant(NOW - 20 * HOUR_MS)
  server.desk.standings.push({ id: 'firms', source: 'firms', originals: 3, lastReceivedAt: last })
  server.desk.standings.push({ id: 'by-hand', source: 'table', originals: 0, lastReceivedAt: null })
  server.state.silences.set('firms', last)
  const answer = await server.ask('/api/v1/feeds', { headers: ANALYST })
  expect(await answer.json()).toEqual({
    items: [
      {
        id: 'firms',
        source: 'firms',
        originals: 3,
        lastReceivedAt: formatInstant(last),
        ageSeconds: 72_000,
        expectedEverySeconds: 54_000,
        silentSince: formatInstant(last),
      },
      {
        id: 'by-hand',
        source: 'table',
        originals: 0,
        lastReceivedAt: null,
        ageSeconds: null,
        expectedEverySeconds: null,
        silentSince: null,
      },
    ],
  })
  expect((await server.ask('/api/v1/feeds', { headers: LIAISON })).status).toBe(403)
})
