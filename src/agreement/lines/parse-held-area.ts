// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod'

import { isPosition, ok, problem, refuse, type Position, type Problem, type Result } from '#kernel'

import type { Polygon } from './held-area.ts'

/** A file with a fault in every vertex is told by its first ones. */
const MOST_PROBLEMS = 50

// Every message below is a problem code; `parseHeldArea` passes it on.
const NO_AREA = { error: 'not-a-geojson-area' }
const NO_POSITION = { error: 'position-unreadable' }

const position = z
  .tuple([z.number(NO_POSITION), z.number(NO_POSITION)], z.unknown(), NO_POSITION)
  .refine(([longitude, latitude]) => isPosition(latitude, longitude), { error: 'position-out-of-range' })
const ring = z
  .array(position, NO_AREA)
  .min(4, { error: 'ring-too-short' })
  .refine((places) => isClosed(places), { error: 'ring-not-closed' })
const polygon = z.array(ring, NO_AREA).min(1, { error: 'held-area-empty' })

const geometry = z.discriminatedUnion(
  'type',
  [
    z.object({ type: z.literal('Polygon'), coordinates: polygon }),
    z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(polygon, NO_AREA) }),
  ],
  NO_AREA,
)
const feature = z.object({ type: z.literal('Feature', NO_AREA), geometry }, NO_AREA)
const collection = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(feature, NO_AREA),
})
const area = z.discriminatedUnion('type', [collection, feature, ...geometry.options], NO_AREA)

/** GeoJSON means longitude before latitude on WGS-84; older files may say so in a member of their own, or say otherwise. */
const reference = z.object({
  crs: z.object({ properties: z.object({ name: z.string().regex(/CRS:?84$|EPSG:+4326$/i) }) }).nullish(),
})

/**
 * Reads the polygons of an area that one party holds from GeoJSON (UTF-8; FeatureCollection, Feature, Polygon or
 * MultiPolygon, longitude before latitude). Refuses with every problem, up to 50, each by file name and path.
 */
export function parseHeldArea(bytes: Uint8Array, fileName: string): Result<readonly Polygon[]> {
  const json = readJson(bytes)
  if (json === undefined) return refuse(problem(fileName, 'json-unreadable'))
  const parsed = area.safeParse(json)
  if (!parsed.success) return refuse(...toProblems(parsed.error.issues, fileName))
  if (!reference.safeParse(json).success) return refuse(problem(`${fileName}: crs`, 'crs-unsupported'))
  const polygons = polygonsOf(parsed.data)
  return polygons.length === 0 ? refuse(problem(fileName, 'held-area-empty')) : ok(polygons)
}

function readJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    // Both throw for what the bytes are, never for what the program is.
    return undefined
  }
}

function toProblems(issues: readonly z.core.$ZodIssue[], fileName: string): readonly Problem[] {
  const told = issues
    .slice(0, MOST_PROBLEMS)
    .map(({ path, message }) =>
      problem(path.length === 0 ? fileName : `${fileName}: ${path.map(String).join('.')}`, message),
    )
  const untold = issues.length - told.length
  return untold === 0 ? told : [...told, problem(fileName, 'more-problems', { count: untold })]
}

function polygonsOf(read: z.infer<typeof area>): readonly Polygon[] {
  switch (read.type) {
    case 'FeatureCollection':
      return read.features.flatMap(polygonsOf)
    case 'Feature':
      return polygonsOf(read.geometry)
    case 'MultiPolygon':
      return read.coordinates.map(toPolygon)
    case 'Polygon':
      return [toPolygon(read.coordinates)]
  }
}

const isClosed = (places: readonly (readonly unknown[])[]): boolean => {
  const first = places[0]
  const last = places.at(-1)
  return first?.[0] === last?.[0] && first?.[1] === last?.[1]
}

/** Closed rings as rings that are not. */
const toPolygon = (rings: z.infer<typeof polygon>): Polygon =>
  rings.map((places) =>
    places.slice(0, -1).map(([longitude, latitude]): Position => ({ latitude, longitude })),
  )
