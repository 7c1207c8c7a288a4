// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { digestOf } from '#kernel'

import {
  answerOf,
  metricsOf,
  openService,
  REQUESTS,
  type OpenDatabase,
  type Service,
} from './items-service.ts'
import { itemOf, KINDS, LATE, READERS } from './matrix-items.ts'

/** Two missions that differ in one undisclosed item, on one database. */
export function describeUndisclosedItem(databaseName: string, openDatabase: OpenDatabase): void {
  describe(`an undisclosed item, ${databaseName}`, () => {
    const secret = {
      ...itemOf('observation', 77, { class: 'ordinary', audiences: ['party:a'] }),
      id: digestOf('undisclosed'),
    }
    const hidden = { ...secret, marking: { ...secret.marking, owner: 'party:a' } }
    const services: Service[] = []
    beforeAll(async () => {
      services.push(
        await openService(openDatabase, 'with', hidden),
        await openService(openDatabase, 'without', null),
      )
      for (const one of services) one.at(LATE)
    }, 60_000)
    afterAll(async () => {
      for (const one of services) await one.close()
    })

    const paths = [
      ...REQUESTS.map(({ path }) => path),
      ...(Object.values(KINDS) as string[]).flatMap((name) => [
        `/api/v1/${name}?limit=3`,
        `/api/v1/${name}?from=2026-06-20T03:18:00Z&to=2026-06-20T03:20:00Z`,
        `/api/v1/${name}?bbox=33.1,48.1,33.3,48.3`,
        `/api/v1/${name}?asOf=40`,
      ]),
      `/api/v1/observations/${hidden.id}`,
      `/api/v1/search?q=${hidden.id}`,
      `/api/v1/search?q=48.177,33.177`,
      '/api/v1/exports/observations.gpkg',
      '/api/v1/exports/incidents.gpkg',
      '/api/v1/feeds',
      '/api/v1/openapi.json',
      '/log/checkpoint',
      '/log/tile/0/000.p/128',
      '/log/tile/entries/000.p/128',
      '/healthz',
      '/readyz',
    ]

    test.each(Object.entries(READERS).filter(([name]) => name !== 'liaison of a'))(
      '[RL13] leaves %s with the same bytes everywhere, the log included, as if it were not there',
      async (_, audiences) => {
        for (const path of paths) {
          const [first, second] = await Promise.all(services.map((one) => answerOf(one, path, audiences)))
          expect([path, first]).toEqual([path, second])
          // The log and the lists must really have answered.
          expect(first).toMatch(
            path.startsWith('/log/') || path.includes('limit=3') || path.endsWith('.gpkg')
              ? /^200 /
              : /^\d{3} /,
          )
        }
        const [told, without] = await Promise.all(services.map((one) => one.live(audiences)))
        expect(told).toContain('event: incident')
        expect(told).toBe(without)
        const [figures, others] = await Promise.all(services.map(metricsOf))
        expect(figures?.join('\n')).toContain('route="/api/v1/incidents"')
        expect(figures).toEqual(others)
      },
    )

    test('[RL13] is there for its owner, who is told at least how many there are', async () => {
      const totals = await Promise.all(
        services.map(async (one) => {
          const response = await one.ask('/api/v1/observations?limit=1000', READERS['liaison of a']!)
          return ((await response.json()) as { total: { atLeast: number } }).total.atLeast
        }),
      )
      expect(totals[0]! - totals[1]!).toBe(1)
      const { status } = await services[0]!.ask(`/api/v1/observations/${hidden.id}`, READERS['liaison of a']!)
      expect(status).toBe(200)
    })
  })
}
