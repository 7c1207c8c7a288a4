// SPDX-License-Identifier: Apache-2.0
import { ScaleControl, type Map as MapView } from 'maplibre-gl'

/** The library's scale, brought up to date when a movement ends: in the midst of one it would have the page laid out for each frame. */
export class SteadyScale extends ScaleControl {
  override onAdd(map: MapView): HTMLElement {
    const element = super.onAdd(map)
    map.off('move', this._onMove)
    map.on('moveend', this._onMove)
    return element
  }

  override onRemove(): void {
    this._map?.off('moveend', this._onMove)
    super.onRemove()
  }
}
