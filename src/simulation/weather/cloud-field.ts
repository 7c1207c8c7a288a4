// SPDX-License-Identifier: Apache-2.0
import { HOUR_MS, type Instant, type Position } from '#kernel'

import { normal } from '../distributions.ts'
import type { Random } from '../random.ts'
import type { Bounds } from '../theatre.ts'

/** Whether the sky over a place was closed at a moment. */
export interface CloudField {
  isCloudy(place: Position, at: Instant): boolean
}

export interface CloudClimate {
  /** Long-run share of clear sky, 0 to 1, or one for each month from January. */
  readonly clearShare: number | readonly number[]
  /** Hours after which the sky has forgotten itself to 1/e: what makes the tail of a wait long. */
  readonly persistenceHours: number
}

const STEP_MS = 6 * HOUR_MS
const CELL_DEGREES = 1

/**
 * Cloud as one Gaussian field over one-degree cells: neighbours share their weather, and each step keeps part of the last one
 * (first-order autoregression), which cut at a level gives the two-state chain of clear and closed skies.
 */
export function createCloudField(
  random: Random,
  bounds: Bounds,
  from: Instant,
  to: Instant,
  climate: CloudClimate,
): CloudField {
  const columns = Math.ceil((bounds.east - bounds.west) / CELL_DEGREES) + 1
  const rows = Math.ceil((bounds.north - bounds.south) / CELL_DEGREES) + 1
  const firstStep = Math.floor(from / STEP_MS)
  const steps = Math.floor(to / STEP_MS) - firstStep + 1
  const keep = Math.exp(-STEP_MS / HOUR_MS / climate.persistenceHours)
  const fresh = Math.sqrt(1 - keep * keep)
  const closed: Uint8Array[] = []
  let field = smoothNoise(random, rows, columns)
  for (let step = 0; step < steps; step += 1) {
    const clearShare = clearShareAt(climate, (firstStep + step) * STEP_MS)
    closed.push(Uint8Array.from(field, (z) => (normalShareBelow(z) > clearShare ? 1 : 0)))
    const noise = smoothNoise(random, rows, columns)
    field = field.map((z, cell) => keep * z + fresh * (noise[cell] ?? 0))
  }
  const cellOf = (degrees: number, edge: number, count: number): number =>
    Math.max(0, Math.min(count - 1, Math.floor((degrees - edge) / CELL_DEGREES)))
  return {
    isCloudy(place, at) {
      const step = Math.max(0, Math.min(steps - 1, Math.floor(at / STEP_MS) - firstStep))
      const row = cellOf(place.latitude, bounds.south, rows)
      const column = cellOf(place.longitude, bounds.west, columns)
      return closed[step]?.[row * columns + column] === 1
    },
  }
}

const clearShareAt = ({ clearShare }: CloudClimate, ms: number): number =>
  typeof clearShare === 'number' ? clearShare : (clearShare[new Date(ms).getUTCMonth()] ?? 0)

/** Noise of variance one in which each cell is the mean of nine, so that neighbours agree. */
function smoothNoise(random: Random, rows: number, columns: number): Float64Array {
  const width = columns + 2
  const white = Float64Array.from({ length: (rows + 2) * width }, () => normal(random))
  const smooth = new Float64Array(rows * columns)
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      let sum = 0
      for (let dy = 0; dy < 3; dy += 1) {
        for (let dx = 0; dx < 3; dx += 1) sum += white[(row + dy) * width + column + dx] ?? 0
      }
      smooth[row * columns + column] = sum / 3
    }
  }
  return smooth
}

/** Share of a standard normal below z (Abramowitz and Stegun 26.2.17; error below 1e-7). */
function normalShareBelow(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z))
  const series =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  const tail = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * series
  return z >= 0 ? 1 - tail : tail
}
