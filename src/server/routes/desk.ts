// SPDX-License-Identifier: Apache-2.0
import { createRoute } from '@hono/zod-openapi'

import { formatCursor, parseCursor, type ListQuestion } from '../cursor.ts'
import { DESK_KINDS, type DeskKind } from '../desk-kinds.ts'
import { deskReaderOf, throughDoor, viewerOf, type Viewer } from '../door.ts'
import { pageText } from '../item-text.ts'
import type { ServerApp } from '../env.ts'
import { needs } from '../gates/sign-in.ts'
import type { LogHorizon } from '../log-horizon.ts'
import type { ServerPorts } from '../ports.ts'
import { ProblemError } from '../problem.ts'
import { itemSchema, pageSchema, problemsOf, type ItemAnswer, type PageAnswer } from '../schemas/answer.ts'
import { idParamSchema } from '../schemas/path.ts'
import { itemQuerySchema, listQuerySchema, type ListQuery } from '../schemas/query.ts'

/** Observations, incidents, possible violations and lists: a list and an item of each. */
export function addDesk(app: ServerApp, ports: ServerPorts): void {
  for (const kind of DESK_KINDS) {
    app.use(`/api/v1/${kind.name}/*`, needs(ports, 'read'))
    addList(app, ports, kind)
    addItem(app, ports, kind)
  }
}

function addList(app: ServerApp, ports: ServerPorts, kind: DeskKind): void {
  const route = createRoute({
    method: 'get',
    path: `/api/v1/${kind.name}`,
    summary: kind.summary,
    request: { query: listQuerySchema },
    responses: {
      200: {
        description: 'A page, by time and then id.',
        content: { 'application/json': { schema: pageSchema } },
      },
      ...problemsOf('query-unusable', 'sign-in-needed', 'not-allowed', 'too-many-requests'),
    },
  })
  app.openapi(route, async (c) => {
    const viewer = await viewerOf(ports, c.get('identity').reader, 'list')
    const page = await readPage(ports, kind, viewer, c.req.valid('query'))
    // Typed by the route: the text is a page's, written without reading its documents.
    return c.body(pageText(page), 200, { 'content-type': 'application/json' }) as never
  })
}

function addItem(app: ServerApp, ports: ServerPorts, kind: DeskKind): void {
  const route = createRoute({
    method: 'get',
    path: `/api/v1/${kind.name}/{id}`,
    summary: `${kind.summary}: one of them`,
    request: { params: idParamSchema, query: itemQuerySchema },
    responses: {
      200: { description: 'The item.', content: { 'application/json': { schema: itemSchema } } },
      ...problemsOf('query-unusable', 'sign-in-needed', 'not-allowed', 'not-found', 'too-many-requests'),
    },
  })
  app.openapi(route, async (c) => {
    const viewer = await viewerOf(ports, c.get('identity').reader, 'item')
    const { asOf } = c.req.valid('query')
    refuseFuture(viewer.horizon, asOf)
    const answer = await readItem(ports, kind, viewer, c.req.valid('param').id, asOf ?? null)
    if (answer === null) throw new ProblemError({ code: 'not-found' })
    return c.json(answer, 200)
  })
}

/** The item as it leaves for this viewer; null where there is none for them. */
export async function readItem(
  { queries }: Pick<ServerPorts, 'queries'>,
  kind: DeskKind,
  viewer: Viewer,
  id: string,
  asOf: number | null,
): Promise<ItemAnswer | null> {
  return readItemAt({ queries }, kind, viewer, id, viewer.horizon.asOf(asOf))
}

/** The same as of a size that nobody asked for. */
export async function readItemAt(
  { queries }: Pick<ServerPorts, 'queries'>,
  kind: DeskKind,
  viewer: Viewer,
  id: string,
  size: number | null,
): Promise<ItemAnswer | null> {
  const item = await kind.get(queries, deskReaderOf(viewer, kind.kind), id, size)
  return item === null ? null : throughDoor(kind.kind, item, viewer)
}

/** A page for this viewer; refuses cursors of other questions and sizes that the log has not reached. */
export async function readPage(
  ports: Pick<ServerPorts, 'queries' | 'settings'>,
  kind: DeskKind,
  viewer: Viewer,
  query: ListQuery,
): Promise<PageAnswer> {
  const question = questionOf(kind, query)
  const begun = parseCursor(question, query)
  if (begun === null && query.cursor !== undefined) throw new ProblemError({ code: 'cursor-unusable' })
  refuseFuture(viewer.horizon, begun?.asOf ?? query.asOf)
  const answer = await kind.list(ports.queries, {
    reader: deskReaderOf(viewer, kind.kind),
    interval: { from: query.from ?? null, to: query.to ?? null },
    area: query.bbox ?? null,
    asOf: viewer.horizon.asOf(begun?.asOf ?? query.asOf ?? null),
    cursor: begun?.inner ?? null,
    limit: query.limit,
  })
  if (answer.kind === 'bad-cursor') throw new ProblemError({ code: 'cursor-unusable' })
  const { items, next, asOf, atLeast } = answer.page
  return {
    items: items.flatMap((item) => throughDoor(kind.kind, item, viewer) ?? []),
    next: next === null ? null : formatCursor(question, { asOf, inner: next }),
    asOf,
    total: { atLeast },
    exercise: ports.settings.exercise,
  }
}

function questionOf({ kind }: DeskKind, { from, to, bbox }: ListQuery): ListQuestion {
  return { kind, from: from ?? null, to: to ?? null, bbox: bbox === undefined ? null : { ...bbox } }
}

/** A size that the log has yet to reach would give one answer now and another tomorrow. */
export function refuseFuture({ reached }: LogHorizon, asOf: number | undefined): void {
  if (asOf === undefined || asOf <= reached) return
  throw new ProblemError({ code: 'query-unusable', problems: [{ path: 'asOf', code: 'as-of-not-reached' }] })
}
