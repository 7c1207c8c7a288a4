// SPDX-License-Identifier: Apache-2.0
import type { ExpressionSpecification, FilterSpecification, StyleSpecification } from 'maplibre-gl'
import { baseMapUrl } from 'virtual:base-map'

import type { Mission } from '../api/mission.ts'
import type { Text } from '../text/use-text.tsx'
import type { Scheme } from './hypothesis-marks.ts'
import { CONTACT_WIDTH, LINE_PATTERNS, OTHER_WIDTH } from './line-patterns.ts'
import { lineNamesOf, linesAndZonesOf, objectsOf, placesOf, ZONE } from './map-features.ts'
import { OBJECT_IMAGE } from './object-images.ts'
import { OBSERVATIONS_FROM_ZOOM, OBSERVATIONS_SOURCE } from './observations-in-view.ts'
import { SELECTION } from './show-selection.ts'

const OBJECTS_FROM_ZOOM = 6

interface Paint {
  readonly water: string
  readonly land: string
  readonly coast: string
  readonly border: string
  readonly label: string
  readonly waterLabel: string
  readonly halo: string
  readonly line: string
  readonly zone: string
  readonly object: string
}

const PAINT: Readonly<Record<Scheme, Paint>> = {
  light: {
    water: '#d9e5ec',
    land: '#f7f5f0',
    coast: '#a9bac4',
    border: '#8c8475',
    label: '#4c4a44',
    waterLabel: '#4a6577',
    halo: '#fbfaf7',
    line: '#1b1b1b',
    zone: '#125a62',
    object: '#3b3b3b',
  },
  dark: {
    water: '#0c141a',
    land: '#1a232b',
    coast: '#36454f',
    border: '#66727c',
    label: '#c3ccd3',
    waterLabel: '#88a3b4',
    halo: '#141c23',
    line: '#f4f4f0',
    zone: '#7cc4c9',
    object: '#d6d6d6',
  },
}

const ofKind = (kind: string): ExpressionSpecification => ['==', ['get', 'kind'], kind]
const IS_ZONE = ofKind(ZONE)

/** Our own style: land, borders, what the terms draw, names; no tile, glyph or picture comes from anywhere else. */
export function createMapStyle(scheme: Scheme, mission: Mission, text: Text): StyleSpecification {
  const paint = PAINT[scheme]
  return {
    version: 8,
    sources: {
      base: { type: 'geojson', data: baseMapUrl, tolerance: 0.2 },
      'lines-and-zones': { type: 'geojson', data: linesAndZonesOf(mission, text) },
      'line-names': { type: 'geojson', data: lineNamesOf(mission, text) },
      objects: { type: 'geojson', data: objectsOf(mission, text) },
      places: { type: 'geojson', data: placesOf(text) },
      [OBSERVATIONS_SOURCE]: { type: 'geojson', data: { type: 'FeatureCollection', features: [] } },
      [SELECTION]: { type: 'geojson', data: { type: 'FeatureCollection', features: [] } },
    },
    layers: [
      { id: 'water', type: 'background', paint: { 'background-color': paint.water } },
      {
        id: 'land',
        type: 'fill',
        source: 'base',
        filter: ofKind('land'),
        paint: { 'fill-color': paint.land, 'fill-antialias': false },
      },
      {
        id: 'coast',
        type: 'line',
        source: 'base',
        filter: ofKind('land'),
        paint: { 'line-color': paint.coast, 'line-width': 0.7 },
      },
      {
        id: 'borders',
        type: 'line',
        source: 'base',
        filter: ofKind('border'),
        paint: { 'line-color': paint.border, 'line-width': 1, 'line-dasharray': [6, 2, 1.5, 2] },
      },
      {
        id: 'settlements',
        type: 'circle',
        source: 'places',
        filter: SETTLEMENT_FROM_ZOOM,
        paint: { 'circle-radius': 2, 'circle-color': paint.label },
      },
      {
        id: 'zone-areas',
        type: 'fill',
        source: 'lines-and-zones',
        filter: ['==', ['geometry-type'], 'Polygon'],
        paint: { 'fill-color': paint.zone, 'fill-opacity': 0.07, 'fill-antialias': false },
      },
      {
        id: 'zone-edges',
        type: 'line',
        source: 'lines-and-zones',
        filter: IS_ZONE,
        paint: { 'line-color': paint.zone, 'line-width': 1, 'line-opacity': 0.55, 'line-dasharray': [4, 3] },
      },
      {
        id: 'lines-under',
        type: 'line',
        source: 'lines-and-zones',
        filter: ['!', IS_ZONE],
        layout: { 'line-join': 'round', 'line-cap': 'round' },
        paint: { 'line-color': paint.halo, 'line-width': 5 },
      },
      ...Object.entries(LINE_PATTERNS).map(([kind, dashes]) => lineLayer(kind, dashes, paint.line)),
      {
        id: 'objects',
        type: 'symbol',
        source: 'objects',
        minzoom: OBJECTS_FROM_ZOOM,
        layout: {
          'icon-image': OBJECT_IMAGE as unknown as ExpressionSpecification,
          // What is protected is shown wherever it is, whatever stands beside it.
          'icon-allow-overlap': true,
        },
      },
      {
        id: 'observations',
        type: 'circle',
        source: OBSERVATIONS_SOURCE,
        minzoom: OBSERVATIONS_FROM_ZOOM,
        paint: {
          'circle-radius': 2.6,
          'circle-color': ['case', ['get', 'isRemote'], paint.halo, paint.object],
          'circle-stroke-color': paint.object,
          'circle-stroke-width': 1,
        },
      },
      {
        id: SELECTION,
        type: 'line',
        source: SELECTION,
        layout: { visibility: 'none' },
        paint: { 'line-color': paint.line, 'line-width': 1.6, 'line-dasharray': [2, 2] },
      },
      label('place-names', 'places', 0, {
        size: ['match', ['get', 'kind'], 'country', 14, 'sea', 12, ['step', ['get', 'fromZoom'], 12, 6, 11]],
        color: ['case', ['==', ['get', 'kind'], 'sea'], paint.waterLabel, paint.label],
        halo: paint.halo,
        // A country and a sea have no point that the name would stand below.
        offset: ['case', ['==', ['get', 'kind'], 'settlement'], ['literal', [0, 1.1]], ['literal', [0, 0]]],
        filter: FROM_ZOOM,
        first: ['get', 'fromZoom'],
      }),
      label('object-names', 'objects', 7.5, { size: 11, color: paint.label, halo: paint.halo, below: true }),
      label('line-names', 'line-names', 5, { size: 12, color: paint.line, halo: paint.halo }),
      label('zone-names', 'lines-and-zones', 7, {
        size: 10.5,
        color: paint.zone,
        halo: paint.halo,
        along: true,
        filter: IS_ZONE,
      }),
    ],
  }
}

const lineLayer = (
  kind: string,
  dashes: readonly number[] | null,
  color: string,
): StyleSpecification['layers'][number] => ({
  id: `lines-${kind}`,
  type: 'line',
  source: 'lines-and-zones',
  filter: ofKind(kind),
  layout: { 'line-join': 'round', ...(dashes === null ? { 'line-cap': 'round' as const } : {}) },
  paint: {
    'line-color': color,
    'line-width': ['case', ['get', 'isContact'], CONTACT_WIDTH, OTHER_WIDTH],
    ...(dashes === null ? {} : { 'line-dasharray': [...dashes] }),
  },
})

interface LabelLook {
  readonly size: unknown
  readonly color: unknown
  readonly halo: string
  readonly along?: boolean
  readonly below?: boolean
  readonly offset?: unknown
  readonly filter?: FilterSpecification
  /** Where names are in each other's way, the lowest stays. */
  readonly first?: unknown
}

/** What is too small to be named from far away. */
const FROM_ZOOM: FilterSpecification = ['>=', ['zoom'], ['get', 'fromZoom']]
const SETTLEMENT_FROM_ZOOM: FilterSpecification = ['all', FROM_ZOOM, ['==', ['get', 'kind'], 'settlement']]

const label = (
  id: string,
  source: string,
  minzoom: number,
  { size, color, halo, along = false, below = false, offset, filter, first }: LabelLook,
): StyleSpecification['layers'][number] =>
  ({
    id,
    type: 'symbol',
    source,
    minzoom,
    ...(filter === undefined ? {} : { filter }),
    layout: {
      ...(first === undefined ? {} : { 'symbol-sort-key': first }),
      'text-field': ['get', 'name'],
      'text-font': ['Noto Sans Variable', 'Noto Sans Arabic Variable', 'sans-serif'],
      'text-size': size,
      'symbol-placement': along ? 'line' : 'point',
      'text-max-width': 8,
      ...(along ? { 'symbol-spacing': 500 } : {}),
      ...(offset === undefined ? {} : { 'text-offset': offset }),
      ...(below ? { 'text-anchor': 'top', 'text-offset': [0, 0.6] } : {}),
    },
    paint: { 'text-color': color, 'text-halo-color': halo, 'text-halo-width': 1.4 },
  }) as unknown as StyleSpecification['layers'][number]
