// SPDX-License-Identifier: Apache-2.0
import {
  differingTerms,
  VERDICTS,
  type CompiledAgreement,
  type DifferingTerm,
  type ProvisionResult,
  type Verdict,
} from '#agreement'
import type { Incident } from '#incidents'
import type { Digest, Instant, Reason } from '#kernel'

import { factsOf } from './assess.ts'

/** One side's answer, with what decided it. */
export interface ComparedAnswer {
  readonly verdict: Verdict
  readonly reasons: readonly Reason[]
}

/** An incident that the two terms answer differently; reasons that both give are left out. */
export interface DifferingResult {
  readonly incident: Digest
  readonly start: Instant
  readonly provision: string
  readonly a: ComparedAnswer
  readonly b: ComparedAnswer
}

/** The same facts under two terms. */
export interface AgreementComparison {
  readonly a: { readonly id: string; readonly draft: string | null; readonly digest: Digest }
  readonly b: { readonly id: string; readonly draft: string | null; readonly digest: Digest }
  /** What the terms themselves say differently. */
  readonly terms: readonly DifferingTerm[]
  readonly incidents: number
  /** Provisions under the same id in both; only these are held against each other. */
  readonly provisions: readonly {
    readonly provision: string
    readonly countsA: Readonly<Record<Verdict, number>>
    readonly countsB: Readonly<Record<Verdict, number>>
  }[]
  readonly onlyInA: readonly string[]
  readonly onlyInB: readonly string[]
  /** In the order of the incidents, then of the provisions of A. */
  readonly differences: readonly DifferingResult[]
}

/** Holds the same incidents against two terms and lists every answer that differs, with the reasons that differ. */
export function compareAgreements(
  a: CompiledAgreement,
  b: CompiledAgreement,
  incidents: readonly Incident[],
): AgreementComparison {
  const idsOfA = a.agreement.provisions.map(({ id }) => id)
  const idsOfB = new Set(b.agreement.provisions.map(({ id }) => id))
  const common = idsOfA.filter((id) => idsOfB.has(id))
  const counts = new Map(common.map((id) => [id, { a: noVerdicts(), b: noVerdicts() }]))
  const differences: DifferingResult[] = []
  for (const incident of incidents) {
    const facts = factsOf(incident)
    const answersOfA = byProvision(a.test(facts))
    const answersOfB = byProvision(b.test(facts))
    for (const [provision, count] of counts) {
      const left = answersOfA.get(provision)
      const right = answersOfB.get(provision)
      if (left === undefined || right === undefined) continue
      count.a[left.verdict] += 1
      count.b[right.verdict] += 1
      if (left.verdict === right.verdict) continue
      const start = incident.interval.start
      differences.push({ incident: incident.id, start, provision, ...differing(left, right) })
    }
  }
  return {
    a: nameOf(a),
    b: nameOf(b),
    terms: differingTerms(a.agreement, b.agreement),
    incidents: incidents.length,
    provisions: [...counts].map(([provision, count]) => ({ provision, countsA: count.a, countsB: count.b })),
    onlyInA: idsOfA.filter((id) => !idsOfB.has(id)),
    onlyInB: [...idsOfB].filter((id) => !common.includes(id)),
    differences,
  }
}

const nameOf = ({ agreement, digest }: CompiledAgreement) => ({
  id: agreement.id,
  draft: agreement.draft ?? null,
  digest,
})

const byProvision = (results: readonly ProvisionResult[]): ReadonlyMap<string, ProvisionResult> =>
  new Map(results.map((result) => [result.provision, result]))

const noVerdicts = (): Record<Verdict, number> =>
  Object.fromEntries(VERDICTS.map((verdict) => [verdict, 0])) as Record<Verdict, number>

function differing(
  a: ProvisionResult,
  b: ProvisionResult,
): { readonly a: ComparedAnswer; readonly b: ComparedAnswer } {
  const keyOf = ({ code, params }: Reason): string => JSON.stringify([code, params])
  const without = (reasons: readonly Reason[], others: readonly Reason[]): readonly Reason[] => {
    const known = new Set(others.map(keyOf))
    return reasons.filter((reason) => !known.has(keyOf(reason)))
  }
  return {
    a: { verdict: a.verdict, reasons: without(a.reasons, b.reasons) },
    b: { verdict: b.verdict, reasons: without(b.reasons, a.reasons) },
  }
}
