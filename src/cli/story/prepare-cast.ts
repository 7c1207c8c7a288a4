// SPDX-License-Identifier: Apache-2.0
import { createPeople } from '#adapters'
import { ok, type Result } from '#kernel'

import { peopleContextOf, type HeldMission } from '../mission-access.ts'
import { issuedTokenSchema } from '../feed-tokens.ts'
import { runCommand } from '../mission-commands.ts'
import type { Part } from './cast.ts'

/** Adds the cast with one password made for this telling, and a token for every feed; gives the tokens by feed. */
export async function prepareCast(
  held: HeldMission,
  cast: readonly Part[],
  sources: readonly string[],
  password: string,
): Promise<Result<ReadonlyMap<string, string>>> {
  const { mission } = held
  const people = createPeople(peopleContextOf(held), (error) => {
    throw error
  })
  try {
    for (const { login, nation, compartment, role } of cast) {
      const request = {
        login,
        name: `EXERCISE ${role}`,
        organisation: 'EXERCISE',
        nation,
        compartment,
        roles: [role],
      }
      const added = await runCommand({ mission, people }, 'user-add', { request, password })
      if (!added.ok) return added
    }
    const tokens = new Map<string, string>()
    for (const source of new Set(sources)) {
      const issued = await runCommand({ mission, people }, 'token-issue', { feed: source, source })
      if (!issued.ok) return issued
      tokens.set(source, issuedTokenSchema.parse(issued.value).token)
    }
    return ok(tokens)
  } finally {
    await people.close()
  }
}
