// SPDX-License-Identifier: Apache-2.0
import type { DeskItem } from './desk-queries.ts'

/** What a map or a list of all incidents shows of each, as far as its document says it. */
export interface IncidentFigures {
  /** Longer half axis of the ellipse that holds the place. */
  readonly uncertaintyMeters: number | null
  /** The likeliest hypothesis; of equal ones the first. */
  readonly hypothesis: string | null
  /** Of a military cause, from 0 to 1. */
  readonly probability: number | null
}

/** An incident without its document. */
export interface IncidentBrief extends Omit<DeskItem, 'document' | 'text'> {
  readonly figures: IncidentFigures
}

/** The figures of an incident's document, in whichever form it leaves; null is what that form does not say. */
export function incidentFigures(document: { readonly [key: string]: unknown }): IncidentFigures {
  const hypotheses = listOf(document['hypotheses']).map((one) => ({
    name: textOf(fieldOf(one, 'hypothesis')),
    probability: numberOf(fieldOf(one, 'probability')) ?? 0,
  }))
  const [first, ...others] = hypotheses
  const likeliest =
    first === undefined
      ? null
      : others.reduce((best, one) => (one.probability > best.probability ? one : best), first)
  return {
    uncertaintyMeters: numberOf(fieldOf(document['geometry'], 'semiMajorMeters')),
    hypothesis: likeliest?.name ?? null,
    probability: numberOf(fieldOf(document['likelihood'], 'probability')),
  }
}

const fieldOf = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null)
const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)
