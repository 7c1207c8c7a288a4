// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod'

import { ok, problem, refuse, type Result } from '#kernel'

import type { Locality } from './localities.ts'

const placesSchema = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(
    z.object({
      geometry: z.object({
        type: z.literal('Point'),
        coordinates: z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]).rest(z.number()),
      }),
      properties: z.object({ name: z.string().min(1).max(200) }),
    }),
  ),
})

/** Reads the places of a gazetteer: GeoJSON points with a `name`. Problems: `json-unreadable`, `places-unnamed` by path. */
export function parseLocalities(text: string, name: string): Result<readonly Locality[]> {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return refuse(problem(name, 'json-unreadable'))
  }
  const parsed = placesSchema.safeParse(json)
  if (!parsed.success) {
    return refuse(
      ...parsed.error.issues.map((issue) =>
        problem(`${name}: ${issue.path.map(String).join('.')}`, 'places-unnamed'),
      ),
    )
  }
  return ok(
    parsed.data.features.map(({ geometry: { coordinates }, properties }) => ({
      name: properties.name,
      position: { latitude: coordinates[1], longitude: coordinates[0] },
    })),
  )
}
