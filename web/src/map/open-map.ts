// SPDX-License-Identifier: Apache-2.0
import 'maplibre-gl/dist/maplibre-gl.css'
import './map.css'
import {
  GPUInitializationError,
  Map as MapView,
  setWorkerUrl,
  type MapOptions,
  type StyleSpecification,
} from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import { region } from 'virtual:base-map'

import { wantsStillness } from '../app/stillness.ts'
import type { Text } from '../text/use-text.tsx'
import { supplyObjectImages } from './object-images.ts'
import { SteadyScale } from './steady-scale.ts'

// Without it the library looks for a file beside itself that a bundle does not have, and the map stays blank.
setWorkerUrl(workerUrl)

const NAMES_FADE_MS = 300

const [WEST, SOUTH, EAST, NORTH] = region

/** A map of the region in a container, flat and north up, since reports are; null in a browser without WebGL 2, where words must do. */
export function openMap(
  container: HTMLElement,
  style: StyleSpecification,
  view: { readonly center: [number, number]; readonly zoom: number },
  text: Text,
): MapView | null {
  const map = beginMap({
    container,
    style,
    center: view.center,
    zoom: view.zoom,
    minZoom: 4,
    maxZoom: 14,
    maxBounds: [
      [WEST, SOUTH],
      [EAST, NORTH],
    ],
    attributionControl: false,
    locale: {
      'ScaleControl.Meters': text.t('web.map.metres'),
      'ScaleControl.Kilometers': text.t('web.map.kilometres'),
    },
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    // Names are placed anew no more often than this: with nothing to fade it would be done for every frame.
    fadeDuration: wantsStillness() ? 0 : NAMES_FADE_MS,
    renderWorldCopies: false,
  })
  if (map === null) return null
  supplyObjectImages(map)
  map.touchZoomRotate.disableRotation()
  map.addControl(
    new SteadyScale({ unit: 'metric' }),
    text.direction === 'rtl' ? 'bottom-right' : 'bottom-left',
  )
  return map
}

/** The library throws where the browser gives it nothing to draw with. */
function beginMap(options: MapOptions): MapView | null {
  try {
    return new MapView(options)
  } catch (error) {
    if (error instanceof GPUInitializationError) return null
    throw error
  }
}
