// SPDX-License-Identifier: Apache-2.0
import type { Survey, SurveyedIncident } from '#incidents'
import type { Random } from '#simulation'

/** How many incidents there truly are in every simulated survey. */
export const TRUE_INCIDENTS = 1_000

/** Share of the first list of reports that the second copies. */
export const COPIED_SHARE = 0.35

export const LISTS: Survey['lists'] = [
  { name: 'thermal', covariates: ['size', 'cloud'], copies: null },
  { name: 'acoustic', covariates: ['size', 'range'], copies: null },
  { name: 'reports-a', covariates: ['size'], copies: null },
  { name: 'reports-b', covariates: ['size'], copies: 'reports-a' },
]

/**
 * Incidents of unlike size under unlike cloud and at unlike range, looked for by two kinds of sensors and two lists of
 * reports of which the second copies from the first; about six in ten end up on some list. Size is known with an error.
 */
export function simulateSurvey(random: Random): Survey {
  const incidents: SurveyedIncident[] = []
  for (let n = 0; n < TRUE_INCIDENTS; n++) {
    const size = normal(random)
    const cloud = random.next()
    const range = random.next()
    const thermal = chance(random, -1.05 + 0.75 * size - 3 * (cloud - 0.5))
    const acoustic = chance(random, -1.2 + 0.75 * size - 3 * (range - 0.5))
    const first = chance(random, -1.55 + 0.9 * size)
    const own = chance(random, -2.05 + 0.9 * size)
    const copied = random.next() < COPIED_SHARE
    const listed = [thermal, acoustic, first, own || (first && copied)]
    const covariates = { size: size + 0.2 * normal(random), cloud, range }
    if (listed.includes(true)) incidents.push({ listed, opportunity: ALL, covariates })
  }
  return { lists: LISTS, incidents, opportunity: { kind: 'known', shareWithout: 0 } }
}

const ALL = [true, true, true, true]

const chance = (random: Random, logit: number): boolean => random.next() < 1 / (1 + Math.exp(-logit))

/** Mean zero, standard deviation one (Box and Muller 1958). */
const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next())
