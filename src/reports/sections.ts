// SPDX-License-Identifier: Apache-2.0
import type { Act } from '#agreement'

import type { EditionState } from './edition.ts'

/** The order of the daily report of the OSCE Special Monitoring Mission, then our own annexes. */
export const SECTION_ORDER = [
  'summary',
  'violations',
  'casualties-and-damage',
  'disengagement-areas',
  'withdrawal-of-weapons',
  'mines',
  'local-ceasefires',
  'checkpoints-and-civilians',
  'border-areas',
  'other-regions',
  'restrictions-of-movement',
] as const
export type SectionId = (typeof SECTION_ORDER)[number]

/** A section without content says so: silence would read as "nothing happened". */
export interface ReportSection {
  readonly id: SectionId
  readonly covered: boolean
}

/** Provisions that a section is about; the violations section has all of them. */
export const ACTS_OF_SECTION: Readonly<Partial<Record<SectionId, readonly Act[]>>> = {
  'disengagement-areas': ['presence-in-buffer'],
  'withdrawal-of-weapons': ['heavy-weapon-forward-of-withdrawal-line'],
  'restrictions-of-movement': ['obstruction-of-monitors', 'obstruction-of-sea-corridor'],
}

const ALWAYS_COVERED: readonly SectionId[] = ['summary', 'violations']

/** A section has content where an incident matches one of its provisions; no match shows nothing, since nobody knows what was watched. */
export function toSections({ tally }: EditionState): readonly ReportSection[] {
  return SECTION_ORDER.map((id) => {
    const acts: readonly string[] = ACTS_OF_SECTION[id] ?? []
    const matched = [...tally.provisions.values()].some(
      ({ act, verdicts }) => acts.includes(act) && verdicts.breach > 0,
    )
    return { id, covered: ALWAYS_COVERED.includes(id) || matched }
  })
}
