// SPDX-License-Identifier: Apache-2.0

/** Who does something, as far as a rule may ask: never a name. */
export interface Actor {
  /** Id of the person. */
  readonly person: string
  readonly organisation: string
  /** ISO 3166-1 alpha-2 code. */
  readonly nation: string
  readonly compartment: string
  readonly roles: readonly string[]
}

/** Something that was asked for and allowed, as the ledger keeps it: by whom, and when (RFC 3339 in UTC). */
export interface Recorded<Event> {
  readonly event: Event
  readonly actor: Actor
  readonly at: string
}
