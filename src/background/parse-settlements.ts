// SPDX-License-Identifier: Apache-2.0
import { ok, problem, refuse, type Result } from '#kernel'
import * as z from 'zod'

import type { Settlement } from './settlements.ts'

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

/** Reads a gazetteer: GeoJSON points with the population as `pop`. Problems: `json-unreadable`, `places-unreadable` by path. */
export function parseSettlements(text: string, name: string): Result<readonly Settlement[]> {
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
        problem(`${name}: ${issue.path.map(String).join('.')}`, 'places-unreadable', {
          reason: issue.code.replaceAll('_', '-'),
        }),
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
