// SPDX-License-Identifier: Apache-2.0
import { problem, type Problem } from '#kernel'

import type { Act } from '../vocabulary.ts'
import { instantOf, repeatedIds, unknownId } from './references.ts'
import type { Provision } from './provision-schema.ts'
import type { Entry, Sections } from './sections.ts'

/** Where an act can be told from others by its place alone, that place has to be named. */
const PLACE_OF_ACT: Partial<Readonly<Record<Act, Provision['place']['kind']>>> = {
  'attack-on-energy-object': 'objects',
  'attack-on-water-object': 'objects',
  'presence-in-buffer': 'zone',
  'heavy-weapon-forward-of-withdrawal-line': 'zone',
  'obstruction-of-sea-corridor': 'zone',
}

/** In what a provision names what the terms do not hold, or can never be tested. */
export function provisionContradictions(
  { path, value }: Entry<Provision>,
  sections: Sections,
): readonly Problem[] {
  if (value === null) return []
  const { subject, place, exceptions } = value
  const party = subject === 'all' ? undefined : subject.party
  const zone = place.kind === 'zone' ? place.zone : undefined
  return [
    ...unknownId(value.instrument, sections.instruments, `${path}.instrument`, 'no-such-instrument'),
    ...unknownId(party, sections.parties, `${path}.subject.party`, 'no-such-party'),
    ...unknownId(zone, sections.zones, `${path}.place.zone`, 'no-such-zone'),
    ...unknownId(value.afterGate, sections.gates, `${path}.afterGate`, 'no-such-gate'),
    ...placeProblems(value, path),
    ...subjectProblems(value, path, sections),
    ...timeProblems(value, path, sections),
    ...weaponProblems(value, path),
    ...repeatedIds(exceptions.map(({ id }, i) => ({ path: `${path}.exceptions.${i}`, id, value: null }))),
    ...exceptions.flatMap(({ notice }, i) =>
      unknownId(notice?.to, sections.parties, `${path}.exceptions.${i}.notice.to`, 'no-such-party'),
    ),
  ]
}

function placeProblems({ act, place }: Provision, path: string): readonly Problem[] {
  const needed = PLACE_OF_ACT[act]
  if (needed === undefined || needed === place.kind) return []
  return [problem(`${path}.place.kind`, 'act-needs-place', { act, needed })]
}

/** Whose ground it is can only be told where there is a line. */
function subjectProblems(
  { subject }: Provision,
  path: string,
  { lineOfContact }: Sections,
): readonly Problem[] {
  if (subject === 'all' || subject.establishedBy !== 'side' || lineOfContact !== undefined) return []
  return [problem(`${path}.subject.establishedBy`, 'side-without-line')]
}

function timeProblems({ time }: Provision, path: string, { inForce }: Sections): readonly Problem[] {
  const from = instantOf(time?.from)
  const until = instantOf(time?.until)
  if (from !== null && until !== null && until <= from) {
    return [problem(`${path}.time.until`, 'end-before-start', { from: time!.from!, until: time!.until! })]
  }
  const agreedFrom = instantOf(inForce?.from)
  const agreedUntil = instantOf(inForce?.until)
  if (from !== null && agreedUntil !== null && from >= agreedUntil) {
    return [problem(`${path}.time.from`, 'never-in-force', { from: time!.from! })]
  }
  if (until !== null && agreedFrom !== null && until <= agreedFrom) {
    return [problem(`${path}.time.until`, 'never-in-force', { until: time!.until! })]
  }
  return []
}

function weaponProblems({ weapon }: Provision, path: string): readonly Problem[] {
  const minimum = weapon?.minimumCalibreMillimetres
  const maximum = weapon?.maximumCalibreMillimetres
  if (minimum === undefined || maximum === undefined || minimum <= maximum) return []
  return [problem(`${path}.weapon.maximumCalibreMillimetres`, 'calibres-crossed', { minimum, maximum })]
}
