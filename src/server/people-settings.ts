// SPDX-License-Identifier: Apache-2.0
import type { IdentityProvider, People, PeopleContext, Porch, Vault } from '#adapters'

/** What the routes for people need beside the ports of the server. */
export interface PeopleRoutes {
  readonly people: People
  readonly context: PeopleContext
  readonly vault: Vault
  /** Where what the public sends waits. */
  readonly porch: Porch
  /** Null where people sign in by local accounts alone. */
  readonly identityProvider: IdentityProvider | null
  /** Whether browsers reach the service over TLS alone, so that the cookie never goes in the clear. */
  readonly secureCookie: boolean
  /** Told on the console at the first start, while there is nobody; null once there is somebody. */
  readonly setUpCode: string | null
}
