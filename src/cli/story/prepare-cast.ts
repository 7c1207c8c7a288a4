// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod'

import { createPeople } from '#adapters'
import { ok, type Result } from '#kernel'

import { peopleContextOf, type HeldMission } from '../mission-access.ts'
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
      const token = await runCommand({ mission, people }, 'token-issue', { feed: source, source })
      if (!token.ok) return token
      tokens.set(source, z.string().parse(token.value))
    }
    return ok(tokens)
  } finally {
    await people.close()
  }
}
