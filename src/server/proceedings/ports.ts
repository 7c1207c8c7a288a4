// SPDX-License-Identifier: Apache-2.0
import type { Vault } from '#adapters'
import type { Agreement } from '#agreement'
import type { CaseBasis, CaseSubject } from '#assessments'
import type { Cryptography, Ledger, Signer } from '#evidence'
import type { Digest, Instant, Result } from '#kernel'
import type { ProceedingQueries } from '#responses'

/** What an assessment came to when it was worked out again. */
export interface Reassessment {
  readonly probability: number
  readonly means: readonly string[]
  readonly independentSources: number
}

/** What the routes for cases, attributions, responses, requests, notifications, messages and findings need. */
export interface ProceedingPorts {
  readonly ledger: Ledger
  readonly queries: ProceedingQueries
  readonly agreement: Agreement
  readonly exercise: boolean
  /** Signs notes of shifts in the name of the mission. */
  readonly signer: Signer
  readonly cryptography: Cryptography
  /** Says before material of a human source can no longer be used; null where there is no vault. */
  readonly vault: Pick<Vault, 'beforeWithdrawal'> | null
  now(): Instant
  /** A name that nobody can guess and that counts nothing. */
  newId(): string
  /** What a case resting on this is about, from the tables; refuses where a possible violation is not there. */
  subjectOf(basis: readonly CaseBasis[]): Promise<Result<CaseSubject>>
  /** The incident worked out again without these observations; null where nothing of it is left. */
  reassess(incidents: readonly Digest[], without: readonly Digest[]): Promise<Reassessment | null>
}
