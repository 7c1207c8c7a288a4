// SPDX-License-Identifier: Apache-2.0
import { ok, problem, refuse, type Problem, type Result } from '#kernel'

import { commonAudiences, INSTALLATION_AUDIENCE, MECHANISM_AUDIENCE, PUBLIC_AUDIENCE } from './audiences.ts'

/**
 * Whether others learn that an item exists: `acknowledged` has its commitment in the public log though its content may be kept from
 * them; `undisclosed` stands in the internal log alone, joins no common incident and is in no total.
 */
export const DISCLOSURES = ['acknowledged', 'undisclosed'] as const
export type Disclosure = (typeof DISCLOSURES)[number]

/** What kind of harm an item could do outside, from the least strict to the strictest. */
export const ITEM_CLASSES = [
  'ordinary',
  /** A storage site that a party declared. */
  'declared-site',
  /** Where the mission's own drones, patrols and sensors were. */
  'own-track',
  /** Launch point, muzzle, acoustic source or take-off. */
  'origin-of-fire',
  /** What can be seen when and by what: passes, patrols, gaps and tasking, per hour or asset. */
  'coverage',
  /** What a person told at their own risk. */
  'human-source',
] as const
export type ItemClass = (typeof ITEM_CLASSES)[number]

/** What decides where an item may go; it travels with the item and with all that is made of it. */
export interface Marking {
  /** Compartment whose item it is, e.g. `party:party-a` or `mechanism`. */
  readonly owner: string
  /** Named audiences that may read it. */
  readonly audiences: readonly string[]
  readonly disclosure: Disclosure
  readonly class: ItemClass
}

/** Anything with audiences; a record of the journal has no more than that. */
export type Readable = Pick<Marking, 'audiences'> & Partial<Pick<Marking, 'owner' | 'disclosure'>>

/** The names that may in fact read it: an undisclosed item is for its owner and the owner's own sub-audiences, whatever else is named. */
export function audiencesOf({ audiences, owner, disclosure }: Readable): readonly string[] {
  if (disclosure !== 'undisclosed') return audiences
  return audiences.filter((name) => owner !== undefined && belongsTo(name, owner))
}

/** True for the owner itself and for what it names below itself: `party:a` has `party:a/staff`. */
const belongsTo = (audience: string, owner: string): boolean =>
  audience === owner || audience.startsWith(`${owner}/`)

const AUDIENCE_NAME = /^[a-z0-9][a-z0-9-]*(:[a-z0-9][a-z0-9-]*)?(\/[a-z0-9][a-z0-9-]*)*$/

/**
 * A marking as it may be stored, its audiences sorted and each once. Problems: `audience-name-unusable`, `audience-reserved`,
 * `owner-name-unusable`, `undisclosed-beyond-owner`, `human-source-is-public`.
 */
export function checkMarking(marking: Marking): Result<Marking> {
  const problems: Problem[] = []
  if (!AUDIENCE_NAME.test(marking.owner)) {
    problems.push(problem('owner', 'owner-name-unusable', { owner: marking.owner }))
  }
  marking.audiences.forEach((name, at) => {
    const path = `audiences.${at}`
    if (!AUDIENCE_NAME.test(name)) problems.push(problem(path, 'audience-name-unusable', { name }))
    if (name === INSTALLATION_AUDIENCE) problems.push(problem(path, 'audience-reserved', { name }))
    if (marking.disclosure === 'undisclosed' && !belongsTo(name, marking.owner)) {
      problems.push(problem(path, 'undisclosed-beyond-owner', { name, owner: marking.owner }))
    }
    if (marking.class === 'human-source' && name === PUBLIC_AUDIENCE) {
      problems.push(problem(path, 'human-source-is-public'))
    }
  })
  if (problems.length > 0) return refuse(...problems)
  return ok({ ...marking, audiences: [...new Set(marking.audiences)].sort() })
}

/** The marking of what is made out of several items: read by those who may read all, as strict as the strictest, owned by one owner or the Mechanism. */
export function commonMarking(inputs: readonly Marking[]): Marking {
  const owners = new Set(inputs.map(({ owner }) => owner))
  const [owner] = owners
  return {
    owner: owners.size === 1 && owner !== undefined ? owner : MECHANISM_AUDIENCE,
    audiences: commonAudiences(inputs.map(audiencesOf)),
    disclosure: inputs.some(({ disclosure }) => disclosure === 'undisclosed')
      ? 'undisclosed'
      : 'acknowledged',
    class: strictestClass(inputs.map((one) => one.class)),
  }
}

/** The last in the order of `ITEM_CLASSES`; ordinary where there is none. */
export const strictestClass = (classes: readonly ItemClass[]): ItemClass =>
  ITEM_CLASSES.findLast((one) => classes.includes(one)) ?? 'ordinary'
