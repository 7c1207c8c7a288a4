// SPDX-License-Identifier: Apache-2.0
import type * as GeoJSON from 'geojson'

import type { Mission } from '../api/mission.ts'
import type { Text } from '../text/use-text.tsx'
import { NAMED_PLACES } from './named-places.ts'

/** Words in brackets after a dash: the map draws brackets of Arabic names the wrong way round. */
const onMap = (name: string): string => name.replaceAll(/\s*\(([^()]*)\)/g, ' – $1')

const collection = (features: readonly GeoJSON.Feature[]): GeoJSON.FeatureCollection => ({
  type: 'FeatureCollection',
  features: [...features],
})

const shape = (type: string, coordinates: unknown): GeoJSON.Geometry =>
  ({ type, coordinates }) as unknown as GeoJSON.Geometry

/** What a zone has for its kind, where lines have theirs. */
export const ZONE = 'zone'

/** Lines of the terms and the areas and edges of its zones, in one collection: each source costs the page work in every frame. */
export const linesAndZonesOf = (mission: Mission, text: Text): GeoJSON.FeatureCollection =>
  collection([...zonesOf(mission, text), ...linesOf(mission, text)])

/** Lines of the terms, each with its name, kind and whether it is the line of contact. */
const linesOf = ({ lines }: Mission, { language }: Text): GeoJSON.Feature[] =>
  lines.flatMap(({ names, kind, parts, isLineOfContact }) =>
    parts.map((part) => ({
      type: 'Feature' as const,
      geometry: shape('LineString', part),
      properties: { name: onMap(names[language]), kind, isContact: isLineOfContact },
    })),
  )

/** Zones of the terms: areas as polygons, bands by their edges. */
const zonesOf = ({ zones }: Mission, { language }: Text): GeoJSON.Feature[] =>
  zones.flatMap(({ names, polygons, edges }) =>
    [
      ...polygons.map((rings) => shape('Polygon', rings)),
      ...edges.flatMap(({ parts }) => parts.map((part) => shape('LineString', part))),
    ].map((geometry) => ({
      type: 'Feature' as const,
      geometry,
      properties: { name: onMap(names[language]), kind: ZONE },
    })),
  )

/** A name stands upright at the northern end of its line: along a line that runs south it could not be read. */
export function lineNamesOf({ lines }: Mission, { language }: Text): GeoJSON.FeatureCollection {
  return collection(
    lines.flatMap(({ names, parts }) => {
      const points = parts.flat()
      const [first] = points
      if (first === undefined) return []
      const northernmost = points.reduce((best, point) => (point[1] > best[1] ? point : best), first)
      return [
        {
          type: 'Feature' as const,
          geometry: shape('Point', [northernmost[0], northernmost[1] + 0.12]),
          properties: { name: onMap(names[language]) },
        },
      ]
    }),
  )
}

/** Objects of the terms by their name, or by the word of their class where they have none. */
export function objectsOf({ objects }: Mission, { language, word }: Text): GeoJSON.FeatureCollection {
  return collection(
    objects.map(({ names, class: kind, position }) => ({
      type: 'Feature' as const,
      geometry: shape('Point', position),
      properties: { name: names?.[language] ?? word('object-class', kind), class: kind },
    })),
  )
}

/** What the base map names, with the zoom from which it does. */
export function placesOf({ language }: Text): GeoJSON.FeatureCollection {
  return collection(
    NAMED_PLACES.map(({ kind, names, at, fromZoom }) => ({
      type: 'Feature' as const,
      geometry: shape('Point', at),
      properties: { name: names[language], kind, fromZoom },
    })),
  )
}
