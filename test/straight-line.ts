// SPDX-License-Identifier: Apache-2.0
import {
  compileAgreement,
  createAgreementLines,
  type Agreement,
  type IncidentFacts,
  type ProvisionResult,
} from '#agreement'
import { destination } from '#kernel'

import { changedTerms, factsAt, type SampleFacts } from './sample-terms.ts'

/** Terms made ready with their own lines. */
export const compiled = (terms: Agreement) => compileAgreement(terms, createAgreementLines(terms))

/** The exercise with a straight line along 33 E, so that places can be named by their distance from it. */
export const straight = (change: Parameters<typeof changedTerms>[1] = () => undefined): Agreement =>
  changedTerms('exercise-2026', (draft) => {
    draft.lines[0].geometry.parts = [
      [
        { latitude: 51, longitude: 33 },
        { latitude: 46, longitude: 33 },
      ],
    ]
    change(draft)
  })

/** Facts `kilometres` east (or, negative, west) of the straight line. */
export const eastOf = (kilometres: number, sample: Partial<SampleFacts> = {}): IncidentFacts => {
  const bearing = kilometres < 0 ? 270 : 90
  const place = destination({ latitude: 48.5, longitude: 33 }, bearing, Math.abs(kilometres) * 1_000)
  return factsAt({ ...place, ...sample })
}

/** One provision's answer. Throws Error for a provision that the terms do not have. */
export function resultOf(terms: Agreement, provision: string, facts: IncidentFacts): ProvisionResult {
  const found = compiled(terms)
    .test(facts)
    .find((result) => result.provision === provision)
  if (found === undefined) throw new Error(provision)
  return found
}

/** The verdict and the codes of its reasons, as one line. */
export const told = (terms: Agreement, provision: string, facts: IncidentFacts): string => {
  const { verdict, reasons } = resultOf(terms, provision, facts)
  return [verdict, ...reasons.map(({ code }) => code)].join(' | ')
}
