// SPDX-License-Identifier: Apache-2.0
import { HYPOTHESES } from '#agreement'
import type { IncidentBrief } from '#reports'

/** An incident as a row of the situation, in JSON: id, two times, a place, and what is most likely; null is what the viewer may not know. */
export function situationRow({ id, interval, center, figures }: IncidentBrief): string {
  const place = HYPOTHESES.findIndex((name) => name === figures.hypothesis)
  return JSON.stringify([
    id,
    interval.start,
    interval.end,
    center?.longitude ?? null,
    center?.latitude ?? null,
    figures.uncertaintyMeters,
    place < 0 ? null : place,
    figures.probability,
  ])
}
