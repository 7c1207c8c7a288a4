// SPDX-License-Identifier: Apache-2.0
import type { Position } from '#kernel'

/** A grid of equal degrees; a key counts rows from the south pole and columns from 180 W. */
export interface BinGrid {
  readonly binDegrees: number
  /** Columns of a row. */
  readonly stride: number
  keyOf(position: Position): number
  centerOf(key: number): Position
  /** The bins whose centres lie from `fromMeters` (not included) to `toMeters` of the centre of `key`, as runs of keys. */
  ring(key: number, fromMeters: number, toMeters: number): readonly KeyRun[]
  /** The same as differences from `key`: the first and the last of each run, in turn. */
  ringOffsets(key: number, fromMeters: number, toMeters: number): Int32Array
}

/** Neighbouring keys of one row, both ends included. */
export interface KeyRun {
  readonly first: number
  readonly last: number
}

/** Keeps places on the edge of a bin in the bin they belong to, despite the last digit of a division. */
const NUDGE = 1e-9

const METERS_PER_DEGREE = (6_371_008.8 * Math.PI) / 180

/** A grid with bins of `1 / binsPerDegree` degree. Distances are those of a plane that touches the Earth at the middle bin. */
export function createBinGrid(binsPerDegree: number): BinGrid {
  const binDegrees = 1 / binsPerDegree
  const stride = 360 * binsPerDegree
  /** One entry for each pair of distances ever asked for, which are few. */
  const known: { readonly from: number; readonly to: number; readonly byRow: Map<number, Int32Array> }[] = []
  const ringOffsets = (key: number, from: number, to: number): Int32Array => {
    let rings = known.find((entry) => entry.from === from && entry.to === to)
    if (rings === undefined) {
      rings = { from, to, byRow: new Map() }
      known.push(rings)
    }
    const row = Math.floor(key / stride)
    let offsets = rings.byRow.get(row)
    if (offsets === undefined) {
      const runs = offsetsAt((row + 0.5) * binDegrees - 90, binDegrees, from, to)
      offsets = Int32Array.from(
        runs.flatMap(({ rows, first, last }) => [rows * stride + first, rows * stride + last]),
      )
      rings.byRow.set(row, offsets)
    }
    return offsets
  }
  return {
    binDegrees,
    stride,
    keyOf: ({ latitude, longitude }) =>
      Math.floor((latitude + 90) * binsPerDegree + NUDGE) * stride +
      Math.min(stride - 1, Math.floor((longitude + 180) * binsPerDegree + NUDGE)),
    centerOf: (key) => ({
      latitude: (Math.floor(key / stride) + 0.5) * binDegrees - 90,
      longitude: ((key % stride) + 0.5) * binDegrees - 180,
    }),
    ringOffsets,
    ring(key, fromMeters, toMeters) {
      const offsets = ringOffsets(key, fromMeters, toMeters)
      return Array.from({ length: offsets.length / 2 }, (_, k) => ({
        first: key + offsets[2 * k]!,
        last: key + offsets[2 * k + 1]!,
      }))
    },
  }
}

interface Offset {
  readonly rows: number
  readonly first: number
  readonly last: number
}

function offsetsAt(latitude: number, binDegrees: number, from: number, to: number): readonly Offset[] {
  const high = binDegrees * METERS_PER_DEGREE
  const wide = high * Math.cos((latitude * Math.PI) / 180)
  const reach = Math.floor(to / high)
  const offsets: Offset[] = []
  for (let rows = -reach; rows <= reach; rows++) {
    const north = rows * high
    const outer = Math.floor(Math.sqrt(to * to - north * north) / wide)
    const left = from * from - north * north
    // Columns up to `inner` lie within the hole of the ring.
    const inner = left < 0 || from === 0 ? -1 : Math.floor(Math.sqrt(left) / wide)
    if (inner < 0) offsets.push({ rows, first: -outer, last: outer })
    else if (outer > inner) {
      offsets.push({ rows, first: -outer, last: -inner - 1 }, { rows, first: inner + 1, last: outer })
    }
  }
  return offsets
}
