// SPDX-License-Identifier: Apache-2.0
import { z } from '@hono/zod-openapi'

import type { NamedPlace, ServerPorts } from './ports.ts'

/** Settlements as GeoJSON points with `name` and `pop`, as GeoNames extracts have them. */
const gazetteerSchema = z.object({
  features: z.array(
    z.object({
      geometry: z.object({ coordinates: z.tuple([z.number(), z.number()]) }),
      properties: z.object({ name: z.string(), pop: z.number().nullish() }),
    }),
  ),
})

const plain = (name: string): string => name.normalize('NFKC').toLowerCase()

/** Finds settlements by how their names begin, the largest first; nothing at all in a text that is no gazetteer. */
export function createPlaceFinder(gazetteer: string): ServerPorts['findPlaces'] {
  const places = parsePlaces(gazetteer)
  return (text, limit) => {
    const wanted = plain(text)
    const found = places.filter(({ name }) => plain(name).startsWith(wanted))
    return Promise.resolve(found.slice(0, limit))
  }
}

function parsePlaces(gazetteer: string): readonly NamedPlace[] {
  let json: unknown
  try {
    json = JSON.parse(gazetteer)
  } catch {
    return []
  }
  const read = gazetteerSchema.safeParse(json)
  if (!read.success) return []
  return read.data.features
    .toSorted((a, b) => (b.properties.pop ?? 0) - (a.properties.pop ?? 0))
    .map(({ geometry: { coordinates }, properties: { name } }) => ({
      name,
      position: { latitude: coordinates[1], longitude: coordinates[0] },
    }))
}
