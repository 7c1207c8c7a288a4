// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import {
  createAudienceSets,
  createDeskQueries,
  createNodeCryptography,
  createPublishedSizes,
  itemProjections,
  migrate,
  openLedger,
  type Database,
} from '#adapters'
import { exerciseSaltKey, RECORD_SCHEMA, type LogName } from '#evidence'
import { DAY_MS, digestOf, formatInstant, toInstant, type JsonValue } from '#kernel'
import {
  createLocalities,
  ITEM_CLASSES,
  passDoor,
  type CoarseRules,
  type GuardedItem,
  type ItemKind,
  type Surface,
} from '#releasability'

import { exerciseSigner } from '../evidence/sample-bundle.ts'
import { as, sampleServer } from '../server/sample-server.ts'

/** The matrix asks faster than a person would. */
const UNHURRIED = { perSecond: 1e6, burst: 1e6 }

/** The matrix of readers, items and surfaces, and two missions that differ in one undisclosed item, on one database. */
export function describeReleasability(
  databaseName: string,
  openDatabase: (name: string) => Database | Promise<Database>,
): void {
  const cryptography = createNodeCryptography()
  const saltKey = exerciseSaltKey(cryptography)
  const START = toInstant(Date.UTC(2026, 5, 20, 3, 17, 42))
  const EARLY = toInstant(START + DAY_MS / 2)
  const LATE = toInstant(START + 3 * DAY_MS)

  const RULES: CoarseRules = {
    delayMs: DAY_MS,
    localities: createLocalities([{ name: 'Lower', position: { latitude: 48, longitude: 33 } }]),
    aliasOf: (id) => digestOf(`alias of ${id}`),
  }

  const READERS: Readonly<Record<string, readonly string[]>> = {
    public: ['public'],
    'liaison of a': ['party:a', 'public'],
    'liaison of b': ['party:b', 'public'],
    coalition: ['coalition', 'public'],
    analyst: ['mechanism', 'public'],
  }
  const AUDIENCES = [['public'], ['mechanism'], ['coalition', 'mechanism', 'party:a'], ['party:b']] as const
  const KINDS = {
    observation: 'observations',
    incident: 'incidents',
    'possible-violation': 'violations',
  } as const
  const RECORD_KINDS = {
    observation: 'observation',
    incident: 'incident',
    'possible-violation': 'violation',
  } as const
  type Kind = keyof typeof KINDS

  /** Every kind, class and audience once, each at a place and with words of its own. */
  const ITEMS: readonly (GuardedItem & { readonly kind: Kind })[] = (Object.keys(KINDS) as Kind[]).flatMap(
    (kind, k) =>
      ITEM_CLASSES.flatMap((itemClass, c) =>
        AUDIENCES.map((audiences, a) => itemOf(kind, 100 * k + 10 * c + a, { class: itemClass, audiences })),
      ),
  )

  function itemOf(
    kind: Kind,
    n: number,
    marking: Pick<GuardedItem['marking'], 'class' | 'audiences'>,
  ): GuardedItem & { readonly kind: Kind } {
    const at = { latitude: 48.100001 + n / 1_000, longitude: 33.100001 + n / 1_000 }
    const start = toInstant(START + n * 1_000)
    const id = digestOf(`item ${n}`)
    return {
      kind,
      id,
      marking: { owner: 'mechanism', disclosure: 'acknowledged', ...marking },
      interval: { start, end: toInstant(start + 500) },
      place: at,
      document: {
        id,
        means: kind === 'observation' ? 'acoustic' : ['acoustic'],
        source: 'table',
        provision: 'no-fire',
        text: `WORDS-${n}-`,
        geometry: { kind: 'point', ...at },
        likelihood: { kind: 'likelihood', probability: 0.700_001 + n / 100_000, band: 'likely' },
      },
    }
  }

  /** A mission with all items, asked over HTTP at a moment of one's own. */
  async function openService(
    name: string,
    undisclosed: (GuardedItem & { readonly kind: Kind }) | null,
    ofOthers: (GuardedItem & { readonly kind: Kind }) | null = null,
  ) {
    const database = await openDatabase(name)
    await migrate(database, START)
    const audienceSets = createAudienceSets()
    const ledger = await openLedger(database, {
      cryptography,
      saltKey,
      audienceSets,
      projections: itemProjections(RULES, audienceSets),
      now: () => START,
      signers: {
        public: exerciseSigner,
        internal: { ...exerciseSigner, name: `${exerciseSigner.name}/internal` },
      },
    })
    const append = (log: LogName, item: GuardedItem & { readonly kind: Kind }) =>
      ledger.write((turn) =>
        turn.append(log, {
          schema: RECORD_SCHEMA,
          kind: RECORD_KINDS[item.kind],
          time: formatInstant(item.interval.end),
          audiences: item.marking.audiences,
          body: {
            id: item.id,
            class: item.marking.class,
            owner: item.marking.owner,
            interval: { start: formatInstant(item.interval.start), end: formatInstant(item.interval.end) },
            place: item.place as unknown as JsonValue,
            document: item.document,
            ...(item.kind === 'observation' ? { original: digestOf('file') } : {}),
            ...(item.kind === 'possible-violation' ? { incident: digestOf('an incident') } : {}),
          },
        }),
      )
    for (const [at, item] of ITEMS.entries()) {
      await append('public', item)
      if (at === 30 && undisclosed !== null) await append('internal', undisclosed)
      if (at === 20 && ofOthers !== null) await append('public', ofOthers)
      if (at === 12) await ledger.publishCheckpoint('public', START)
    }
    await ledger.publishCheckpoint('public', START)
    const queries = createDeskQueries(database, ledger, audienceSets)
    const server = sampleServer(
      { requestsPerIdentity: UNHURRIED, requestsPerAddress: UNHURRIED },
      {},
      { queries, ledger, publishedSizes: createPublishedSizes(database) },
    )
    return {
      at: (now: typeof START) => void (server.state.now = now),
      ask: (path: string, audiences: readonly string[]) =>
        server.ask(path, { headers: as(audiences.join(' '), ['reader']) }),
      /** Says of incidents that they are none any more. */
      async end(ids: readonly string[]) {
        await ledger.write(async (turn) => {
          for (const id of ids) {
            const { marking } = ITEMS.find((one) => one.id === id)!
            await turn.append('public', {
              schema: RECORD_SCHEMA,
              kind: 'incident-ended',
              time: formatInstant(LATE),
              audiences: marking.audiences,
              body: { id },
            })
          }
        })
        await ledger.publishCheckpoint('public', LATE)
      },
      /** Everything that a live stream has said up to now, from the first record on. */
      async live(audiences: readonly string[], after = '0'): Promise<string> {
        const headers = { ...as(audiences.join(' '), ['reader']), 'last-event-id': after }
        const response = await server.ask('/api/v1/events?kinds=observation,incident,violation,list', {
          headers,
        })
        const reader = response.body!.getReader()
        let told = ''
        for (;;) {
          const timer = new Promise<null>((resolve) => setTimeout(() => resolve(null), 300))
          const piece = await Promise.race([reader.read(), timer])
          if (piece === null || piece.done) break
          told += Buffer.from(piece.value).toString()
        }
        await reader.cancel()
        return told
      },
      async close() {
        server.stop()
        await ledger.close()
        await database.close()
      },
    }
  }

  type Service = Awaited<ReturnType<typeof openService>>

  /** Every request that a reader could make of the items, by surface. */
  const REQUESTS: readonly {
    readonly surface: Surface
    readonly path: string
    readonly kinds: readonly Kind[]
  }[] = [
    ...(Object.keys(KINDS) as Kind[]).map((kind) => ({
      surface: 'list' as const,
      path: `/api/v1/${KINDS[kind]}?limit=1000`,
      kinds: [kind],
    })),
    { surface: 'search', path: '/api/v1/search?q=2026-06-20&limit=1000', kinds: ['incident', 'observation'] },
    ...(['observation', 'incident'] as const).flatMap((kind) =>
      ['json', 'geojson', 'csv', 'kml'].map((form) => ({
        surface: 'export' as const,
        path: `/api/v1/exports/${KINDS[kind]}.${form}`,
        kinds: [kind],
      })),
    ),
  ]

  const bodyOf = async (service: Service, path: string, audiences: readonly string[]): Promise<string> => {
    const response = await service.ask(path, audiences)
    return `${response.status} ${await response.text()}`
  }

  /** All that comes back, byte for byte: status, every header but the name of the request, and the body. */
  const answerOf = async (service: Service, path: string, audiences: readonly string[]): Promise<string> => {
    const response = await service.ask(path, audiences)
    const headers = [...response.headers]
      .filter(([name]) => name !== 'x-request-id')
      .sort(([a], [b]) => (a < b ? -1 : 1))
    const body = Buffer.from(await response.arrayBuffer()).toString('latin1')
    return `${response.status} ${JSON.stringify(headers)} ${body}`
  }

  /** The figures of `/metrics` but those of time and memory, which differ between any two moments. */
  const metricsOf = async (service: Service): Promise<readonly string[]> => {
    const lines = (await (await service.ask('/metrics', [])).text()).split('\n')
    return lines.map((line) =>
      /^(marsad_http_request_seconds_(bucket|sum)|process_)/.test(line) ? '' : line,
    )
  }

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

  describe(`releasability over HTTP, ${databaseName}`, () => {
    let service: Service
    beforeAll(async () => {
      service = await openService('matrix', null)
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

  describe(`an undisclosed item, ${databaseName}`, () => {
    const secret = {
      ...itemOf('observation', 77, { class: 'ordinary', audiences: ['party:a'] }),
      id: digestOf('undisclosed'),
    }
    const hidden = { ...secret, marking: { ...secret.marking, owner: 'party:a' } }
    const services: Service[] = []
    beforeAll(async () => {
      services.push(await openService('with', hidden), await openService('without', null))
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
  describe(`the size of the log, ${databaseName}`, () => {
    const ofOthers = {
      ...itemOf('observation', 78, { class: 'ordinary', audiences: ['mechanism'] }),
      id: digestOf('of others'),
    }
    const services: Service[] = []
    beforeAll(async () => {
      services.push(await openService('more', null, ofOthers), await openService('fewer', null))
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
