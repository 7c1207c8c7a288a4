// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'

import {
  compileAgreement,
  createAgreementLines,
  parseAgreement,
  type Agreement,
  type CompiledAgreement,
} from '#agreement'
import { compareAgreements } from '#assessments'
import { parseIncidentDocument, type Incident } from '#incidents'
import { formatInstant, type Instant } from '#kernel'

import type { AddRoutes } from '../app.ts'
import { INCIDENTS } from '../desk-kinds.ts'
import { viewerOf, type Viewer } from '../door.ts'
import { needs } from '../gates/sign-in.ts'
import type { ServerPorts } from '../ports.ts'
import { problemsOf, type ItemAnswer } from '../schemas/answer.ts'
import { jsonAnswer, jsonBody } from '../schemas/people.ts'
import { instantText } from '../schemas/query.ts'
import { takeOrRefuse } from '../take-or-refuse.ts'
import { readPage } from './desk.ts'

const MOST_TERMS_CHARACTERS = 2_000_000
/** More would keep others waiting; the answer says when there were more, and an interval says which are meant. */
const MOST_INCIDENTS = 2_000
const PAGE_ITEMS = 500
/** What the ingest stands beside an incident's own document (src/adapters/ingest/ingest-records.ts). */
const BESIDE = ['contact', 'results']

const terms = z.strictObject({
  name: z.string().min(1).max(200).openapi({ example: 'draft-b.yaml' }),
  text: z.string().max(MOST_TERMS_CHARACTERS).openapi({ description: 'The terms in YAML or JSON.' }),
})
const reason = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
})
const answer = z.object({ verdict: z.string(), reasons: z.array(reason) })
const named = z.object({ id: z.string(), draft: z.string().nullable(), digest: z.string() })
const counts = z.record(z.string(), z.number())
const comparisonSchema = z
  .object({
    a: named,
    b: named,
    terms: z.array(z.object({ path: z.string(), a: z.unknown(), b: z.unknown() })),
    incidents: z.number().openapi({ description: 'How many were held against both.' }),
    whole: z.boolean().openapi({ description: 'False where there were more than are compared at once.' }),
    untold: z.number().openapi({ description: 'Left out, as this reader has too little of them.' }),
    provisions: z.array(z.object({ provision: z.string(), countsA: counts, countsB: counts })),
    onlyInA: z.array(z.string()),
    onlyInB: z.array(z.string()),
    differences: z.array(
      z.object({ incident: z.string(), start: z.string(), provision: z.string(), a: answer, b: answer }),
    ),
  })
  .openapi('AgreementComparison')

const route = createRoute({
  method: 'post',
  path: '/api/v1/agreement/comparison',
  summary: 'The same incidents under two terms: every answer that differs, with the reasons that differ',
  request: jsonBody(
    z.strictObject({
      a: terms.nullable().openapi({ description: 'Null takes the terms in force.' }),
      b: terms,
      from: instantText.optional(),
      to: instantText.optional(),
    }),
  ),
  responses: {
    200: jsonAnswer('Nothing of it is kept.', comparisonSchema),
    ...problemsOf('sign-in-needed', 'not-allowed', 'body-unusable', 'body-too-large'),
  },
})

/** Holds what this reader knows of incidents against two terms; changes nothing. */
export const addComparison =
  (adopted: Agreement): AddRoutes =>
  (app, ports) => {
    app.use('/api/v1/agreement/comparison', needs(ports, 'read'))
    app.openapi(route, async (c) => {
      const { a, b, from, to } = c.req.valid('json')
      const left = a === null ? adopted : takeOrRefuse(parseAgreement(a.text, a.name))
      const right = takeOrRefuse(parseAgreement(b.text, b.name))
      const viewer = await viewerOf(ports, c.get('identity').reader, 'list')
      const { incidents, whole, untold } = await readIncidents(ports, viewer, { from, to })
      const compared = compareAgreements(compile(left), compile(right), incidents)
      const differences = compared.differences.map(({ start, ...one }) => ({
        ...one,
        start: formatInstant(start),
      }))
      return c.json(structuredClone({ ...compared, differences, whole, untold }) as never, 200)
    })
  }

const compile = (agreement: Agreement): CompiledAgreement =>
  compileAgreement(agreement, createAgreementLines(agreement))

/** The incidents of an interval as this reader has them, up to the most that are compared at once. */
async function readIncidents(
  ports: ServerPorts,
  viewer: Viewer,
  interval: { readonly from: Instant | undefined; readonly to: Instant | undefined },
): Promise<{ readonly incidents: readonly Incident[]; readonly whole: boolean; readonly untold: number }> {
  const incidents: Incident[] = []
  let untold = 0
  let cursor: string | undefined
  do {
    const page = await readPage(ports, INCIDENTS, viewer, { ...interval, cursor, limit: PAGE_ITEMS })
    for (const item of page.items) {
      const incident = toIncident(item)
      if (incident === null) untold += 1
      else incidents.push(incident)
    }
    cursor = page.next ?? undefined
  } while (cursor !== undefined && incidents.length + untold < MOST_INCIDENTS)
  return { incidents, whole: cursor === undefined, untold }
}

/** Null where the reader has a coarser copy, against which no terms can be held. */
function toIncident({ document }: ItemAnswer): Incident | null {
  const own = Object.fromEntries(Object.entries(document).filter(([name]) => !BESIDE.includes(name)))
  const read = parseIncidentDocument(own)
  return read.ok ? read.value : null
}
