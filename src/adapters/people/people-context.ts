// SPDX-License-Identifier: Apache-2.0
import type { Kysely } from 'kysely'

import type { Instant } from '#kernel'
import { toPersonRecord, type Compartment, type PersonEvent } from '#people'

import type { CredentialSafe, Passkeys, Passwords } from '../credentials/index.ts'
import type { AudienceSets, DatabaseLedger, DatabaseTurn, Tables } from '../database/index.ts'

/** What looking after people needs of the machine. */
export interface PeopleContext {
  readonly ledger: DatabaseLedger
  /** Connection for reading. */
  readonly reader: Kysely<Tables>
  /** The ledger's own. */
  readonly audienceSets: AudienceSets
  readonly passwords: Passwords
  readonly safe: CredentialSafe
  /** Null where the service has no address that browsers reach it by. */
  readonly passkeys: Passkeys | null
  /** What authenticator apps call the service. */
  readonly issuer: string
  now(): Instant
}

/** Appends what was decided; the tables follow within the turn. */
export async function recordEvents(
  turn: DatabaseTurn,
  compartment: Compartment,
  events: readonly PersonEvent[],
  now: Instant,
): Promise<void> {
  for (const event of events) await turn.append('internal', toPersonRecord(compartment, event, now))
}
