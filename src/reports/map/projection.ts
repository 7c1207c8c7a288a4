// SPDX-License-Identifier: Apache-2.0
import { geodesicMeters, type Position } from '#kernel'

/** West to east and south to north in degrees. */
export interface Box {
  readonly west: number
  readonly south: number
  readonly east: number
  readonly north: number
}

/** Places on a sheet of `width` by `height` units: equirectangular, true to scale along the middle parallel. */
export interface Projection {
  readonly box: Box
  readonly width: number
  readonly height: number
  /** Metres on the ground for one unit of the sheet, along the middle parallel. */
  readonly metersPerUnit: number
  readonly toSheet: (position: Position) => readonly [number, number]
  readonly holds: (position: Position) => boolean
}

export const SHEET_WIDTH = 1_000
/** A sheet is never taller than this part of its width, nor lower: a page has to hold it. */
const TALLEST = 0.95
const LOWEST = 0.45

export function boxAround(positions: Iterable<Position>): Box | null {
  let west = Infinity
  let east = -Infinity
  let south = Infinity
  let north = -Infinity
  for (const { latitude, longitude } of positions) {
    west = Math.min(west, longitude)
    east = Math.max(east, longitude)
    south = Math.min(south, latitude)
    north = Math.max(north, latitude)
  }
  return west > east ? null : { west, south, east, north }
}

/** Fits a box on a sheet with a margin of `marginKilometres`, widened where it would be too tall or too low. */
export function createProjection(inner: Box, marginKilometres: number): Projection {
  const margin = marginKilometres / KILOMETRES_PER_DEGREE
  const middle = (inner.south + inner.north) / 2
  const shrink = Math.max(0.1, Math.cos((middle * Math.PI) / 180))
  let halfHeight = (inner.north - inner.south) / 2 + margin
  let halfWidth = ((inner.east - inner.west) / 2) * shrink + margin
  halfHeight = Math.max(halfHeight, halfWidth * LOWEST)
  halfWidth = Math.max(halfWidth, halfHeight / TALLEST)
  const center = (inner.west + inner.east) / 2
  const box = {
    west: center - halfWidth / shrink,
    east: center + halfWidth / shrink,
    south: middle - halfHeight,
    north: middle + halfHeight,
  }
  const perDegree = SHEET_WIDTH / (box.east - box.west)
  const height = Math.round((box.north - box.south) * (perDegree / shrink))
  return {
    box,
    width: SHEET_WIDTH,
    height,
    metersPerUnit:
      geodesicMeters(
        { latitude: middle, longitude: center },
        { latitude: middle, longitude: center + 0.01 },
      ) /
      (0.01 * perDegree),
    toSheet: ({ latitude, longitude }) => [
      (longitude - box.west) * perDegree,
      ((box.north - latitude) * perDegree) / shrink,
    ],
    holds: ({ latitude, longitude }) =>
      latitude >= box.south && latitude <= box.north && longitude >= box.west && longitude <= box.east,
  }
}

/** Of a degree of latitude, near enough for margins. */
const KILOMETRES_PER_DEGREE = 111

/** Sheet units are written to a tenth: finer than a printer's dot on A4. */
export const sheetNumber = (value: number): string => String(Math.round(value * 10) / 10)
