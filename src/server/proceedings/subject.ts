// SPDX-License-Identifier: Apache-2.0
import type { Ledger } from '#evidence'
import { formatInstant, ok, problem, refuse, type Instant, type Problem } from '#kernel'
import { THE_INSTALLATION, type DeskItem, type DeskQueries } from '#reports'

import type { ProceedingPorts } from './ports.ts'
import { membersOf } from './reassess.ts'

/** What a case is about, from the first possible violation that it rests on; known since the ledger had the first of its observations. */
export function createSubjectOf(
  queries: Pick<DeskQueries, 'getViolation' | 'getIncident' | 'getObservation'>,
  ledger: Pick<Ledger, 'entries'>,
): ProceedingPorts['subjectOf'] {
  return async (basis) => {
    const problems: Problem[] = []
    let first: DeskItem | null = null
    for (const [k, one] of basis.entries()) {
      if (one.kind === 'allegation') continue
      const found = await queries.getViolation(THE_INSTALLATION, one.id, null)
      if (found === null)
        problems.push(problem(`basis.${k}.id`, 'possible-violation-unknown', { id: one.id }))
      else if (found.document['incident'] !== one.incident) {
        problems.push(problem(`basis.${k}.incident`, 'not-its-incident', { id: one.id }))
      } else if (found.document['standing'] !== one.kind) {
        problems.push(problem(`basis.${k}.kind`, 'not-its-standing', { id: one.id }))
      }
      first ??= found
    }
    if (problems.length > 0) return refuse(...problems)
    const provision = first?.document['provision']
    if (first === null || first.center === null || typeof provision !== 'string')
      return refuse(problem('subject', 'subject-missing'))
    const incidents = basis.flatMap((one) => (one.kind === 'allegation' ? [] : [one.incident]))
    let known: Instant | null = null
    for (const member of await membersOf(queries, incidents)) {
      const since = (await queries.getObservation(THE_INSTALLATION, member, null))?.since
      if (since === undefined) continue
      for await (const { knownAt } of ledger.entries('public', { from: since - 1, to: since })) {
        if (known === null || knownAt < known) known = knownAt
      }
    }
    const incident = await queries.getIncident(THE_INSTALLATION, incidents[0]!, null)
    const means = incident?.document['means']
    return ok({
      provision,
      breach: formatInstant(first.interval.start),
      firstKnowledge: formatInstant(known ?? first.interval.end),
      place: first.center,
      means: Array.isArray(means) ? means.map(String) : [],
    })
  }
}
