// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'

import { HYPOTHESES } from '#agreement'

import { bodyStream } from '../body-stream.ts'
import { INCIDENTS } from '../desk-kinds.ts'
import { briefThroughDoor, deskReaderOf, viewerOf } from '../door.ts'
import { refuseHead, type ServerApp } from '../env.ts'
import { traceOf } from '../failure.ts'
import { needs } from '../gates/sign-in.ts'
import type { ServerPorts } from '../ports.ts'
import { situationRow } from '../situation-row.ts'
import { problemsOf } from '../schemas/answer.ts'
import { exportQuerySchema } from '../schemas/query.ts'
import { refuseFuture } from './desk.ts'

const ROWS_IN_A_PIECE = 500

const route = createRoute({
  method: 'get',
  path: '/api/v1/situation',
  summary: 'Every incident as one short row, for a map of all of them',
  request: { query: exportQuerySchema },
  responses: {
    200: {
      description:
        'Lines of JSON: first `{ schema, asOf, exercise, hypotheses }`; then `[id, startMs, endMs, longitude, latitude, uncertaintyMeters, hypothesis, probability]`, where the hypothesis is a place in the list of the first line and null stands for what you may not know, the latest first; last `{ rows }`, without which the answer is not whole.',
      content: { 'application/x-ndjson': { schema: z.string() } },
    },
    ...problemsOf('query-unusable', 'sign-in-needed', 'not-allowed', 'too-many-requests'),
  },
})

/** The map's own list: the same items through the same door as the list of incidents, each in a few figures. */
export function addSituation(app: ServerApp, ports: ServerPorts): void {
  app.use('/api/v1/situation', needs(ports, 'read'))
  app.openapi(route, async (c) => {
    refuseHead(c)
    const query = c.req.valid('query')
    const viewer = await viewerOf(ports, c.get('identity').reader, 'list')
    const { horizon } = viewer
    refuseFuture(horizon, query.asOf)
    const asOf = horizon.asOf(query.asOf ?? null) ?? horizon.reached
    const question = {
      reader: deskReaderOf(viewer, INCIDENTS.kind),
      interval: { from: query.from ?? null, to: query.to ?? null },
      area: query.bbox ?? null,
      asOf,
    }
    const briefs = ports.queries.streamIncidentBriefs(question, 'latest-first')
    async function* lines(): AsyncGenerator<string> {
      const { exercise } = ports.settings
      yield JSON.stringify({ schema: 'marsad/situation@1', asOf, exercise, hypotheses: HYPOTHESES })
      let rows = 0
      for await (const one of briefs) {
        const brief = briefThroughDoor(one, viewer)
        if (brief === null) continue
        rows += 1
        yield situationRow(brief)
      }
      yield JSON.stringify({ rows })
    }
    const body = bodyStream(inPieces(lines()), (end, error) => {
      if (end === 'failed') ports.logger.error(traceOf(error), 'a situation ended early')
    })
    return c.body(body, 200, { 'content-type': 'application/x-ndjson; charset=utf-8' }) as never
  })
}

async function* inPieces(lines: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  let piece: string[] = []
  for await (const line of lines) {
    piece.push(line)
    if (piece.length < ROWS_IN_A_PIECE) continue
    yield encoder.encode(`${piece.join('\n')}\n`)
    piece = []
  }
  if (piece.length > 0) yield encoder.encode(`${piece.join('\n')}\n`)
}
