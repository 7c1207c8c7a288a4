// SPDX-License-Identifier: Apache-2.0
import type { Reason } from '#kernel'

import type { Verdict } from '../facts.ts'
import type { ProvisionReasonCode } from '../reason-codes.ts'

/** What one condition of a provision says of an incident. */
export type Answer = 'yes' | 'no' | 'unknown'

export interface Condition {
  readonly answer: Answer
  readonly reasons: readonly Reason[]
}

export const reason = (
  code: ProvisionReasonCode,
  params: Readonly<Record<string, string | number>> = {},
): Reason => ({ code, params })

export const condition = (answer: Answer, ...reasons: readonly Reason[]): Condition => ({ answer, reasons })

/**
 * All conditions have to hold for a breach (Kleene's strong conjunction): one that surely fails settles it, one that is
 * unknown leaves it open. The reasons are those that decide; where nothing is settled, those that hold are kept too.
 */
export function conjunction(conditions: readonly Condition[]): {
  readonly verdict: Verdict
  readonly reasons: readonly Reason[]
} {
  const failed = conditions.filter(({ answer }) => answer === 'no')
  if (failed.length > 0) return { verdict: 'no breach', reasons: failed.flatMap(({ reasons }) => reasons) }
  const reasons = conditions.flatMap((c) => c.reasons)
  const open = conditions.some(({ answer }) => answer === 'unknown')
  return { verdict: open ? 'cannot tell' : 'breach', reasons }
}
