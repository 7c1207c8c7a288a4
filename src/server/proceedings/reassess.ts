// SPDX-License-Identifier: Apache-2.0
import type { FusionContext, Incident, IncidentEngine } from '#incidents'
import type { Digest } from '#kernel'
import { createObservationTable, parseObservationDocument } from '#observations'
import { THE_INSTALLATION, type DeskQueries } from '#reports'

import type { ProceedingPorts } from './ports.ts'

/**
 * Works incidents out again from their observations, leaving some out: the engine that found them judges what is left, and the group
 * that holds most of it counts. Throws TypeError where what is stored is no observation.
 */
export function createReassess(
  queries: Pick<DeskQueries, 'getIncident' | 'getObservation'>,
  engine: IncidentEngine,
  context: FusionContext,
): ProceedingPorts['reassess'] {
  return async (incidents, without) => {
    const table = createObservationTable()
    for (const member of await membersOf(queries, incidents)) {
      if (without.includes(member)) continue
      const item = await queries.getObservation(THE_INSTALLATION, member, null)
      if (item === null) continue
      const read = parseObservationDocument(item.document)
      if (!read.ok) throw new TypeError(`observation ${member} cannot be read back`)
      table.append(read.value)
    }
    if (table.size === 0) return null
    let largest: Incident | null = null
    for (const incident of engine.partition(table, context).incidents) {
      if (largest === null || incident.members.length > largest.members.length) largest = incident
    }
    if (largest === null) return null
    const { likelihood, means, independentSources } = largest
    return { probability: likelihood.probability, means, independentSources }
  }
}

/** The observations of these incidents as they are now, each once. */
export async function membersOf(
  queries: Pick<DeskQueries, 'getIncident'>,
  incidents: readonly Digest[],
): Promise<readonly Digest[]> {
  const members = new Set<Digest>()
  for (const id of incidents) {
    const item = await queries.getIncident(THE_INSTALLATION, id, null)
    const listed = item?.document['members']
    if (Array.isArray(listed)) for (const member of listed) members.add(member as Digest)
  }
  return [...members]
}
