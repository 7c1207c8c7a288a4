// SPDX-License-Identifier: Apache-2.0
import type { Position } from '#kernel'

/** Children per node. Eight boxes fit a few cache lines, and trees of thousands of segments stay four levels deep. */
const FANOUT = 8

/** WGS-84: semi-major axis in metres and first eccentricity squared. */
const A_METERS = 6_378_137
const E2 = 6.694_379_990_141_316e-3

const RADIANS = Math.PI / 180

/** Where on the line something is nearest: between `vertex` and the one after it, `fraction` of the way. */
export interface NearestOnPath {
  readonly vertex: number
  readonly fraction: number
}

/**
 * Finds the segment of a path nearest to a place by straight distance through the Earth, which orders places as the
 * geodesic does (to 2 m at 500 km, to centimetres below 100 km) and has no distortion to grow with distance.
 * `vertices` run through all parts; `starts` marks with 1 the vertex that begins a part. Segments should be short
 * (2 km sag 0.1 m below the surface). Boxes are laid over runs of neighbouring segments: a path is its own good order.
 */
export function createSegmentTree(
  vertices: readonly Position[],
  starts: Uint8Array,
): (from: Position) => NearestOnPath {
  const count = vertices.length
  const xyz = new Float64Array(count * 3)
  vertices.forEach((vertex, i) => toGeocentric(vertex, xyz, i * 3))
  // Segment i joins vertex i to the next of its part; the last vertex of a part stands as a segment of no length.
  const endOf = (i: number): number => (i + 1 < count && starts[i + 1] === 0 ? i + 1 : i)
  const levels = boxLevels(count, xyz, endOf)
  const query = new Float64Array(3)

  return (from) => {
    toGeocentric(from, query, 0)
    const px = query[0]!
    const py = query[1]!
    const pz = query[2]!
    let bestSquare = Infinity
    let bestVertex = 0
    let bestFraction = 0

    const trySegment = (i: number): void => {
      const a = i * 3
      const b = endOf(i) * 3
      const ux = xyz[b]! - xyz[a]!
      const uy = xyz[b + 1]! - xyz[a + 1]!
      const uz = xyz[b + 2]! - xyz[a + 2]!
      const wx = px - xyz[a]!
      const wy = py - xyz[a + 1]!
      const wz = pz - xyz[a + 2]!
      const lengthSquare = ux * ux + uy * uy + uz * uz
      const along = lengthSquare === 0 ? 0 : (ux * wx + uy * wy + uz * wz) / lengthSquare
      const fraction = along <= 0 ? 0 : along >= 1 ? 1 : along
      const dx = wx - fraction * ux
      const dy = wy - fraction * uy
      const dz = wz - fraction * uz
      const square = dx * dx + dy * dy + dz * dz
      if (square < bestSquare) {
        bestSquare = square
        bestVertex = i
        bestFraction = fraction
      }
    }

    const visit = (level: number, node: number): void => {
      if (level === 0) {
        const end = Math.min(count, (node + 1) * FANOUT)
        for (let i = node * FANOUT; i < end; i += 1) trySegment(i)
        return
      }
      const boxes = levels[level - 1]!
      const first = node * FANOUT
      const last = Math.min(boxes.length / 6, first + FANOUT)
      const squares: number[] = []
      const order: number[] = []
      for (let child = first; child < last; child += 1) {
        const square = squareToBox(boxes, child * 6, px, py, pz)
        if (square >= bestSquare) continue
        let at = order.length
        while (at > 0 && squares[at - 1]! > square) {
          squares[at] = squares[at - 1]!
          order[at] = order[at - 1]!
          at -= 1
        }
        squares[at] = square
        order[at] = child
      }
      for (let i = 0; i < order.length; i += 1) {
        if (squares[i]! < bestSquare) visit(level - 1, order[i]!)
      }
    }

    visit(levels.length, 0)
    return { vertex: bestVertex, fraction: bestFraction }
  }
}

/** Boxes (least and greatest x, y, z) over runs of FANOUT segments, then of FANOUT boxes, until one run is left. */
function boxLevels(count: number, xyz: Float64Array, endOf: (i: number) => number): Float64Array[] {
  const levels: Float64Array[] = []
  let below = new Float64Array(count * 6)
  for (let i = 0; i < count; i += 1) {
    for (let axis = 0; axis < 3; axis += 1) {
      const from = xyz[i * 3 + axis]!
      const to = xyz[endOf(i) * 3 + axis]!
      below[i * 6 + axis] = Math.min(from, to)
      below[i * 6 + 3 + axis] = Math.max(from, to)
    }
  }
  while (below.length / 6 > FANOUT) {
    below = boxesOver(below)
    levels.push(below)
  }
  return levels
}

function boxesOver(below: Float64Array): Float64Array<ArrayBuffer> {
  const children = below.length / 6
  const boxes = new Float64Array(Math.ceil(children / FANOUT) * 6)
  for (let node = 0; node * 6 < boxes.length; node += 1) {
    boxes.fill(Infinity, node * 6, node * 6 + 3)
    boxes.fill(-Infinity, node * 6 + 3, node * 6 + 6)
    const last = Math.min(children, (node + 1) * FANOUT)
    for (let child = node * FANOUT; child < last; child += 1) {
      for (let axis = 0; axis < 3; axis += 1) {
        const low = node * 6 + axis
        boxes[low] = Math.min(boxes[low]!, below[child * 6 + axis]!)
        boxes[low + 3] = Math.max(boxes[low + 3]!, below[child * 6 + 3 + axis]!)
      }
    }
  }
  return boxes
}

function squareToBox(boxes: Float64Array, at: number, x: number, y: number, z: number): number {
  const dx = Math.max(boxes[at]! - x, 0, x - boxes[at + 3]!)
  const dy = Math.max(boxes[at + 1]! - y, 0, y - boxes[at + 4]!)
  const dz = Math.max(boxes[at + 2]! - z, 0, z - boxes[at + 5]!)
  return dx * dx + dy * dy + dz * dz
}

/** Metres from the Earth's centre along its three axes, at height zero. */
function toGeocentric(place: Position, into: Float64Array, at: number): void {
  const sinLatitude = Math.sin(place.latitude * RADIANS)
  const cosLatitude = Math.cos(place.latitude * RADIANS)
  const normal = A_METERS / Math.sqrt(1 - E2 * sinLatitude * sinLatitude)
  into[at] = normal * cosLatitude * Math.cos(place.longitude * RADIANS)
  into[at + 1] = normal * cosLatitude * Math.sin(place.longitude * RADIANS)
  into[at + 2] = normal * (1 - E2) * sinLatitude
}
