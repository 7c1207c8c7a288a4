// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'

import { ok, problem, refuse } from '#kernel'
import { addLists } from '#server'

import { ANALYST, LIAISON, sampleServer } from '../../../test/server/sample-server.ts'
import { openPeopleDesk } from '../../../test/people-desk.ts'

const TEXT = '{"id":"auto-1h-2026-06-24T06Z","schema":"marsad/list@1"}\n'

describe('lists', () => {
  test('[LS5] their bytes go to those who may read the list, to others as if there were none', async () => {
    const server = sampleServer(
      {},
      { closed: [addLists({ publishReviewed: () => Promise.resolve(ok('')) })] },
    )
    const { digest } = await server.ports.originals.put(
      (async function* () {
        yield Buffer.from(TEXT)
      })(),
    )
    server.add('list', { id: 'auto-1h-2026-06-24T06Z', audiences: ['mechanism'], document: { digest } })
    const path = '/api/v1/lists/auto-1h-2026-06-24T06Z/content'
    expect(await (await server.ask(path, { headers: ANALYST })).text()).toBe(TEXT)
    expect((await server.ask(path)).status).toBe(401)
    const hidden = await server.ask(path, { headers: LIAISON })
    const absent = await server.ask('/api/v1/lists/none/content', { headers: LIAISON })
    expect([hidden.status, await hidden.text()]).toEqual([404, await absent.text()])
  })

  test('[LS3] a releaser publishes the reviewed list; why it is refused is said', async () => {
    const asked: unknown[] = []
    const place = await openPeopleDesk(null, undefined, () => ({
      closed: [
        addLists({
          publishReviewed(window, person) {
            asked.push(window)
            return Promise.resolve(
              asked.length === 1
                ? ok(`reviewed by ${person === '' ? 'nobody' : 'somebody'}`)
                : refuse(problem('window', 'list-already-published', { list: 'it' })),
            )
          },
        }),
      ],
    }))
    const enter = async (login: string, role: 'analyst' | 'releaser') =>
      place.signIn(await place.add(login, { compartment: 'mechanism', roles: [role], nation: 'FI' }))
    const publish = async (browser: Awaited<ReturnType<typeof enter>>) =>
      browser.ask('POST', '/api/v1/lists/reviewed', { window: '2026-06-24T06:00:00Z' })
    expect((await publish(await enter('ann', 'analyst'))).status).toBe(403)
    const releaser = await enter('cem', 'releaser')
    const done = await publish(releaser)
    expect([done.status, await done.json()]).toEqual([201, { id: 'reviewed by somebody' }])
    expect((await publish(releaser)).status).toBe(409)
    expect(asked).toEqual([Date.UTC(2026, 5, 24, 6), Date.UTC(2026, 5, 24, 6)])
  })
})
