// SPDX-License-Identifier: Apache-2.0
import {
  digestOf,
  formatInstant,
  ok,
  problem,
  refuse,
  type JsonValue,
  type Problem,
  type Result,
} from '#kernel'

import { canonicalText } from './canonical-text.ts'
import { quantiseContent } from './quantise.ts'
import type { Observation, ObservationContent } from './observation.ts'
import { observationDocumentSchema } from './schema.ts'

/** An observation as stored and exported: plain JSON, instants as RFC 3339 text. */
export type ObservationDocument = { readonly [key: string]: JsonValue }

/**
 * Rounds the content to what is stored (positions 1e-6 degree, seconds 1e-3, metres 0.1) and names it by the SHA-256
 * of its document's canonical JSON. Throws TypeError on NaN, infinities and text with lone surrogates.
 */
export function nameObservation(content: ObservationContent): Observation {
  const quantised = quantiseContent(content)
  return { id: digestOf(canonicalText(quantised)), ...quantised }
}

/** The document of a named observation; `parseObservationDocument` reads it back to an equal value. */
export const toObservationDocument = (observation: Observation): ObservationDocument => ({
  ...contentDocument(observation),
  id: observation.id,
})

/** Reads a stored observation; refuses, with every problem listed, one of another shape or whose id does not match its content. */
export function parseObservationDocument(json: unknown): Result<Observation> {
  const parsed = observationDocumentSchema.safeParse(json)
  if (!parsed.success) return refuse(...parsed.error.issues.map((issue) => toProblem(issue)))
  const { id, ...content } = parsed.data
  const named = nameObservation(content)
  if (named.id !== id) return refuse(problem('id', 'observation-id-mismatch', { id, content: named.id }))
  return ok(named)
}

const contentDocument = (content: ObservationContent): ObservationDocument => ({
  ...(content as unknown as ObservationDocument),
  time: {
    start: formatInstant(content.time.start),
    end: formatInstant(content.time.end),
    clockErrorSeconds: content.time.clockErrorSeconds,
    precision: content.time.precision,
  },
})

function toProblem(issue: { readonly path: readonly PropertyKey[]; readonly message: string }): Problem {
  return problem(issue.path.map(String).join('.'), 'observation-field-wrong', { what: issue.message })
}
