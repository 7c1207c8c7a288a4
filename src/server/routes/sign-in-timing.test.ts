// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'

import { openPeopleDesk } from '../../../test/people-desk.ts'

const SAMPLES = 14
/** Above the step of refusals: an answer without the work would come a step earlier. */
const COST = 32_768
/** Two equal distributions exceed this one time in ten thousand. */
const MOST_Z = 3.9

/** Mann-Whitney's U as a standard normal, ties counted half. */
function rankDifference(a: readonly number[], b: readonly number[]): number {
  let u = 0
  for (const x of a) for (const y of b) u += x > y ? 1 : x === y ? 0.5 : 0
  const [n, m] = [a.length, b.length]
  return (u - (n * m) / 2) / Math.sqrt((n * m * (n + m + 1)) / 12)
}

describe('time', () => {
  test('[PE31] tells nobody who exists', async () => {
    const place = await openPeopleDesk(null, COST)
    try {
      await place.add('known')
      const locked = await place.add('locked', { roles: ['reader'] })
      await place.people.desk.step({ kind: 'console' }, locked.id, 'lock')
      const times: Record<string, number[]> = { known: [], nobody: [], locked: [] }
      for (let n = 0; n < SAMPLES; n += 1) {
        for (const [login, seen] of Object.entries(times)) {
          const began = performance.now()
          const answer = await place.ask('POST', '/api/v1/session', { login, password: 'not the password' })
          seen.push(Math.round(performance.now() - began))
          expect(answer.status).toBe(401)
          // Each attempt stands by itself: an account that locks on the way must answer no differently either.
          place.clock.nowMs += 60_000
        }
      }
      const { known = [], nobody = [], locked: shut = [] } = times
      expect(Math.abs(rankDifference(known, nobody))).toBeLessThan(MOST_Z)
      expect(Math.abs(rankDifference(shut, nobody))).toBeLessThan(MOST_Z)
    } finally {
      await place.close()
    }
  }, 120_000)
})
