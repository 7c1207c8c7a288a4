// SPDX-License-Identifier: Apache-2.0
import { HYPOTHESES } from '#agreement'
import type { JsonValue, Position } from '#kernel'
import type { IncidentFigures } from '#reports'

interface SituationPoint {
  readonly id: string
  readonly startMs: number
  readonly endMs: number
  readonly center: Position | null
  readonly figures: IncidentFigures
}

/** An incident as a row of the situation: id, two times, a place, and what is most likely; null is what the viewer may not know. */
export function toSituationRow({
  id,
  startMs,
  endMs,
  center,
  figures,
}: SituationPoint): readonly JsonValue[] {
  const place = HYPOTHESES.findIndex((name) => name === figures.hypothesis)
  return [
    id,
    startMs,
    endMs,
    center?.longitude ?? null,
    center?.latitude ?? null,
    figures.uncertaintyMeters,
    place < 0 ? null : place,
    figures.probability,
  ]
}
