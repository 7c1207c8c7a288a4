// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { passDoor, type GuardedItem, type ItemKind, type Surface } from '#releasability'

import { bodyOf, openService, REQUESTS, type OpenDatabase, type Service } from './items-service.ts'
import { EARLY, ITEMS, KINDS, LATE, READERS, RULES, type START } from './matrix-items.ts'

const shownOn = (
  surface: Surface,
  audiences: readonly string[],
  now: typeof START,
  kinds: readonly ItemKind[],
) =>
  ITEMS.filter(({ kind }) => kinds.includes(kind)).flatMap((item) => {
    const passage = passDoor(surface, item, { person: null, audiences }, now, RULES)
    return 'form' in passage ? [passage.form.id] : []
  })

/** Everything of an item that says more than its coarse copy may. */
const secretsOf = ({ id, place: at, document }: GuardedItem): readonly string[] => [
  id,
  document['text'] as string,
  String(at!.latitude),
  String(at!.longitude),
  String((document['likelihood'] as { probability: number }).probability),
]

/** What leaves by which door: the matrix of readers, items and surfaces on one database. */
export function describeDoors(databaseName: string, openDatabase: OpenDatabase): void {
  describe(`releasability over HTTP, ${databaseName}`, () => {
    let service: Service
    beforeAll(async () => {
      service = await openService(openDatabase, 'matrix', null)
    }, 60_000)
    afterAll(() => service.close())

    test.each(Object.entries(READERS))(
      '[RL11] %s gets exactly what the doors let through, on every list, search, export and item',
      async (_, audiences) => {
        for (const now of [EARLY, LATE]) {
          service.at(now)
          for (const { surface, path, kinds } of REQUESTS) {
            const body = await bodyOf(service, path, audiences)
            const expected = shownOn(surface, audiences, now, kinds)
            const known = ITEMS.flatMap(({ id }) => [id, RULES.aliasOf(id)])
            const found = known.filter((id) => body.includes(id))
            expect([path, body.slice(0, 3), new Set(found)]).toEqual([path, '200', new Set(expected)])
          }
          for (const item of ITEMS) {
            const ids = new Set(shownOn('item', audiences, now, [item.kind]))
            for (const id of [item.id, RULES.aliasOf(item.id)]) {
              const { status } = await service.ask(`/api/v1/${KINDS[item.kind]}/${id}`, audiences)
              expect([item.marking, status]).toEqual([item.marking, ids.has(id) ? 200 : 404])
            }
          }
        }
      },
      120_000,
    )

    test('[RL12] no answer to anybody outside, and no file to anybody, is finer or earlier than the rule', async () => {
      const guarded = ITEMS.filter(({ marking }) => marking.class !== 'ordinary')
      for (const [name, audiences] of Object.entries(READERS)) {
        for (const now of [EARLY, LATE]) {
          service.at(now)
          for (const { surface, path } of REQUESTS) {
            if (name === 'analyst' && surface !== 'export') continue
            const body = await bodyOf(service, path, audiences)
            const leaked = guarded.flatMap(secretsOf).filter((secret) => body.includes(secret))
            expect([name, path, leaked]).toEqual([name, path, []])
            const coarse = guarded.filter(({ id }) => body.includes(RULES.aliasOf(id)))
            expect(now === EARLY ? coarse : []).toEqual([])
          }
        }
      }
    })

    test('[RL12] a search by area is put to the coarse place, so that the exact one cannot be closed in on', async () => {
      service.at(LATE)
      const item = ITEMS.find(
        ({ kind, marking }) =>
          kind === 'incident' && marking.class === 'origin-of-fire' && marking.audiences[0] === 'public',
      )!
      const { latitude, longitude } = item.place!
      const around = (lat: number, lon: number): string =>
        `/api/v1/incidents?limit=1000&bbox=${lon - 0.01},${lat - 0.01},${lon + 0.01},${lat + 0.01}`
      expect(await bodyOf(service, around(latitude, longitude), ['public'])).not.toContain(
        RULES.aliasOf(item.id),
      )
      expect(await bodyOf(service, around(48, 33), ['public'])).toContain(RULES.aliasOf(item.id))
    })

    test('[RL11] live updates say what the doors let through, and no word of an incident that was withheld', async () => {
      service.at(LATE)
      const ended = ITEMS.filter(({ kind }) => kind === 'incident')
      await service.end(ended.map(({ id }) => id))
      service.at(LATE)
      for (const [name, audiences] of Object.entries(READERS)) {
        const shown = shownOn('event-stream', audiences, LATE, ['possible-violation', 'observation'])
        const told = await service.live(audiences)
        const known = ITEMS.flatMap(({ id }) => [id, RULES.aliasOf(id)]).filter((id) => told.includes(id))
        const incidents = ended
          .filter(({ id }) => shownOn('event-stream', audiences, LATE, ['incident']).includes(id))
          .map(({ id }) => id)
        const whole = shown.filter((id) => ITEMS.some((item) => item.id === id))
        expect([name, new Set(known)]).toEqual([name, new Set([...whole, ...incidents])])
        expect(told.split('event: incident-ended')).toHaveLength(incidents.length + 1)
      }
    })
  })
}
