// SPDX-License-Identifier: Apache-2.0
import type { Provision } from '../document/index.ts'
import type { IncidentFacts } from '../facts.ts'
import { condition, reason, type Condition } from './condition.ts'

/**
 * Whether what was observed carries the provision's threshold. Means that cannot observe such an act say nothing about
 * it, neither for nor against: unknown, however probable or improbable the incident.
 */
export function evidenceReaches(provision: Provision, facts: IncidentFacts, probability: number): Condition {
  const { observableBy, evidence } = provision
  if (observableBy.length === 0) return condition('unknown', reason('not-observable-from-afar'))
  const able = facts.means.filter((means) => observableBy.includes(means))
  if (able.length === 0) {
    return condition('unknown', ...facts.means.map((means) => reason('means-cannot-observe', { means })))
  }
  const minimum = evidence.minimumProbability
  if (probability < minimum) {
    return condition('no', reason('probability-not-reached', { probability, minimum }))
  }
  return condition(
    'yes',
    ...able.map((means) => reason('means-can-observe', { means })),
    reason('probability-reached', { probability, minimum }),
  )
}

/** Whether the weapon is of the class and calibre the provision speaks of; unknown where nobody saw which it was. */
export function weaponFits({ weapon }: Provision, facts: IncidentFacts): Condition {
  if (weapon === undefined) return condition('yes')
  const {
    classes,
    minimumCalibreMillimetres: minimum = 0,
    maximumCalibreMillimetres: maximum = Infinity,
  } = weapon
  const limited = minimum > 0 || maximum < Infinity
  const answers = (facts.weapons ?? []).map(({ weaponClass, calibreMillimetres }) => {
    if (weaponClass === 'not-known') return 'unknown'
    if (classes !== undefined && !classes.includes(weaponClass)) return 'no'
    if (!limited) return 'yes'
    if (calibreMillimetres === null) return 'unknown'
    return calibreMillimetres >= minimum && calibreMillimetres <= maximum ? 'yes' : 'no'
  })
  if (answers.includes('yes')) return condition('yes', reason('weapon-as-forbidden'))
  if (answers.length === 0 || answers.includes('unknown'))
    return condition('unknown', reason('weapon-not-known'))
  return condition('no', reason('weapon-other'))
}
