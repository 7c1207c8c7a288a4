// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '#kernel'

import type { ServerContext } from '../env.ts'
import { signedInOf } from '../signed-in.ts'

/** Who is signed in, as far as the rules of proceedings ask. */
export function actorOf(c: ServerContext): Actor {
  const { id, organisation, nation, compartment, roles } = signedInOf(c).person
  return { person: id, organisation, nation, compartment, roles }
}

const PARTY = 'party:'

/** Id of the party that somebody works for; null for those of the mission. */
export const partyOf = ({ compartment }: Actor): string | null =>
  compartment.startsWith(PARTY) ? compartment.slice(PARTY.length) : null
