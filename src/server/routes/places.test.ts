// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'

import { ANALYST, sampleServer } from '../../../test/server/sample-server.ts'

test('[API86] settlements are found by how their names begin, and nothing of what happened there comes with them', async () => {
  const { ask } = sampleServer()
  const answer = await ask('/api/v1/places?q=Bakhmut', { headers: ANALYST })
  expect(await answer.json()).toEqual({ items: [{ name: 'Bakhmut', latitude: 48.59, longitude: 38 }] })
  expect(await (await ask('/api/v1/places?q=nowhere', { headers: ANALYST })).json()).toEqual({ items: [] })
  expect((await ask('/api/v1/places?q=%20', { headers: ANALYST })).status).toBe(400)
  expect((await ask('/api/v1/places?q=a&more=1', { headers: ANALYST })).status).toBe(400)
  expect((await ask('/api/v1/places?q=Bakhmut')).status).toBe(401)
})
