// SPDX-License-Identifier: Apache-2.0
import type { Means } from '#agreement'

import type { Standing } from './possible-violation.ts'

/**
 * Which means count as one kind, because one cause can mislead all of them at once: every thermal satellite is one kind,
 * whatever its operator; an ear and a recording on the spot are two. A party's statement is a claim and corroborates
 * nothing, so it is of no kind.
 */
const KIND_OF_MEANS: Readonly<Record<Means, string | null>> = Object.freeze({
  heard: 'heard',
  seen: 'seen',
  recorded: 'recorded',
  uav: 'uav',
  'satellite-thermal': 'satellite-thermal',
  'satellite-optical': 'satellite-optical',
  'satellite-radar': 'satellite-radar',
  seismic: 'seismic',
  acoustic: 'acoustic',
  radio: 'radio',
  'open-source': 'open-source',
  'party-statement': null,
})

/** The kinds among the means that can observe the provision, each once, in the order given. */
export const kindsOfMeans = (means: readonly Means[], observableBy: readonly Means[]): readonly string[] => [
  ...new Set(means.filter((one) => observableBy.includes(one)).flatMap((one) => KIND_OF_MEANS[one] ?? [])),
]

/** More than one kind of means and more than one vote make a possible violation, anything less an indication. */
export const standingOf = (kinds: readonly string[], independentSources: number): Standing =>
  kinds.length > 1 && independentSources > 1 ? 'possible-violation' : 'indication'
