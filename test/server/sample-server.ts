// SPDX-License-Identifier: Apache-2.0
import { pino } from 'pino'

import { createNodeCryptography } from '#adapters'
import { createMemoryOriginalStore } from '#evidence'
import { toInstant, type Digest, type Instant, type JsonValue } from '#kernel'
import { PERMISSIONS, type Role } from '#people'
import type { DeskItem, DeskItemKind } from '#reports'
import {
  createApp,
  DEFAULT_SETTINGS,
  type AppParts,
  type Identity,
  type ServerPorts,
  type ServerSettings,
} from '#server'
import { createMemoryDesk } from './memory-desk.ts'
import { createMemoryLedger } from './memory-ledger.ts'

export const NOW = toInstant(Date.UTC(2026, 5, 24, 12))
const BASE = 'http://localhost'

/** Signed in as somebody, by a header that only tests know. */
export const as = (audiences: string, roles: readonly Role[] = ['reader']): Record<string, string> => ({
  'x-test-audiences': audiences,
  'x-test-roles': roles.join(' '),
})
export const ANALYST = as('mechanism public', ['analyst'])
export const LIAISON = as('party:a public', ['liaison'])

/** The surface over ports that live in memory, with what a test needs to look behind it. */
export function sampleServer(
  settings: Partial<ServerSettings> = {},
  parts: AppParts = {},
  changed: Partial<ServerPorts> = {},
) {
  const ledger = createMemoryLedger()
  const desk = createMemoryDesk(() => ledger.records.public.length)
  const lines: string[] = []
  const tokens = new Map([
    ['token-of-firms', 'firms'],
    ['token-of-other', 'other'],
  ])
  const acknowledged = new Map<string, { log: 'public'; index: number; digest: Digest }>()
  const stopping = new AbortController()
  const state = {
    backlog: 0,
    notReady: [] as string[],
    alarms: [] as string[],
    now: NOW,
    silences: new Map<string, Instant>(),
  }
  const ports: ServerPorts = {
    queries: desk,
    ledger,
    // As if a checkpoint followed every record.
    publishedSizes: async () =>
      Array.from({ length: (await (changed.ledger ?? ledger).sizeOf('public')) + 1 }, (_, n) => n),
    originals: createMemoryOriginalStore(createNodeCryptography()),
    feeds: {
      feedOfToken: (token) => Promise.resolve(tokens.get(token) ?? null),
      webhookKeysOf: (feed) =>
        Promise.resolve(feed === 'firms' ? [new TextEncoder().encode('key of firms')] : []),
      backlog: () => Promise.resolve(state.backlog),
      silences: () => Promise.resolve(state.silences),
      async acknowledge({ feed, original, bytes }) {
        const key = `${feed} ${original}`
        const known = acknowledged.get(key)
        if (known !== undefined) return { ...known, isFirst: false }
        const { digest, index } = await ledger.write((turn) =>
          turn.append('public', record('received', { feed, original, bytes })),
        )
        acknowledged.set(key, { log: 'public', index, digest })
        return { log: 'public', index, digest, isFirst: true }
      },
    },
    proofs: {
      key: 'log+0',
      commitmentOf: (record) => ({ salt: `salt ${record}`, commitment: `commitment ${record}` }),
    },
    authenticate: (request) => Promise.resolve(identityOf(request)),
    mayDo: ({ roles }, action) => roles.some((role) => PERMISSIONS[role][action]),
    findPlaces: (text) =>
      Promise.resolve(
        text === 'Bakhmut' ? [{ name: 'Bakhmut', position: { latitude: 48.59, longitude: 38 } }] : [],
      ),
    notReady: () => Promise.resolve(state.notReady),
    alarms: () => Promise.resolve(state.alarms),
    now: () => state.now,
    stopping: stopping.signal,
    logger: pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) }),
    settings: { ...DEFAULT_SETTINGS, followMs: 5, ...settings },
    ...changed,
  }
  const app = createApp(ports, parts)

  return {
    app,
    ports,
    ledger,
    desk,
    lines,
    state,
    stop: () => stopping.abort(),
    /** Asks over no socket, as if from `peer`. */
    ask: async (path: string, init: RequestInit = {}, peer = '127.0.0.1'): Promise<Response> =>
      app.request(BASE + path, init, { incoming: { socket: { remoteAddress: peer } } }),
    /** Puts an item on the desk by a record of the public log. */
    add(kind: DeskItemKind, made: Partial<DeskItem> & { readonly id: string }): DeskItem {
      const audiences = made.audiences ?? ['mechanism']
      ledger.records.public.push(record(kind, { id: made.id }, audiences))
      const item: DeskItem = {
        interval: { start: NOW, end: NOW },
        center: { latitude: 48.5, longitude: 38 },
        since: ledger.records.public.length,
        document: { schema: 'test@1' },
        ...made,
        audiences,
      }
      desk.items[kind].push(item)
      return item
    },
  }
}

const record = (
  kind: string,
  body: { [key: string]: JsonValue },
  audiences: readonly string[] = ['mechanism'],
) => ({ schema: 'marsad/record@1', kind, time: '2026-06-24T12:00:00.000Z', audiences, body }) as const

function identityOf(request: Request): Identity | null {
  const audiences = request.headers.get('x-test-audiences')
  if (audiences === null) return null
  const roles = (request.headers.get('x-test-roles') ?? '').split(' ') as Role[]
  return { reader: { person: 'person-1', audiences: audiences.split(' ') }, roles, limitKey: audiences }
}
