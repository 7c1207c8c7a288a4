// SPDX-License-Identifier: Apache-2.0
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
import { digestOf, formatInstant, type JsonValue } from '#kernel'
import type { GuardedItem, Surface } from '#releasability'

import { exerciseSigner } from '../evidence/sample-bundle.ts'
import { as, sampleServer } from '../server/sample-server.ts'
import { ITEMS, KINDS, LATE, RECORD_KINDS, RULES, START, type Kind } from './matrix-items.ts'

export type OpenDatabase = (name: string) => Database | Promise<Database>

/** The matrix asks faster than a person would. */
const UNHURRIED = { perSecond: 1e6, burst: 1e6 }
const cryptography = createNodeCryptography()
const saltKey = exerciseSaltKey(cryptography)

/** A mission with all items, asked over HTTP at a moment of one's own. */
export async function openService(
  openDatabase: OpenDatabase,
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

export type Service = Awaited<ReturnType<typeof openService>>

/** Every request that a reader could make of the items, by surface. */
export const REQUESTS: readonly {
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

export const bodyOf = async (
  service: Service,
  path: string,
  audiences: readonly string[],
): Promise<string> => {
  const response = await service.ask(path, audiences)
  return `${response.status} ${await response.text()}`
}

/** All that comes back, byte for byte: status, every header but the name of the request, and the body. */
export const answerOf = async (
  service: Service,
  path: string,
  audiences: readonly string[],
): Promise<string> => {
  const response = await service.ask(path, audiences)
  const headers = [...response.headers]
    .filter(([name]) => name !== 'x-request-id')
    .sort(([a], [b]) => (a < b ? -1 : 1))
  const body = Buffer.from(await response.arrayBuffer()).toString('latin1')
  return `${response.status} ${JSON.stringify(headers)} ${body}`
}

/** The figures of `/metrics` but those of time and memory, which differ between any two moments. */
export const metricsOf = async (service: Service): Promise<readonly string[]> => {
  const lines = (await (await service.ask('/metrics', [])).text()).split('\n')
  return lines.map((line) => (/^(marsad_http_request_seconds_(bucket|sum)|process_)/.test(line) ? '' : line))
}
