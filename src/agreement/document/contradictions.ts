// SPDX-License-Identifier: Apache-2.0
import { problem, type Problem } from '#kernel'

import {
  lineContradictions,
  lineOfContactContradictions,
  zoneContradictions,
} from './place-contradictions.ts'
import { provisionContradictions } from './provision-contradictions.ts'
import { instantOf, repeatedIds, unknownId, unknownIds } from './references.ts'
import type { Sections } from './sections.ts'

/** Everything in which the terms contradict themselves or name what they do not hold, by path; empty where nothing does. */
export function findContradictions(sections: Sections): readonly Problem[] {
  const { sources, parties, instruments, lines, zones, objects, provisions, gates } = sections
  return [
    ...[sources, parties, instruments, lines, zones, objects, provisions, gates].flatMap(repeatedIds),
    ...inForceContradictions(sections),
    ...instruments.flatMap((entry) => instrumentContradictions(entry, sections)),
    ...lines.flatMap((entry) => lineContradictions(entry, sections)),
    ...lineOfContactContradictions(sections),
    ...zones.flatMap((entry) => zoneContradictions(entry, sections)),
    ...provisions.flatMap((entry) => provisionContradictions(entry, sections)),
    ...gates.flatMap(({ path, value }) =>
      unknownIds(value?.provisions ?? [], provisions, `${path}.provisions`, 'no-such-provision'),
    ),
    ...ladderContradictions(sections),
    ...procedureContradictions(sections),
  ]
}

function inForceContradictions({ inForce }: Sections): readonly Problem[] {
  if (inForce === null) return []
  const unreadable = (['from', 'until'] as const).flatMap((key) => {
    const text = inForce[key]
    return text !== null && instantOf(text) === null ? [problem(`inForce.${key}`, 'instant-unreadable')] : []
  })
  const from = instantOf(inForce.from)
  const until = instantOf(inForce.until)
  if (from === null || until === null || from < until) return unreadable
  return [
    ...unreadable,
    problem('inForce.until', 'end-before-start', { from: inForce.from, until: inForce.until! }),
  ]
}

function instrumentContradictions(
  { path, value }: Sections['instruments'][number],
  { sources, parties, instruments }: Sections,
): readonly Problem[] {
  if (value === null) return []
  const amendments = value.amendments ?? []
  return [
    ...unknownIds(value.by, parties, `${path}.by`, 'no-such-party'),
    ...unknownIds(value.sources, sources, `${path}.sources`, 'no-such-source'),
    ...unknownId(value.amends, instruments, `${path}.amends`, 'no-such-instrument'),
    ...(value.amends === value.id ? [problem(`${path}.amends`, 'amends-itself', { id: value.id })] : []),
    ...repeatedIds(amendments.map(({ id }, i) => ({ path: `${path}.amendments.${i}`, id, value: null }))),
    // Days as text compare like days: four, two and two digits.
    ...amendments.flatMap(({ id, date }, i) =>
      date < value.date ? [problem(`${path}.amendments.${i}.date`, 'amended-before-made', { id, date })] : [],
    ),
  ]
}

function ladderContradictions({ ladders, parties }: Sections): readonly Problem[] {
  return ladders.flatMap(({ path, value }, i) => {
    if (value === null) return []
    const first = ladders.findIndex((other) => other.value?.breachingParty === value.breachingParty)
    return [
      ...unknownId(value.breachingParty, parties, `${path}.breachingParty`, 'no-such-party'),
      ...(first === i
        ? []
        : [problem(`${path}.breachingParty`, 'second-ladder', { id: value.breachingParty })]),
      ...repeatedIds(value.steps.map(({ id }, s) => ({ path: `${path}.steps.${s}`, id, value: null }))),
    ]
  })
}

function procedureContradictions({ procedure, parties, provisions }: Sections): readonly Problem[] {
  if (procedure === null || procedure === undefined) return []
  const { panel, patterns, comment } = procedure
  return [
    ...panel.excludeNationsOf.flatMap(({ party }, i) =>
      unknownId(party, parties, `procedure.panel.excludeNationsOf.${i}.party`, 'no-such-party'),
    ),
    ...patterns.flatMap(({ provision }, i) =>
      unknownId(provision, provisions, `procedure.patterns.${i}.provision`, 'no-such-provision'),
    ),
    ...(comment.urgentHours > comment.hours
      ? [problem('procedure.comment.urgentHours', 'urgent-slower-than-usual')]
      : []),
  ]
}
