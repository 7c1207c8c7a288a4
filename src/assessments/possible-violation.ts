// SPDX-License-Identifier: Apache-2.0
import type { Act, LineDistance } from '#agreement'
import type { Digest, Instant, Likelihood, Reason } from '#kernel'

/** `indication`: rests on one kind of means only; never in public lists. Nobody has claimed or judged either. */
export const STANDINGS = ['possible-violation', 'indication'] as const
export type Standing = (typeof STANDINGS)[number]

/** An incident that matches a provision, found by the machine. */
export interface PossibleViolation {
  /** Digest of incident id, provision id and agreement digest. */
  readonly id: Digest
  readonly incident: Digest
  readonly provision: string
  readonly act: Act
  readonly severity: string
  readonly standing: Standing
  readonly likelihood: Likelihood
  readonly distances: readonly LineDistance[]
  /** Both clocks of the response start at the breach. */
  readonly clock: { readonly breach: Instant; readonly elapsedSeconds: number }
  readonly speaksFor: readonly Reason[]
  readonly speaksAgainst: readonly Reason[]
}
