// SPDX-License-Identifier: Apache-2.0
import { z } from '@hono/zod-openapi'

import { compileAgreement, resolvedLinesOf, type Agreement, type LineProvider } from '#agreement'
import type { Instant, Position } from '#kernel'

const names = z.object({ ar: z.string(), en: z.string(), fr: z.string(), uk: z.string(), ru: z.string() })
const named = z.object({ id: z.string(), names })
const lonLat = z.tuple([z.number(), z.number()]).openapi({ description: 'Longitude, latitude (WGS 84).' })
const parts = z.array(z.array(lonLat))

export const agreementSchema = z
  .object({
    id: z.string(),
    names,
    exercise: z.boolean(),
    mapNote: names.openapi({ description: 'To stand beside every map.' }),
    timeZone: z.string().openapi({ description: 'IANA zone of the official mission time.', example: 'UTC' }),
    inForce: z.object({ from: z.string(), until: z.string().nullable() }),
    parties: z.array(named),
    provisions: z.array(named),
    ladders: z
      .array(z.object({ breachingParty: z.string(), steps: z.array(named) }))
      .openapi({ description: 'What the steps of a response are called, by whose breach it answers.' }),
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
export type AgreementAnswer = z.infer<typeof agreementSchema>

const written = z
  .string()
  .nullable()
  .openapi({ description: 'As JSON; null where the terms say nothing there.' })

/** What a draft comes to; `summary`, `drawn` and `differs` are null where there are problems. */
export const checkedTermsSchema = z
  .object({
    problems: z.array(
      z.object({
        path: z.string(),
        code: z.string(),
        params: z.record(z.string(), z.union([z.string(), z.number()])),
        place: z.object({ line: z.int(), column: z.int() }).nullable(),
      }),
    ),
    summary: z
      .object({
        digest: z.string(),
        lines: z.array(
          z.object({
            id: z.string(),
            kind: z.string(),
            claimedBy: z.string().nullable(),
            lengthKilometres: z.number().nullable(),
            accuracyKilometres: z.number(),
            replacedByFrontline: z.boolean(),
          }),
        ),
        zones: z.array(z.object({ id: z.string(), kind: z.string() })),
        provisions: z.array(z.object({ id: z.string(), obstacles: z.array(z.string()) })),
        ladders: z.array(z.object({ party: z.string(), steps: z.int(), illustrative: z.boolean() })),
      })
      .nullable(),
    drawn: agreementSchema.nullable(),
    differs: z.array(z.object({ path: z.string(), inForce: written, here: written })).nullable(),
  })
  .openapi('CheckedTerms')

/** Terms with their lines resolved and their zones laid out, to be drawn as they lie at any moment. */
export function drawAgreement(
  agreement: Agreement,
  lines: LineProvider,
): (at: { readonly exercise: boolean; readonly now: Instant }) => AgreementAnswer {
  const compiled = compileAgreement(agreement, lines)
  const resolved = new Map(resolvedLinesOf(agreement).map((line) => [line.id, line]))
  return ({ exercise, now }) => ({
    id: agreement.id,
    names: agreement.names,
    exercise,
    mapNote: agreement.mapNote,
    timeZone: agreement.timeZone ?? 'UTC',
    inForce: { from: agreement.inForce.from, until: agreement.inForce.until },
    parties: agreement.parties.map(toNamed),
    provisions: agreement.provisions.map(toNamed),
    ladders: agreement.ladders.map(({ breachingParty, steps }) => ({
      breachingParty,
      steps: steps.map(toNamed),
    })),
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
    zones: compiled.describeZones(now).map(({ zone, names: words, polygons, edges }) => ({
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
