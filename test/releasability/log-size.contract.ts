// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { digestOf } from '#kernel'

import { answerOf, openService, REQUESTS, type OpenDatabase, type Service } from './items-service.ts'
import { ITEMS, itemOf, KINDS, LATE, READERS } from './matrix-items.ts'

/** Two missions that differ in one record of others, on one database. */
export function describeLogSize(databaseName: string, openDatabase: OpenDatabase): void {
  describe(`the size of the log, ${databaseName}`, () => {
    const ofOthers = {
      ...itemOf('observation', 78, { class: 'ordinary', audiences: ['mechanism'] }),
      id: digestOf('of others'),
    }
    const services: Service[] = []
    beforeAll(async () => {
      services.push(
        await openService(openDatabase, 'more', null, ofOthers),
        await openService(openDatabase, 'fewer', null),
      )
      for (const one of services) one.at(LATE)
    }, 60_000)
    afterAll(async () => {
      for (const one of services) await one.close()
    })
    const outside = Object.entries(READERS).filter(([name]) => name !== 'analyst')
    /** Sizes between, at and beyond those that were published. */
    const sizes = [0, 1, 13, 20, 40, 63, 64, 65, 84, 85, 86, 100, 127, 128, 129, 500]

    test.each(outside)(
      '[RL14] %s reads the same bytes whether or not others wrote one record more: lists, items, exports, errors',
      async (_, audiences) => {
        const readable = ITEMS.filter(({ marking }) =>
          marking.audiences.some((name) => name === 'public' || audiences.includes(name)),
        )
        const paths = [
          ...REQUESTS.map(({ path }) => path),
          ...Object.values(KINDS).flatMap((name) => [
            `/api/v1/${name}?limit=3`,
            ...sizes.map((size) => `/api/v1/${name}?limit=1000&asOf=${size}`),
          ]),
          ...sizes.map((size) => `/api/v1/situation?asOf=${size}`),
          '/api/v1/situation',
          ...readable.map(({ kind, id }) => `/api/v1/${KINDS[kind]}/${id}`),
          `/api/v1/observations/${ofOthers.id}`,
          `/api/v1/exports/incidents.json?asOf=86`,
        ]
        for (const path of paths) {
          const [first, second] = await Promise.all(services.map((one) => answerOf(one, path, audiences)))
          expect([path, first]).toEqual([path, second])
        }
        const page = await services[0]!.ask('/api/v1/observations?limit=2', audiences)
        const { asOf, next, items } = (await page.json()) as {
          asOf: number
          next: string
          items: { since: number }[]
        }
        expect(asOf % 64).toBe(0)
        for (const { since } of items) expect([64, 128]).toContain(since)
        const further = `/api/v1/observations?limit=2&cursor=${next}`
        expect(await answerOf(services[0]!, further, audiences)).toBe(
          await answerOf(services[1]!, further, audiences),
        )
      },
      120_000,
    )

    test.each(outside)(
      '[RL14] %s hears the same live updates, wherever they go on from',
      async (_, audiences) => {
        for (const after of ['0', '0-2', '20', '64', '85', '86-1', '128', '129']) {
          const [first, second] = await Promise.all(services.map((one) => one.live(audiences, after)))
          expect([after, first]).toEqual([after, second])
        }
        const told = await services[0]!.live(audiences)
        const ids = [...told.matchAll(/^id: (.+)$/gm)].map((match) => match[1]!)
        expect(ids.length).toBeGreaterThan(1)
        const rest = await services[0]!.live(audiences, ids[0])
        expect([...rest.matchAll(/^id: (.+)$/gm)].map((match) => match[1])).toEqual(ids.slice(1))
      },
    )

    test('[RL14] the Mechanism counts every record', async () => {
      const count = async (service: Service): Promise<number> => {
        const page = await service.ask('/api/v1/observations?limit=1000', READERS['analyst']!)
        return ((await page.json()) as { total: { atLeast: number } }).total.atLeast
      }
      expect((await count(services[0]!)) - (await count(services[1]!))).toBe(1)
    })
  })
}
