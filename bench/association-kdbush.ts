// SPDX-License-Identifier: Apache-2.0
import KDBush from 'kdbush'

import {
  degreesOfChord,
  squaredChordLimit,
  writeCentimeters,
  type AssociationRule,
  type SpaceTimePoints,
} from '#incidents'

/** Longitude shrinks with latitude: sin(w) = sin(reach) / cos(latitude), on the latitude of the farther edge of the query. */
function reachInLongitude(reach: number, latitude: number): number {
  const degree = Math.PI / 180
  const farther = (Math.abs(latitude) + reach) * degree
  return Math.asin(Math.sin(reach * degree) / Math.cos(farther)) / degree + 1e-9
}

/**
 * An exact ST-DBSCAN on kdbush as a careful user would write it: boxes of one reach are asked of the index, then chord and
 * time are tested; pairs are found once and kept. With `slabMs` there is one index per slab of time, and a point asks its
 * own slab and the next; without it there is one index, and time is only filtered.
 */
export function associateByKdbush(points: SpaceTimePoints, rule: AssociationRule, slabMs: number | null) {
  const size = points.timeMs.length
  const place = new Float64Array(3 * size)
  for (let k = 0; k < size; k++) writeCentimeters(place, 3 * k, points.latitude[k]!, points.longitude[k]!)
  const pairs =
    slabMs === null ? pairsOfOneIndex(points, rule, place) : pairsOfSlabs(points, rule, place, slabMs)
  return { ...clusterPairs(size, pairs, rule), pairs: pairs.count }
}

interface Pairs {
  first: Uint32Array
  second: Uint32Array
  count: number
}

function keep(pairs: Pairs, a: number, b: number): void {
  if (pairs.count === pairs.first.length) {
    const grow = (old: Uint32Array) => {
      const grown = new Uint32Array(old.length * 2)
      grown.set(old)
      return grown
    }
    pairs.first = grow(pairs.first)
    pairs.second = grow(pairs.second)
  }
  pairs.first[pairs.count] = a
  pairs.second[pairs.count++] = b
}

const noPairs = (): Pairs => ({ first: new Uint32Array(1 << 20), second: new Uint32Array(1 << 20), count: 0 })

function isNear(
  points: SpaceTimePoints,
  place: Float64Array,
  rule: AssociationRule,
  limit: number,
  a: number,
  b: number,
) {
  if (Math.abs(points.timeMs[a]! - points.timeMs[b]!) > rule.epsilonMs) return false
  const dx = place[3 * a]! - place[3 * b]!
  const dy = place[3 * a + 1]! - place[3 * b + 1]!
  const dz = place[3 * a + 2]! - place[3 * b + 2]!
  return dx * dx + dy * dy + dz * dz <= limit
}

function pairsOfOneIndex(points: SpaceTimePoints, rule: AssociationRule, place: Float64Array): Pairs {
  const { latitude, longitude } = points
  const size = latitude.length
  const limit = squaredChordLimit(rule)
  const reach = degreesOfChord(rule.epsilonMeters)
  const index = new KDBush(size)
  for (let k = 0; k < size; k++) index.add(longitude[k]!, latitude[k]!)
  index.finish()
  const pairs = noPairs()
  for (let a = 0; a < size; a++) {
    const width = reachInLongitude(reach, latitude[a]!)
    const near = index.range(
      longitude[a]! - width,
      latitude[a]! - reach,
      longitude[a]! + width,
      latitude[a]! + reach,
    )
    for (const b of near) if (b > a && isNear(points, place, rule, limit, a, b)) keep(pairs, a, b)
  }
  return pairs
}

/** Points come in order of time, so that a slab is a run of them. */
function pairsOfSlabs(
  points: SpaceTimePoints,
  rule: AssociationRule,
  place: Float64Array,
  slabMs: number,
): Pairs {
  const { latitude, longitude, timeMs } = points
  const size = latitude.length
  const limit = squaredChordLimit(rule)
  const reach = degreesOfChord(rule.epsilonMeters)
  const slabs: { start: number; end: number; index: KDBush }[] = []
  for (let start = 0; start < size;) {
    const until = timeMs[start]! + slabMs
    let end = start
    while (end < size && timeMs[end]! < until) end++
    const index = new KDBush(end - start)
    for (let k = start; k < end; k++) index.add(longitude[k]!, latitude[k]!)
    index.finish()
    slabs.push({ start, end, index })
    start = end
  }
  const pairs = noPairs()
  slabs.forEach((slab, s) => {
    for (let a = slab.start; a < slab.end; a++) {
      const width = reachInLongitude(reach, latitude[a]!)
      for (let other = s; other < slabs.length; other++) {
        const { start, index } = slabs[other]!
        if (timeMs[start]! - timeMs[a]! > rule.epsilonMs) break
        const near = index.range(
          longitude[a]! - width,
          latitude[a]! - reach,
          longitude[a]! + width,
          latitude[a]! + reach,
        )
        for (const b of near)
          if (b + start > a && isNear(points, place, rule, limit, a, b + start)) keep(pairs, a, b + start)
      }
    }
  })
  return pairs
}

function clusterPairs(size: number, pairs: Pairs, rule: AssociationRule) {
  const neighbours = new Uint32Array(size)
  for (let k = 0; k < pairs.count; k++) {
    neighbours[pairs.first[k]!]!++
    neighbours[pairs.second[k]!]!++
  }
  const core = new Uint8Array(size)
  for (let k = 0; k < size; k++) core[k] = neighbours[k]! + 1 >= rule.minimumPoints ? 1 : 0
  const parent = new Uint32Array(size)
  for (let k = 0; k < size; k++) parent[k] = k
  const rootOf = (point: number) => {
    let at = point
    while (parent[at] !== at) at = parent[at] = parent[parent[at]!]!
    return at
  }
  const first = new Uint32Array(size).fill(0xffff_ffff)
  for (let k = 0; k < pairs.count; k++) {
    const a = pairs.first[k]!
    const b = pairs.second[k]!
    if (core[a] === 1 && core[b] === 1) {
      const rootOfA = rootOf(a)
      const rootOfB = rootOf(b)
      parent[Math.max(rootOfA, rootOfB)] = Math.min(rootOfA, rootOfB)
    } else if (core[a] === 1 && a < first[b]!) first[b] = a
    else if (core[b] === 1 && b < first[a]!) first[a] = b
  }
  const numberOf = new Int32Array(size).fill(-1)
  const cluster = new Int32Array(size).fill(-1)
  let clusters = 0
  for (let k = 0; k < size; k++) {
    if (core[k] === 1 && numberOf[rootOf(k)] === -1) numberOf[rootOf(k)] = clusters++
  }
  for (let k = 0; k < size; k++) {
    const by = core[k] === 1 ? k : first[k]!
    if (by !== 0xffff_ffff) cluster[k] = numberOf[rootOf(by)]!
  }
  return { cluster, core, clusters }
}
