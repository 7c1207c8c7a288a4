// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'

import { DAY_MS, formatInstant, parseInstant, startOfDay, toInstant, type Position } from '#kernel'

import { DESK_KINDS, INCIDENTS, OBSERVATIONS } from '../desk-kinds.ts'
import { viewerOf, type Viewer } from '../door.ts'
import type { ServerApp } from '../env.ts'
import { needs } from '../gates/sign-in.ts'
import type { ServerPorts } from '../ports.ts'
import { itemSchema, pageSchema, problemsOf, type PageAnswer } from '../schemas/answer.ts'
import { searchQuerySchema, type ListQuery } from '../schemas/query.ts'
import { readItem, readPage } from './desk.ts'

/** Half the side of the box searched around a place: about 11 km of latitude. */
const AROUND_DEGREES = 0.1
const MOST_PLACES = 5

const meaningSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('id') }),
  z.object({ kind: z.literal('time'), from: z.string(), to: z.string() }),
  z.object({ kind: z.literal('place'), name: z.string(), bbox: z.array(z.number()).length(4) }),
])

const searchSchema = z
  .object({
    found: z.array(
      z.object({
        meaning: meaningSchema,
        items: z.array(itemSchema).optional(),
        incidents: pageSchema.optional(),
        observations: pageSchema.optional(),
      }),
    ),
  })
  .openapi('Found')
type Found = z.infer<typeof searchSchema>['found'][number]

const route = createRoute({
  method: 'get',
  path: '/api/v1/search',
  summary: 'By id, by time or by place: whatever the words can mean',
  request: { query: searchQuerySchema },
  responses: {
    200: {
      description: 'What was found under each meaning.',
      content: { 'application/json': { schema: searchSchema } },
    },
    ...problemsOf('query-unusable', 'sign-in-needed', 'not-allowed', 'too-many-requests'),
  },
})

export function addSearch(app: ServerApp, ports: ServerPorts): void {
  app.use('/api/v1/search', needs(ports, 'read'))
  app.openapi(route, async (c) => {
    const { q, limit } = c.req.valid('query')
    const viewer = await viewerOf(ports, c.get('identity').reader, 'search')
    const found = [
      ...(await findId(ports, viewer, q)),
      ...(await findTime(ports, viewer, q, limit)),
      ...(await findPlaces(ports, viewer, q, limit)),
    ]
    return c.json({ found }, 200)
  })
}

async function findId(ports: ServerPorts, viewer: Viewer, q: string): Promise<readonly Found[]> {
  const items = await Promise.all(DESK_KINDS.map((kind) => readItem(ports, kind, viewer, q, null)))
  const readable = items.filter((item) => item !== null)
  return readable.length === 0 ? [] : [{ meaning: { kind: 'id' }, items: readable }]
}

/** A day is the whole of it in UTC; an instant is the hour that begins with it. */
async function findTime(
  ports: ServerPorts,
  viewer: Viewer,
  q: string,
  limit: number,
): Promise<readonly Found[]> {
  const read = parseInstant(q)
  if (!read.ok) return []
  const from = /^\d{4}-\d{2}-\d{2}$/.test(q) ? startOfDay(read.value) : read.value
  const lengthMs = from === read.value && q.length === 10 ? DAY_MS : DAY_MS / 24
  const to = toInstant(from + lengthMs - 1)
  const meaning = { kind: 'time' as const, from: formatInstant(from), to: formatInstant(to) }
  return [{ meaning, ...(await pages(ports, viewer, { from, to, limit })) }]
}

async function findPlaces(
  ports: ServerPorts,
  viewer: Viewer,
  q: string,
  limit: number,
): Promise<readonly Found[]> {
  const point = parsePosition(q)
  const places = point === null ? await ports.findPlaces(q, MOST_PLACES) : [{ name: '', position: point }]
  return Promise.all(
    places.map(async ({ name, position }): Promise<Found> => {
      const bbox = boxAround(position)
      const meaning = { kind: 'place' as const, name, bbox: [bbox.west, bbox.south, bbox.east, bbox.north] }
      return { meaning, ...(await pages(ports, viewer, { bbox, limit })) }
    }),
  )
}

async function pages(
  ports: ServerPorts,
  viewer: Viewer,
  query: ListQuery,
): Promise<{ incidents: PageAnswer; observations: PageAnswer }> {
  const [incidents, observations] = await Promise.all([
    readPage(ports, INCIDENTS, viewer, query),
    readPage(ports, OBSERVATIONS, viewer, query),
  ])
  return { incidents, observations }
}

/** `48.59, 38.00`: latitude first, as people write it. */
function parsePosition(q: string): Position | null {
  const match = /^(-?\d{1,2}(?:\.\d{1,9})?)[\s,;]+(-?\d{1,3}(?:\.\d{1,9})?)$/.exec(q)
  if (match === null) return null
  const [latitude, longitude] = [Number(match[1]), Number(match[2])]
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : null
}

const boxAround = ({ latitude, longitude }: Position) => ({
  west: Math.max(-180, longitude - AROUND_DEGREES),
  south: Math.max(-90, latitude - AROUND_DEGREES),
  east: Math.min(180, longitude + AROUND_DEGREES),
  north: Math.min(90, latitude + AROUND_DEGREES),
})
