// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'

import { compileAgreement, resolvedLinesOf, type Agreement, type LineProvider } from '#agreement'
import type { Position } from '#kernel'

import type { AppParts } from '../app.ts'
import type { ServerApp } from '../env.ts'
import { needs } from '../gates/sign-in.ts'
import type { ServerPorts } from '../ports.ts'
import { problemsOf } from '../schemas/answer.ts'
import { jsonAnswer } from '../schemas/people.ts'

const names = z.object({ ar: z.string(), en: z.string(), fr: z.string(), uk: z.string(), ru: z.string() })
const named = z.object({ id: z.string(), names })
const lonLat = z.tuple([z.number(), z.number()]).openapi({ description: 'Longitude, latitude (WGS 84).' })
const parts = z.array(z.array(lonLat))

const agreementSchema = z
  .object({
    id: z.string(),
    names,
    exercise: z.boolean(),
    mapNote: names.openapi({ description: 'To stand beside every map.' }),
    timeZone: z.string().openapi({ description: 'IANA zone of the official mission time.', example: 'UTC' }),
    inForce: z.object({ from: z.string(), until: z.string().nullable() }),
    parties: z.array(named),
    provisions: z.array(named),
    objects: z.array(
      z.object({ id: z.string(), names: names.nullable(), class: z.string(), position: lonLat }),
    ),
    lines: z.array(
      named.extend({
        kind: z.enum(['codified', 'claimed', 'working']),
        date: z.string().nullable(),
        source: z.string(),
        isLineOfContact: z.boolean(),
        parts,
      }),
    ),
    zones: z.array(
      named.extend({
        polygons: z.array(parts),
        edges: z.array(z.object({ party: z.string(), line: z.string(), kilometres: z.number(), parts })),
      }),
    ),
  })
  .openapi('AdoptedAgreement')
type AgreementAnswer = z.infer<typeof agreementSchema>

const route = createRoute({
  method: 'get',
  path: '/api/v1/agreement',
  summary:
    'The terms in force: names, lines and zones as they lie now, and the note that stands beside every map',
  responses: {
    200: jsonAnswer('The adopted terms.', agreementSchema),
    ...problemsOf('sign-in-needed', 'not-allowed'),
  },
})

/** The adopted terms as pages and maps need them. */
export const agreementParts = (agreement: Agreement, lines: LineProvider): AppParts => ({
  closed: [(app, ports) => addAgreement(app, ports, agreement, lines)],
})

function addAgreement(app: ServerApp, ports: ServerPorts, agreement: Agreement, lines: LineProvider): void {
  const compiled = compileAgreement(agreement, lines)
  const resolved = new Map(resolvedLinesOf(agreement).map((line) => [line.id, line]))
  app.use('/api/v1/agreement', needs(ports, 'read'))
  app.openapi(route, (c) => {
    const answer: AgreementAnswer = {
      id: agreement.id,
      names: agreement.names,
      exercise: ports.settings.exercise,
      mapNote: agreement.mapNote,
      timeZone: agreement.timeZone ?? 'UTC',
      inForce: { from: agreement.inForce.from, until: agreement.inForce.until },
      parties: agreement.parties.map(toNamed),
      provisions: agreement.provisions.map(toNamed),
      objects: agreement.objects.map((object) => ({
        id: object.id,
        names: object.names ?? null,
        class: object.class,
        position: toLonLat(object.position),
      })),
      lines: agreement.lines.map((line) => ({
        ...toNamed(line),
        kind: line.kind,
        date: line.date ?? null,
        source: line.source,
        isLineOfContact: line.id === agreement.lineOfContact?.line,
        parts: (resolved.get(line.id)?.parts ?? []).map((part) => part.map(toLonLat)),
      })),
      zones: compiled.describeZones(ports.now()).map(({ zone, names: words, polygons, edges }) => ({
        id: zone,
        names: words,
        polygons: polygons.map((rings) => rings.map(toClosedRing)),
        edges: edges.map(({ party, line, kilometres, parts: courses }) => ({
          party,
          line,
          kilometres,
          parts: courses.map((course) => course.map(toLonLat)),
        })),
      })),
    }
    return c.json(answer, 200)
  })
}

const toNamed = ({ id, names: words }: { readonly id: string; readonly names: Agreement['names'] }) => ({
  id,
  names: words,
})

/** To a metre, which is finer than anything drawn. */
const rounded = (degrees: number): number => Math.round(degrees * 1e5) / 1e5

const toLonLat = ({ longitude, latitude }: Position): [number, number] => [
  rounded(longitude),
  rounded(latitude),
]

const toClosedRing = (ring: readonly Position[]): [number, number][] =>
  [...ring, ...ring.slice(0, 1)].map(toLonLat)
