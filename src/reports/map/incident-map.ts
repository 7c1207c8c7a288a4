// SPDX-License-Identifier: Apache-2.0
import type { PossibleViolation } from '#assessments'
import type { Incident } from '#incidents'
import { LIKELIHOOD_BANDS, type JsonValue, type Position } from '#kernel'

import { boxAround, createProjection, type Projection } from './projection.ts'
import { readAgreedLines, readZoneOutlines, type MapLine, type ZoneOutline } from './terms-on-map.ts'

/** Incidents in one cell of the map: how many, the highest band among them, and whether any is a possible violation. */
export interface MapDot {
  readonly position: Position
  incidents: number
  /** Index into LIKELIHOOD_BANDS. */
  band: number
  /** 0 none, 1 indication, 2 possible violation. */
  ring: 0 | 1 | 2
}

/** One sheet of the map. */
export interface MapSheet {
  readonly projection: Projection
  readonly dots: readonly MapDot[]
  readonly incidentsOutside: number
}

export interface MapSheets {
  /** The surroundings of the line, or of the incidents where there is no line; null with nothing to draw. */
  readonly detail: MapSheet | null
  /** Everything, where incidents lie far outside the detail. */
  readonly overview: MapSheet | null
}

export interface IncidentMap {
  addLine(line: MapLine): void
  add(incident: Incident, violations: readonly PossibleViolation[]): void
  addUnplaced(): void
  readonly zones: readonly ZoneOutline[]
  /** The latest day of each line, then those that the terms draw themselves. */
  lines(): readonly MapLine[]
  readonly unplaced: number
  /** Works the sheets out from what was added; ask once. */
  draw(): MapSheets
}

/** About a kilometre: dots nearer than this fall together, so that the map holds no more than the ground has room for. */
const CELL_DEGREES = 0.01
const MARGIN_KILOMETRES = 40
/** How many times the ground of the detail an overview must show to be printed beside it. */
const WORTH_A_SECOND_SHEET = 1.5

/** Collects what a map shows, as the records come by. */
export function createIncidentMap(agreement: JsonValue): IncidentMap {
  const zones = readZoneOutlines(agreement)
  const agreed = readAgreedLines(agreement)
  const latest = new Map<string, MapLine>()
  const dots = new Map<string, MapDot>()
  let unplaced = 0

  const lines = (): readonly MapLine[] => [
    ...latest.values(),
    ...agreed.filter(({ line }) => !latest.has(line)),
  ]
  const ground = (): readonly Position[] => [
    ...lines().flatMap((line) => line.parts.flat()),
    ...zones.flatMap((zone) => (zone.kind === 'rings' ? zone.rings.flat() : [])),
  ]
  const allDots = (): readonly MapDot[] => [...dots.values()].sort(fromNorthWest)
  const sheet = (projection: Projection): MapSheet => {
    const inside = allDots().filter((dot) => projection.holds(dot.position))
    const count = (list: readonly MapDot[]): number => list.reduce((sum, dot) => sum + dot.incidents, 0)
    return { projection, dots: inside, incidentsOutside: count(allDots()) - count(inside) }
  }
  const drawDetail = (): MapSheet | null => {
    const box = boxAround(ground()) ?? boxAround(allDots().map((dot) => dot.position))
    return box === null ? null : sheet(createProjection(box, MARGIN_KILOMETRES))
  }
  const drawOverview = (): MapSheet | null => {
    const near = drawDetail()
    if (near === null || near.incidentsOutside === 0) return null
    const box = boxAround([...ground(), ...allDots().map((dot) => dot.position)])
    if (box === null) return null
    const wide = createProjection(box, MARGIN_KILOMETRES)
    return areaOf(wide) < areaOf(near.projection) * WORTH_A_SECOND_SHEET ? null : sheet(wide)
  }

  return {
    zones,
    addLine(line) {
      const known = latest.get(line.line)
      if (known === undefined || (line.date ?? '') >= (known.date ?? '')) latest.set(line.line, line)
    },
    add({ geometry, likelihood }, violations) {
      const row = Math.round(geometry.center.latitude / CELL_DEGREES)
      const column = Math.round(geometry.center.longitude / CELL_DEGREES)
      const band = LIKELIHOOD_BANDS.findIndex((one) => one.band === likelihood.band)
      const ring = violations.some((one) => one.standing === 'possible-violation')
        ? 2
        : violations.length > 0
          ? 1
          : 0
      const key = `${row} ${column}`
      const dot = dots.get(key)
      if (dot === undefined) {
        const position = { latitude: row * CELL_DEGREES, longitude: column * CELL_DEGREES }
        dots.set(key, { position, incidents: 1, band, ring })
      } else {
        dot.incidents++
        if (band > dot.band) dot.band = band
        if (ring > dot.ring) dot.ring = ring
      }
    },
    addUnplaced() {
      unplaced++
    },
    lines,
    get unplaced() {
      return unplaced
    },
    draw: () => ({ detail: drawDetail(), overview: drawOverview() }),
  }
}

const areaOf = ({ box }: Projection): number => (box.east - box.west) * (box.north - box.south)

const fromNorthWest = (a: MapDot, b: MapDot): number =>
  b.position.latitude - a.position.latitude || a.position.longitude - b.position.longitude
