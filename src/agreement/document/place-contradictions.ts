// SPDX-License-Identifier: Apache-2.0
import { problem, type Problem } from '#kernel'

import { unknownId } from './references.ts'
import type { AgreedLine, Zone } from './place-schema.ts'
import { idsOf, type Entry, type Sections } from './sections.ts'

/** In what a line contradicts its own kind, or names parties that are none. */
export function lineContradictions(
  { path, value }: Entry<AgreedLine>,
  { parties }: Sections,
): readonly Problem[] {
  if (value === null) return []
  const found: Problem[] = []
  if (value.kind === 'claimed' && value.claimedBy === undefined) {
    found.push(problem(`${path}.claimedBy`, 'claim-without-claimant', { id: value.id }))
  }
  if (value.kind !== 'claimed' && value.claimedBy !== undefined) {
    found.push(problem(`${path}.claimedBy`, 'claimant-of-no-claim', { id: value.id }))
  }
  found.push(...unknownId(value.claimedBy, parties, `${path}.claimedBy`, 'no-such-party'))
  if (value.geometry === undefined) return found
  if (value.date === undefined) found.push(problem(`${path}.date`, 'line-without-date', { id: value.id }))
  const { sides } = value.geometry
  const at = `${path}.geometry.sides`
  const [one, other] =
    sides.kind === 'hand' ? (['left', 'right'] as const) : (['heldBy', 'otherwise'] as const)
  const ids = sides.kind === 'hand' ? [sides.left, sides.right] : [sides.heldBy, sides.otherwise]
  found.push(...unknownId(ids[0], parties, `${at}.${one}`, 'no-such-party'))
  found.push(...unknownId(ids[1], parties, `${at}.${other}`, 'no-such-party'))
  if (ids[0] === ids[1])
    found.push(problem(`${at}.${other}`, 'same-party-on-both-sides', { id: ids[0] ?? '' }))
  return found
}

/** In what the choice of the line of contact names what the terms do not hold. */
export function lineOfContactContradictions({ lineOfContact, lines, parties }: Sections): readonly Problem[] {
  if (lineOfContact === null || lineOfContact === undefined) return []
  const { line, frontline } = lineOfContact
  const found = [...unknownId(line, lines, 'lineOfContact.line', 'no-such-line')]
  if (frontline === undefined) return found
  const at = 'lineOfContact.frontline'
  found.push(...unknownId(frontline.heldBy, parties, `${at}.heldBy`, 'no-such-party'))
  found.push(...unknownId(frontline.otherwise, parties, `${at}.otherwise`, 'no-such-party'))
  if (frontline.heldBy === frontline.otherwise) {
    found.push(problem(`${at}.otherwise`, 'same-party-on-both-sides', { id: frontline.heldBy }))
  }
  return found
}

/** In what a zone lacks its line, repeats a side or has no width. */
export function zoneContradictions({ path, value }: Entry<Zone>, sections: Sections): readonly Problem[] {
  if (value === null || value.kind === 'polygon') return []
  return value.sides.flatMap((side, i) => {
    const at = `${path}.sides.${i}`
    const first = value.sides.findIndex((other) => other.party === side.party)
    const lines = typeof side.line === 'string' ? [side.line] : side.line
    return [
      ...unknownId(side.party, sections.parties, `${at}.party`, 'no-such-party'),
      ...(first === i ? [] : [problem(`${at}.party`, 'side-repeated', { id: side.party })]),
      ...lines.flatMap((line) => zoneLineProblems(line, side.party, at, sections)),
      ...widthProblems(side, at),
    ]
  })
}

function zoneLineProblems(
  line: string,
  party: string,
  at: string,
  { lines, parties }: Sections,
): readonly Problem[] {
  const unknown = unknownId(line, lines, `${at}.line`, 'no-such-line')
  const sides = lines.find(({ id }) => id === line)?.value?.geometry?.sides
  if (unknown.length > 0 || sides === undefined || !idsOf(parties).has(party)) return unknown
  const beside = sides.kind === 'hand' ? [sides.left, sides.right] : [sides.heldBy, sides.otherwise]
  return beside.includes(party) ? [] : [problem(`${at}.party`, 'party-not-beside-line', { id: party, line })]
}

function widthProblems(
  side: { readonly kilometres: number } | { readonly fromKilometres: number; readonly toKilometres: number },
  at: string,
): readonly Problem[] {
  if ('kilometres' in side) {
    return side.kilometres > 0 ? [] : [problem(`${at}.kilometres`, 'zone-without-width')]
  }
  const { fromKilometres: from, toKilometres: to } = side
  return from < to ? [] : [problem(`${at}.toKilometres`, 'zone-without-width', { from, to })]
}
