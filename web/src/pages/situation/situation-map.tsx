// SPDX-License-Identifier: Apache-2.0
import { useComputedColorScheme } from '@mantine/core'
import type { Map as MapView } from 'maplibre-gl'
import { memo, useEffect, useRef, useState } from 'react'

import type { Mission } from '../../api/mission.ts'
import { circleAround } from '../../map/circle.ts'
import { createIncidentLayer, type IncidentLayer } from '../../map/incident-layer.ts'
import { createMapStyle } from '../../map/map-style.ts'
import { followObservations, type ObservationsShown } from '../../map/observations-in-view.ts'
import { openMap } from '../../map/open-map.ts'
import { SELECTION, showSelection } from '../../map/show-selection.ts'
import { createFilterTest, type SituationFilter } from '../../situation/situation-filter.ts'
import type { Situation, SituationStore } from '../../situation/situation-store.ts'
import { useText } from '../../text/use-text.tsx'
import { MapLegend } from './map-legend.tsx'
import { PlaceSearch } from './place-search.tsx'

interface SituationMapProps {
  readonly mission: Mission
  readonly store: SituationStore
  readonly hypotheses: Situation['hypotheses']
  readonly asOf: number | null
  readonly selected: number | null
  readonly onSelect: (row: number | null) => void
  /** At each step of a movement by hand. */
  readonly onMoved: () => void
}

/** A click takes the nearest incident within this many pixels. */
const REACH_PIXELS = 12

/** The map with the note that the agreement wants beside it; all incidents are one layer of points. */
export const SituationMap = memo(function SituationMap(props: SituationMapProps) {
  const { mission, store, hypotheses, asOf, selected, onSelect, onMoved } = props
  const text = useText()
  const scheme = useComputedColorScheme('light')
  const box = useRef<HTMLDivElement>(null)
  const [map, setMap] = useState<MapView | null>(null)
  const [layer, setLayer] = useState<IncidentLayer | null>(null)
  const [hasFailed, setFailed] = useState(false)
  const view = useRef<{ center: [number, number]; zoom: number } | null>(null)

  useEffect(() => {
    if (box.current === null) return
    const opened = openMap(
      box.current,
      createMapStyle(scheme, mission, text),
      view.current ?? viewOf(mission),
      text,
    )
    setFailed(opened === null)
    if (opened === null) return
    // Also again, when the graphics card was lost and came back: our layer is not among what the library then restores.
    opened.on('style.load', () => {
      const made = createIncidentLayer()
      opened.addLayer(made, SELECTION)
      setLayer(made)
    })
    const look = (): void => {
      const { lng, lat } = opened.getCenter()
      // Where it looks, for whoever cannot see that.
      box.current?.setAttribute('data-center', `${lat.toFixed(4)},${lng.toFixed(4)}`)
    }
    opened.on('move', look)
    opened.on('moveend', () => {
      const { lng, lat } = opened.getCenter()
      view.current = { center: [lng, lat], zoom: opened.getZoom() }
    })
    opened.getCanvas().setAttribute('aria-label', text.t('web.situation.map-keys'))
    setMap(opened)
    return () => {
      setLayer(null)
      setMap(null)
      opened.remove()
    }
  }, [mission, scheme, text])

  useEffect(() => {
    if (layer === null) return
    layer.paint(hypotheses, scheme)
    layer.update(store.current().columns)
    return store.onChanged((rows) => layer.update(store.current().columns, rows))
  }, [layer, store, hypotheses, scheme])
  useEffect(() => {
    if (layer === null) return
    layer.filter(store.currentFilter())
    return store.onFilter((filter) => layer.filter(filter))
  }, [layer, store])
  const gone = useRef<number | null>(null)
  useEffect(() => {
    layer?.select(selected)
    const { columns } = store.current()
    const longitude = selected === null ? Number.NaN : columns.longitude[selected]!
    const latitude = selected === null ? Number.NaN : columns.latitude[selected]!
    const meters = selected === null ? Number.NaN : columns.uncertaintyMeters[selected]!
    const isDrawn = !Number.isNaN(longitude) && meters > 0
    if (map === null) return
    showSelection(map, isDrawn ? circleAround(longitude, latitude, meters) : null)
    // Once for what was chosen: a map that is drawn anew stays where it was.
    const isNew = gone.current !== selected
    gone.current = selected
    if (Number.isNaN(longitude) || !isNew) return
    if (!map.getBounds().contains([longitude, latitude])) map.easeTo({ center: [longitude, latitude] })
  }, [layer, map, selected, store])

  const [observations, setObservations] = useState<ObservationsShown>({ kind: 'far' })
  useEffect(() => {
    // With the layer the style is there, and with it the source that they go to.
    if (map === null || layer === null) return
    const { currentFilter, onFilter } = store
    return followObservations({ map, asOf, currentFilter, onFilter, onShown: setObservations })
  }, [map, layer, store, asOf])

  useEffect(() => {
    if (map === null) return
    const click = ({ point }: { readonly point: { readonly x: number; readonly y: number } }): void =>
      onSelect(nearestRow(map, store.current(), store.currentFilter(), point))
    map.on('click', click)
    return () => void map.off('click', click)
  }, [map, store, onSelect])

  useEffect(() => {
    if (map === null) return
    const move = ({ originalEvent }: { readonly originalEvent?: unknown }): void => {
      if (originalEvent !== undefined) onMoved()
    }
    map.on('move', move)
    return () => void map.off('move', move)
  }, [map, onMoved])

  return (
    <>
      <div ref={box} className="map-box" />
      {map === null ? null : <PlaceSearch map={map} mission={mission} />}
      <ObservationsNote shown={observations} />
      {hasFailed ? null : <MapLegend mission={mission} />}
      {hasFailed ? <p className="map-failed">{text.t('web.situation.no-map')}</p> : null}
      <div className="map-note">
        <span>{mission.mapNote[text.language]}</span> <span>{text.t('web.map.borders')}</span>
        <LineNote mission={mission} />
      </div>
    </>
  )
})

function ObservationsNote({ shown }: { readonly shown: ObservationsShown }) {
  const { t } = useText()
  if (shown.kind === 'far') return null
  const said =
    shown.kind === 'refused'
      ? t('web.observations.refused')
      : t(shown.isCut ? 'web.observations.cut' : 'web.observations.in-view', { count: shown.count })
  return (
    <p className="map-observations" role="status">
      {said}
    </p>
  )
}

/** Which kind of line it is, and as of when. */
function LineNote({ mission }: { readonly mission: Mission }) {
  const { t, word, code, language } = useText()
  const line = mission.lines.find(({ isLineOfContact }) => isLineOfContact)
  if (line === undefined) return null
  return (
    <span>
      {' '}
      {line.names[language]}: {word('line-kind', line.kind)}
      {line.date === null ? '' : ` (${t('web.map.as-of-day')} ${code(line.date)})`}
    </span>
  )
}

/** The region of the line of contact, or of all lines where none is named so. */
function viewOf({ lines }: Mission): { center: [number, number]; zoom: number } {
  const chosen = lines.filter(({ isLineOfContact }) => isLineOfContact)
  const points = (chosen.length > 0 ? chosen : lines).flatMap(({ parts }) => parts.flat())
  if (points.length === 0) return { center: [34, 48.5], zoom: 5 }
  const longitudes = points.map(([longitude]) => longitude)
  const latitudes = points.map(([, latitude]) => latitude)
  const middle = (values: readonly number[]): number => (Math.min(...values) + Math.max(...values)) / 2
  const degrees = Math.max(...latitudes) - Math.min(...latitudes)
  return {
    center: [middle(longitudes), middle(latitudes)],
    zoom: Math.min(8, 7.85 - Math.log2(degrees + 0.5)),
  }
}

function nearestRow(
  map: MapView,
  { columns }: Situation,
  filter: SituationFilter,
  point: { readonly x: number; readonly y: number },
): number | null {
  const at = map.unproject([point.x, point.y])
  const edge = map.unproject([point.x + REACH_PIXELS, point.y])
  const reach = Math.abs(edge.lng - at.lng)
  const shrink = Math.cos((at.lat * Math.PI) / 180)
  const isIn = createFilterTest(columns, filter)
  let best = reach * reach
  let found: number | null = null
  for (let row = 0; row < columns.size; row += 1) {
    const x = columns.longitude[row]! - at.lng
    const y = (columns.latitude[row]! - at.lat) / shrink
    const distance = x * x + y * y
    if (distance >= best || !isIn(row)) continue
    best = distance
    found = row
  }
  return found
}
