// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

import { feature, mesh } from 'topojson-client'
import type { GeometryCollection, MultiPolygon, Polygon, Topology } from 'topojson-specification'
import type { Plugin } from 'vite'

type Countries = Topology<{ countries: GeometryCollection; land: GeometryCollection }>
type Point = readonly [number, number]
type Ring = readonly Point[]

/** West, south, east, north of what the base map shows, in degrees. */
const REGION = [21.9, 40.6, 52, 59] as const

/**
 * The one depiction of borders: as in UN General Assembly resolution 68/262. The dataset draws Crimea, which is named here by a
 * place in its middle, with Russia (643); the resolution has it with Ukraine (804).
 */
const MOVED = { place: [34.4, 45.3], to: '804' } as const

const VIRTUAL = 'virtual:base-map'

/** Makes land and borders of the base map out of Natural Earth 1:10 million, as a file beside the pages. */
export function baseMap(): Plugin {
  return {
    name: 'marsad-base-map',
    resolveId: (id) => (id === VIRTUAL ? `\0${VIRTUAL}` : null),
    load(id) {
      if (id !== `\0${VIRTUAL}`) return null
      const { land, borders } = drawBaseMap()
      // In one file: each source of the map costs the page work in every frame.
      const shapes = {
        type: 'FeatureCollection',
        features: Object.entries({ land, border: borders }).map(([kind, geometry]) => ({
          type: 'Feature',
          properties: { kind },
          geometry,
        })),
      }
      const file = this.emitFile({
        type: 'asset',
        name: 'base-map.geojson',
        source: JSON.stringify(shapes),
      })
      return [
        `export const baseMapUrl = import.meta.ROLLUP_FILE_URL_${file}`,
        `export const region = ${JSON.stringify(REGION)}`,
      ].join('\n')
    },
  }
}

/** Land as polygons and the borders between countries as lines, cut to the region and rounded to 0.001 degree. */
export function drawBaseMap(): { readonly land: object; readonly borders: object } {
  const require = createRequire(import.meta.url)
  const atlas = JSON.parse(
    readFileSync(require.resolve('world-atlas/countries-10m.json'), 'utf8'),
  ) as Countries
  const pieces = atlas.objects.countries.geometries.flatMap((country): Polygon[] => {
    const id = String(country.id ?? '')
    if (country.type === 'Polygon') return [{ ...country, id }]
    return country.type === 'MultiPolygon'
      ? country.arcs.map((arcs): Polygon => ({ type: 'Polygon', arcs, id }))
      : []
  })
  const countries = new Map<string, MultiPolygon>()
  for (const piece of pieces) {
    const id =
      holds(ringsOf(atlas, piece), MOVED.place) && piece.id !== MOVED.to ? MOVED.to : String(piece.id)
    const country = countries.get(id)
    if (country === undefined) countries.set(id, { type: 'MultiPolygon', id, arcs: [piece.arcs] })
    else country.arcs.push(piece.arcs)
  }
  const regrouped: GeometryCollection = { type: 'GeometryCollection', geometries: [...countries.values()] }
  const lines = mesh(atlas, regrouped, (a, b) => a !== b)
  const land = feature(atlas, atlas.objects.land)
  const polygons = land.features.flatMap(({ geometry }) =>
    geometry.type === 'MultiPolygon'
      ? (geometry.coordinates as unknown as readonly (readonly Ring[])[])
      : geometry.type === 'Polygon'
        ? [geometry.coordinates as unknown as readonly Ring[]]
        : [],
  )
  return {
    land: {
      type: 'MultiPolygon',
      coordinates: polygons.flatMap((rings) => {
        const cut = rings.map(cutRing).filter((ring) => ring.length > 3)
        return cut.length === 0 ? [] : [cut]
      }),
    },
    borders: {
      type: 'MultiLineString',
      coordinates: (lines.coordinates as unknown as readonly Ring[]).flatMap(cutLine),
    },
  }
}

const ringsOf = (atlas: Countries, piece: Polygon): readonly Ring[] =>
  (feature(atlas, piece).geometry as unknown as { readonly coordinates: readonly Ring[] }).coordinates

/** Even-odd test of the outer ring. */
function holds([outer = []]: readonly Ring[], [x, y]: Point): boolean {
  let inside = false
  for (const [n, [bx, by]] of outer.entries()) {
    const [ax, ay] = outer[(n + outer.length - 1) % outer.length] ?? [bx, by]
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside
  }
  return inside
}

const rounded = ([x, y]: Point): Point => [Math.round(x * 1e3) / 1e3, Math.round(y * 1e3) / 1e3]

const [WEST, SOUTH, EAST, NORTH] = REGION
const isInRegion = ([x, y]: Point): boolean => x >= WEST && x <= EAST && y >= SOUTH && y <= NORTH

/** The parts of a line that lie in the region, each with the step that leaves it. */
function cutLine(line: Ring): Ring[] {
  const parts: Point[][] = []
  let part: Point[] = []
  for (const [n, point] of line.entries()) {
    const next = line[n + 1]
    const before = line[n - 1]
    const near =
      isInRegion(point) ||
      (next !== undefined && isInRegion(next)) ||
      (before !== undefined && isInRegion(before))
    if (near) part.push(rounded(point))
    else if (part.length > 0) {
      parts.push(part)
      part = []
    }
  }
  if (part.length > 0) parts.push(part)
  return parts.filter(({ length }) => length > 1)
}

/** A ring cut by the four sides of the region, one after another (Sutherland and Hodgman, 1974). */
function cutRing(ring: Ring): Ring {
  const sides: readonly { readonly axis: 0 | 1; readonly at: number; readonly keepsGreater: boolean }[] = [
    { axis: 0, at: WEST, keepsGreater: true },
    { axis: 0, at: EAST, keepsGreater: false },
    { axis: 1, at: SOUTH, keepsGreater: true },
    { axis: 1, at: NORTH, keepsGreater: false },
  ]
  let points: Ring = ring
  for (const { axis, at, keepsGreater } of sides) {
    const isKept = (point: Point): boolean => (keepsGreater ? point[axis] >= at : point[axis] <= at)
    const cut: Point[] = []
    for (const [n, point] of points.entries()) {
      const before = points[(n + points.length - 1) % points.length] ?? point
      if (isKept(point) !== isKept(before)) {
        const share = (at - before[axis]) / (point[axis] - before[axis])
        cut.push([before[0] + share * (point[0] - before[0]), before[1] + share * (point[1] - before[1])])
      }
      if (isKept(point)) cut.push(point)
    }
    points = cut
  }
  const [first] = points
  return first === undefined ? [] : [...points, first].map(rounded)
}
