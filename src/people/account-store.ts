// SPDX-License-Identifier: Apache-2.0
import type { Account } from './account/index.ts'
import type { Compartment } from './compartment.ts'

/** The accounts as the records up to now make them; a table that projectors keep, so that no query walks the log. */
export interface AccountStore {
  byId(id: string): Promise<Account | null>
  /** Takes one look-up, whether there is such a person or not. */
  byLogin(login: string): Promise<Account | null>
  /** Sorted by login; of every compartment where null. */
  list(compartment: Compartment | null): Promise<readonly Account[]>
}
