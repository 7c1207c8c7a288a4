// SPDX-License-Identifier: Apache-2.0
import type * as GeoJSON from 'geojson'
import type { GeoJSONSource, Map as MapView } from 'maplibre-gl'

import { ApiProblem } from '../api/api-problem.ts'
import { ask } from '../api/ask.ts'
import type { SituationFilter } from '../situation/situation-filter.ts'

/** Nearer than this the map shows single observations; from further away they would hide what was made of them. */
export const OBSERVATIONS_FROM_ZOOM = 9
export const OBSERVATIONS_SOURCE = 'observations'
const MOST_SHOWN = 500
/** The map has come to rest. */
const AFTER_MS = 250

/** What of the observations is on the map: none where it shows too much of the Earth, or where they could not be had. */
export type ObservationsShown =
  | { readonly kind: 'far' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'shown'; readonly count: number; readonly isCut: boolean }

interface ObservationPage {
  readonly items: readonly {
    readonly center: { readonly latitude: number; readonly longitude: number } | null
    readonly document: { readonly means?: string }
  }[]
  readonly next: string | null
}

interface ObservedView {
  readonly map: MapView
  readonly asOf: number | null
  currentFilter(): SituationFilter
  onFilter(listener: () => void): () => void
  onShown(shown: ObservationsShown): void
}

const NOTHING: GeoJSON.FeatureCollection = { type: 'FeatureCollection', features: [] }

/** Keeps the observations in view on the map whenever it or the interval comes to rest; gives what ends it. */
export function followObservations({
  map,
  asOf,
  currentFilter,
  onFilter,
  onShown,
}: ObservedView): () => void {
  let timer = 0
  let asking = new AbortController()
  let isShown = false
  const source = (): GeoJSONSource | undefined => map.getSource(OBSERVATIONS_SOURCE)

  const clear = (shown: ObservationsShown): void => {
    if (isShown) void source()?.setData(NOTHING)
    isShown = false
    onShown(shown)
  }

  const look = async (): Promise<void> => {
    asking.abort()
    asking = new AbortController()
    const { signal } = asking
    if (map.getZoom() < OBSERVATIONS_FROM_ZOOM) return clear({ kind: 'far' })
    try {
      const { items, next } = await ask<ObservationPage>(
        `/api/v1/observations?${questionOf(map, currentFilter(), asOf)}`,
        { signal },
      )
      if (signal.aborted) return
      const placed = items.filter(({ center }) => center !== null)
      isShown = true
      void source()?.setData({ type: 'FeatureCollection', features: placed.map(featureOf) })
      onShown({ kind: 'shown', count: placed.length, isCut: next !== null })
    } catch (error) {
      if (signal.aborted) return
      if (!(error instanceof ApiProblem)) throw error
      clear({ kind: 'refused' })
    }
  }

  const later = (): void => {
    window.clearTimeout(timer)
    timer = window.setTimeout(() => void look(), AFTER_MS)
  }
  const stopHearing = onFilter(later)
  map.on('moveend', later)
  later()
  return () => {
    window.clearTimeout(timer)
    asking.abort()
    stopHearing()
    map.off('moveend', later)
  }
}

function questionOf(map: MapView, { fromMs, toMs }: SituationFilter, asOf: number | null): string {
  const bounds = map.getBounds()
  const box = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()]
  const asked = new URLSearchParams({
    bbox: box.map((degrees) => degrees.toFixed(4)).join(','),
    limit: String(MOST_SHOWN),
  })
  if (fromMs !== null) asked.set('from', new Date(fromMs).toISOString())
  if (toMs !== null) asked.set('to', new Date(toMs).toISOString())
  if (asOf !== null) asked.set('asOf', String(asOf))
  return asked.toString()
}

const featureOf = ({ center, document }: ObservationPage['items'][number]): GeoJSON.Feature => ({
  type: 'Feature',
  geometry: { type: 'Point', coordinates: [center?.longitude ?? 0, center?.latitude ?? 0] },
  properties: { isRemote: (document.means ?? '').startsWith('satellite') },
})
