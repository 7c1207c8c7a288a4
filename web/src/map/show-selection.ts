// SPDX-License-Identifier: Apache-2.0
import type * as GeoJSON from 'geojson'
import type { GeoJSONSource, Map as MapView } from 'maplibre-gl'

/** The source of what is selected, and the layer that draws it. */
export const SELECTION = 'selection'

/** Draws a ring around what is selected, or none; without one the layer is not gone through in each frame either. */
export function showSelection(map: MapView, ring: GeoJSON.Feature | null): void {
  // Before the style is read there is nothing to draw into.
  if (map.getLayer(SELECTION) === undefined) return
  const features = ring === null ? [] : [ring]
  void map.getSource<GeoJSONSource>(SELECTION)?.setData({ type: 'FeatureCollection', features })
  map.setLayoutProperty(SELECTION, 'visibility', ring === null ? 'none' : 'visible')
}
