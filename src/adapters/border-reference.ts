// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

import { feature, merge } from 'topojson-client'
import type { GeometryCollection, Polygon, Topology } from 'topojson-specification'

import { createAreaTest, type BorderReference } from '#agreement'
import type { Position } from '#kernel'

/** A territory by the country that the dataset knows, with ground that the dataset draws inside another country. */
export interface Territory {
  /** ISO 3166-1 numeric code, three digits. */
  readonly countryCode: string
  /** Each names, by any place on it, one polygon that counts as part of the territory whoever it is drawn with. */
  readonly including: readonly Position[]
}

/**
 * Ukraine in its internationally recognised borders (UN General Assembly resolution 68/262). The dataset draws Crimea
 * with Russia, which would make its coast nobody's coast and a state border of the isthmus; the place is in its middle.
 */
export const UKRAINE: Territory = {
  countryCode: '804',
  including: [{ latitude: 45.3, longitude: 34.4 }],
}

type Countries = Topology<{ countries: GeometryCollection; land: GeometryCollection }>

/** Reads the outline of a territory from Natural Earth 1:10 million. Throws Error where the package or the country is missing. */
export function loadBorderReference(territory: Territory = UKRAINE): BorderReference {
  const require = createRequire(import.meta.url)
  const file = require.resolve('world-atlas/countries-10m.json')
  const version = (require('world-atlas/package.json') as { version: string }).version
  const atlas = JSON.parse(readFileSync(file, 'utf8')) as Countries
  const pieces = atlas.objects.countries.geometries.flatMap(piecesOf)
  const own = pieces.filter(
    (piece) =>
      piece.id === territory.countryCode || territory.including.some((place) => isOn(atlas, piece, place)),
  )
  if (!own.some((piece) => piece.id === territory.countryCode)) {
    throw new Error(`world-atlas has no country ${territory.countryCode}`)
  }
  const including = territory.including.map((place) => `${place.latitude} N ${place.longitude} E`)
  return {
    source: [
      `Natural Earth 1:10m countries and land (world-atlas ${version})`,
      `country ${territory.countryCode}`,
      ...(including.length === 0 ? [] : [`with the polygon at ${including.join(', ')}`]),
    ].join(', '),
    territory: merge(atlas, own).coordinates.map(toPolygon),
    land: merge(atlas, atlas.objects.land.geometries.flatMap(piecesOf)).coordinates.map(toPolygon),
  }
}

/** Single polygons with the code of their country; geometries of other types have no ground. */
function piecesOf(geometry: GeometryCollection['geometries'][number]): Polygon[] {
  const id = geometry.id ?? ''
  if (geometry.type === 'Polygon') return [{ ...geometry, id }]
  if (geometry.type !== 'MultiPolygon') return []
  return geometry.arcs.map((arcs) => ({ type: 'Polygon', arcs, id }))
}

function isOn(atlas: Countries, piece: Polygon, place: Position): boolean {
  const { geometry } = feature(atlas, piece)
  return geometry.type === 'Polygon' && createAreaTest([toPolygon(geometry.coordinates)])(place)
}

/** GeoJSON rings (closed) as rings of places (not closed). */
const toPolygon = (rings: readonly (readonly (readonly number[])[])[]): readonly (readonly Position[])[] =>
  rings.map((ring) => ring.slice(0, -1).map(([longitude = 0, latitude = 0]) => ({ latitude, longitude })))
