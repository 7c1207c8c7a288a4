// SPDX-License-Identifier: Apache-2.0
import type { Map as MapView } from 'maplibre-gl'
import {
  TerraDraw,
  TerraDrawLineStringMode,
  TerraDrawPointMode,
  TerraDrawPolygonMode,
  TerraDrawSelectMode,
} from 'terra-draw'
import { TerraDrawMapLibreGLAdapter } from 'terra-draw-maplibre-gl-adapter'

import type { LonLat } from '../../api/mission.ts'
import type { Drawable } from './geometry-text.ts'

/** How the library calls the shapes that terms have. */
const MODES = { line: 'linestring', ring: 'polygon', point: 'point' } as const
type Shape = Drawable['shape']

/** Whoever draws on a map: one shape at a time, as points that are dragged, added and taken out. */
export interface Drawing {
  /** Shows the shape to be moved; null shows none. */
  hold(shape: Shape | null, positions: readonly LonLat[]): void
  /** Lets one shape of this kind be drawn from nothing. */
  begin(shape: Shape): void
  end(): void
}

const HELD = {
  feature: { draggable: true, coordinates: { draggable: true, midpoints: true, deletable: true } },
}
const POINT_HELD = { feature: { draggable: true } }

/** `onDrawn` hears of a shape whenever a hand lets go of it. */
export function drawOnMap(map: MapView, onDrawn: (positions: readonly LonLat[]) => void): Drawing {
  const draw = new TerraDraw({
    adapter: new TerraDrawMapLibreGLAdapter({ map, prefixId: 'terms' }),
    modes: [
      new TerraDrawSelectMode({ flags: { linestring: HELD, polygon: HELD, point: POINT_HELD } }),
      new TerraDrawLineStringMode(),
      new TerraDrawPolygonMode(),
      new TerraDrawPointMode(),
    ],
  })
  let held: Shape | null = null
  draw.start()
  draw.setMode('select')
  draw.on('finish', (id) => {
    const geometry = draw.getSnapshotFeature(id)?.geometry
    if (held === null || geometry === undefined) return
    const positions = positionsOf(geometry)
    if (positions !== null) onDrawn(positions)
  })
  const hold: Drawing['hold'] = (shape, positions) => {
    held = shape
    draw.clear()
    draw.setMode('select')
    if (shape === null) return
    const [added] = draw.addFeatures([
      { type: 'Feature', properties: { mode: MODES[shape] }, geometry: geometryOf(shape, positions) },
    ])
    if (added?.valid === true && added.id !== undefined) draw.selectFeature(added.id)
  }
  return {
    hold,
    begin(shape) {
      held = shape
      draw.clear()
      draw.setMode(MODES[shape])
    },
    end: () => draw.stop(),
  }
}

type Geometry = NonNullable<ReturnType<TerraDraw['getSnapshotFeature']>>['geometry']

/** The library takes at most nine decimals, which is a tenth of a millimetre. */
const short = (degrees: number): number => Math.round(degrees * 1e9) / 1e9

function geometryOf(shape: Shape, positions: readonly LonLat[]): Geometry {
  const points = positions.map(([longitude, latitude]) => [short(longitude), short(latitude)])
  switch (shape) {
    case 'point':
      return { type: 'Point', coordinates: points[0]! }
    case 'line':
      return { type: 'LineString', coordinates: points }
    case 'ring':
      return { type: 'Polygon', coordinates: [[...points, ...points.slice(0, 1)]] }
  }
}

/** The positions of a shape, a ring without its repeated first; null for a shape that terms do not have. */
function positionsOf(geometry: Geometry): readonly LonLat[] | null {
  const asPosition = ([longitude, latitude]: readonly number[]): LonLat => [longitude!, latitude!]
  switch (geometry.type) {
    case 'Point':
      return [asPosition(geometry.coordinates)]
    case 'LineString':
      return geometry.coordinates.map(asPosition)
    case 'Polygon':
      return (geometry.coordinates[0] ?? []).slice(0, -1).map(asPosition)
    default:
      return null
  }
}
