// SPDX-License-Identifier: Apache-2.0
import { ok, problem, refuse, type Result } from '#kernel'
import * as z from 'zod'

import type { PopulatedPlace } from './population.ts'

const placesSchema = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(
    z.object({
      geometry: z.object({
        type: z.literal('Point'),
        coordinates: z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]).rest(z.number()),
      }),
      properties: z.object({ pop: z.number().min(0) }),
    }),
  ),
})

/** Reads a gazetteer: a GeoJSON collection of points with the population as `pop`. */
export function parsePlaces(document: unknown): Result<readonly PopulatedPlace[]> {
  const parsed = placesSchema.safeParse(document)
  if (!parsed.success) {
    return refuse(
      ...parsed.error.issues.map((issue) =>
        problem(issue.path.map(String).join('.'), issue.code.replaceAll('_', '-')),
      ),
    )
  }
  return ok(
    parsed.data.features.map(({ geometry: { coordinates }, properties }) => ({
      position: { latitude: coordinates[1], longitude: coordinates[0] },
      population: properties.pop,
    })),
  )
}
