// SPDX-License-Identifier: Apache-2.0
import type { PossibleViolation } from '#assessments'
import type { Digest, Reason } from '#kernel'
import { INDICATION_READERS, SIDES_READERS } from '#releasability'

import type { IncidentAssessed } from './run-record.ts'

/** What the audience of an edition may be shown, decided once for every file of it. */
export interface Publication {
  readonly audience: string | null
  /** Sides in figures stay inside: the public and the parties get no table per party. */
  readonly showsSides: boolean
  /** Indications stay inside too. */
  readonly showsIndications: boolean
  noteOriginOfFire(observation: Digest): void
  /** False where the place would give away from where somebody fired. */
  showsPlaceOf(assessed: IncidentAssessed): boolean
  /** Reasons without those that measure from a place that is not shown. */
  reasonsOf(assessed: IncidentAssessed, reasons: readonly Reason[]): readonly Reason[]
  shown(assessed: IncidentAssessed): readonly PossibleViolation[]
}

/** `null` is the installation itself, which sees everything. */
export function createPublication(audience: string | null): Publication {
  const originsOfFire = new Set<Digest>()
  const showsIndications = audience === null || INDICATION_READERS.includes(audience)
  const showsPlaceOf = ({ incident }: IncidentAssessed): boolean =>
    audience === null || originsOfFire.size === 0 || !incident.members.some((id) => originsOfFire.has(id))
  return {
    audience,
    showsSides: audience === null || SIDES_READERS.includes(audience),
    showsIndications,
    noteOriginOfFire: (observation) => void originsOfFire.add(observation),
    showsPlaceOf,
    reasonsOf: (assessed, reasons) =>
      showsPlaceOf(assessed) ? reasons : reasons.filter(({ params }) => !Object.hasOwn(params, 'meters')),
    shown: ({ possibleViolations }) =>
      showsIndications
        ? possibleViolations
        : possibleViolations.filter((one) => one.standing !== 'indication'),
  }
}
