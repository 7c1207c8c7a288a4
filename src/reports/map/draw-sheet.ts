// SPDX-License-Identifier: Apache-2.0
import { LIKELIHOOD_BANDS, type Position } from '#kernel'

import { html, NOTHING, type Markup } from '../page/markup.ts'
import type { MapDot, MapSheet } from './incident-map.ts'
import { sheetNumber, type Projection } from './projection.ts'
import { beltEdges, type MapLine, type ZoneOutline } from './terms-on-map.ts'

/** Marks of the map; sizes in units of a sheet 1,000 wide. */
const DOT_RADIUS = { detail: 4, overview: 2.5 }
const RING_EXTRA = 3
const RIM = 2
/** Steps of the graticule in degrees; the first that gives few enough lines is taken. */
const GRATICULE_STEPS = [0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 30]
const MOST_GRATICULE_LINES = 9
/** Lengths of the scale bar in kilometres. */
const SCALE_BARS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000]
const LONGEST_SCALE_BAR = 220

export interface SheetWords {
  /** Distinguishes ids of the same sheet in another language. */
  readonly id: string
  readonly title: string
  readonly north: string
  readonly kilometres: (value: number) => string
}

/** The sheet as SVG: belts and zones, graticule, lines, incidents, scale and north. No state border is drawn. */
export function drawSheet(
  { projection, dots }: MapSheet,
  lines: readonly MapLine[],
  zones: readonly ZoneOutline[],
  size: keyof typeof DOT_RADIUS,
  words: SheetWords,
): Markup {
  const { width, height } = projection
  return html`<svg
    class="map"
    viewBox="0 0 ${width} ${height}"
    role="img"
    aria-labelledby="${words.id}-title"
    direction="ltr"
  >
    <title id="${words.id}-title">${words.title}</title>
    <defs>
      <clipPath id="${words.id}-frame"><rect width="${width}" height="${height}" /></clipPath>
    </defs>
    <rect class="sheet" width="${width}" height="${height}" />
    <g clip-path="url(#${words.id}-frame)">
      ${drawBelts(zones, lines, projection)}${zones.map((zone) => drawRings(zone, projection))}${drawGraticule(projection)}${lines.map((line) => html`<path class="line ${line.kind}" d="${pathOf(line.parts, projection, false)}" />`)}${drawDots(dots, projection, DOT_RADIUS[size])}
    </g>
    ${drawScale(projection, words)}
    <g class="north">
      <path d="M${width - 28} 46l9 -30l9 30l-9 -7z" />
      <text x="${width - 19}" y="62" text-anchor="middle">${words.north}</text>
    </g>
    <rect class="frame" width="${width}" height="${height}" />
  </svg>`
}

/** Polygons the terms draw themselves; belts are drawn underneath. */
function drawRings(zone: ZoneOutline, projection: Projection): Markup {
  return zone.kind === 'rings'
    ? html`<path class="zone" d="${pathOf(zone.rings, projection, true)}" />`
    : NOTHING
}

/**
 * Ground within a distance of a line, the widest first, each as a broad stroke with a rim: exact where a belt is the same
 * on both sides, and no geometry is needed for it.
 */
function drawBelts(
  zones: readonly ZoneOutline[],
  lines: readonly MapLine[],
  projection: Projection,
): readonly Markup[] {
  return beltEdges(zones).flatMap(({ line: id, meters, shade }) => {
    const line = lines.find((one) => one.line === id)
    if (line === undefined) return []
    const d = pathOf(line.parts, projection, false)
    const width = (2 * meters) / projection.metersPerUnit
    return [
      html`<path class="rim" stroke-width="${sheetNumber(width + RIM)}" d="${d}" />`,
      html`<path class="belt shade-${shade}" stroke-width="${sheetNumber(width)}" d="${d}" />`,
    ]
  })
}

function pathOf(parts: readonly (readonly Position[])[], projection: Projection, closed: boolean): string {
  return parts
    .map((part) => {
      const points = part.map((position) => projection.toSheet(position).map(sheetNumber).join(' '))
      return points.length === 0 ? '' : `M${points.join('L')}${closed ? 'Z' : ''}`
    })
    .join('')
}

/** Dots of one band are one path of round caps: thousands of them stay small and quick to draw. The likeliest lie on top. */
function drawDots(dots: readonly MapDot[], projection: Projection, radius: number): Markup {
  const spots = (chosen: readonly MapDot[]): string =>
    chosen
      .map((dot) => {
        const [x, y] = projection.toSheet(dot.position)
        return `M${sheetNumber(x)} ${sheetNumber(y)}h0`
      })
      .join('')
  const bands = LIKELIHOOD_BANDS.map(({ band }, index) => {
    const chosen = dots.filter((dot) => dot.band === index)
    return chosen.length === 0
      ? NOTHING
      : html`<path class="dot ${band}" stroke-width="${sheetNumber(radius * 2)}" d="${spots(chosen)}" />`
  })
  const rings = dots
    .filter((dot) => dot.ring > 0)
    .map((dot) => {
      const [x, y] = projection.toSheet(dot.position)
      return html`<circle
        class="ring ${dot.ring === 2 ? 'violation' : 'indication'}"
        cx="${sheetNumber(x)}"
        cy="${sheetNumber(y)}"
        r="${sheetNumber(radius + RING_EXTRA)}"
      />`
    })
  return html`${bands}${rings}`
}

function drawGraticule({ box, width, height, toSheet }: Projection): Markup {
  const span = Math.max(box.east - box.west, box.north - box.south)
  const step = GRATICULE_STEPS.find((one) => span / one <= MOST_GRATICULE_LINES) ?? 45
  const multiples = (from: number, to: number): readonly number[] => {
    const first = Math.ceil(from / step)
    return Array.from(
      { length: Math.max(0, Math.floor(to / step) - first + 1) },
      (_, n) => (first + n) * step,
    )
  }
  const degrees = (value: number, positive: string, negative: string): string =>
    `${String(Math.round(Math.abs(value) * 100) / 100)}° ${value < 0 ? negative : positive}`
  const meridians = multiples(box.west, box.east).map((longitude) => {
    const x = sheetNumber(toSheet({ latitude: box.south, longitude })[0])
    return html`<path d="M${x} 0V${height}" /><text x="${x}" y="${height - 5}" dx="3"
        >${degrees(longitude, 'E', 'W')}</text
      >`
  })
  const parallels = multiples(box.south, box.north).map((latitude) => {
    const y = sheetNumber(toSheet({ latitude, longitude: box.west })[1])
    return html`<path d="M0 ${y}H${width}" /><text x="4" y="${y}" dy="-3"
        >${degrees(latitude, 'N', 'S')}</text
      >`
  })
  return html`<g class="graticule">${meridians}${parallels}</g>`
}

function drawScale({ height, metersPerUnit }: Projection, words: SheetWords): Markup {
  const kilometres = SCALE_BARS.findLast((one) => (one * 1_000) / metersPerUnit <= LONGEST_SCALE_BAR) ?? 1
  const length = sheetNumber((kilometres * 1_000) / metersPerUnit)
  const y = height - 34
  return html`<g class="scale"
    ><path d="M60 ${y - 5}v5h${length}v-5" /><text x="60" y="${y - 9}"
      >${words.kilometres(kilometres)}</text
    ></g
  >`
}
