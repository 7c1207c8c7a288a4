// SPDX-License-Identifier: Apache-2.0
import type { PossibleViolation } from '#assessments'
import type { Digest } from '#kernel'
import { PUBLIC_AUDIENCE } from '#releasability'

import type { IncidentAssessed } from './run-record.ts'

/** What the audience of an edition may be shown, decided once for every file of it. */
export interface Publication {
  readonly audience: string | null
  /** Sides in figures stay inside: the public gets no table per party. */
  readonly showsSides: boolean
  /** Indications stay inside too. */
  readonly showsIndications: boolean
  noteOriginOfFire(observation: Digest): void
  /** False where the place would give away from where somebody fired. */
  showsPlaceOf(assessed: IncidentAssessed): boolean
  shown(assessed: IncidentAssessed): readonly PossibleViolation[]
}

/** `null` is the installation itself, which sees everything. */
export function createPublication(audience: string | null): Publication {
  const originsOfFire = new Set<Digest>()
  const isPublic = audience === PUBLIC_AUDIENCE
  return {
    audience,
    showsSides: !isPublic,
    showsIndications: !isPublic,
    noteOriginOfFire: (observation) => void originsOfFire.add(observation),
    showsPlaceOf: ({ incident }) =>
      audience === null || originsOfFire.size === 0 || !incident.members.some((id) => originsOfFire.has(id)),
    shown: ({ possibleViolations }) =>
      isPublic ? possibleViolations.filter((one) => one.standing !== 'indication') : possibleViolations,
  }
}
