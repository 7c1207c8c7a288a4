// SPDX-License-Identifier: Apache-2.0
import type { SpaceTimePoints } from '#incidents'

const DAYS = 60
const DAY_MS = 86_400_000
const START_MS = Date.UTC(2026, 5, 1)
const FRONT_KILOMETERS = 1_036
const KILOMETERS_PER_DEGREE = 111.195

/** Numbers between 0 and 1 that depend on the seed alone (a 32-bit multiply-and-shift generator of our own). */
export function createRandom(seed: number): () => number {
  let state = (seed ^ 0x9e37_79b9) >>> 0
  return () => {
    state = (Math.imul(state, 0x0019_660d) + 0x3c6e_f35f) >>> 0
    let mixed = Math.imul(state ^ (state >>> 16), 0x7feb_352d)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846c_a68b)
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 0x1_0000_0000
  }
}

/** Points with the truth of what each is of. */
export interface GeneratedFront extends SpaceTimePoints {
  /** Number of the steady source (below `STEADY_SOURCES`) or occurrence behind each point. */
  readonly cause: Int32Array
}

export const STEADY_SOURCES = 100

/**
 * Observations like those of a long front: 75 % along a winding line of 1,036 km, 10 % at 100 steady sources, 15 % over
 * the countryside, five to an occurrence on average, sixty days, so that a million are about 3,300 occurrences a day.
 * In order of time, as a table delivers them.
 */
export function generateFront(count: number, seed: number): GeneratedFront {
  const random = createRandom(seed)
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  const front = windingFront(random)
  const days = DAYS * (count / 1_000_000)
  const sources = Array.from({ length: STEADY_SOURCES }, () => countryside(random))
  const rows: { latitude: number; longitude: number; timeMs: number; cause: number }[] = []
  let occurrences = 0
  const add = (place: Place, northKilometers: number, eastKilometers: number, day: number, cause: number) => {
    rows.push({
      cause,
      latitude: place.latitude + northKilometers / KILOMETERS_PER_DEGREE,
      longitude: place.longitude + eastKilometers / eastKilometersPerDegree(place.latitude),
      timeMs: START_MS + Math.round(day * DAY_MS),
    })
  }
  while (rows.length < count) {
    const kind = random()
    if (kind < 0.1 / (0.1 + 0.9 / 5)) {
      const number = Math.floor(random() * sources.length)
      add(sources[number] ?? front[0]!, normal() * 0.25, normal() * 0.25, random() * days, number)
      continue
    }
    const onFront = random() < 0.75 / 0.9
    const place = onFront ? beside(front, random() * FRONT_KILOMETERS, normal() * 5) : countryside(random)
    const day = random() * days
    const children = Math.min(count - rows.length, 1 + Math.floor(-4.48 * Math.log(1 - random())))
    const cause = STEADY_SOURCES + occurrences++
    for (let k = 0; k < children; k++)
      add(place, normal() * 0.3, normal() * 0.3, day - Math.log(1 - random()) * 0.25, cause)
  }
  rows.sort((a, b) => a.timeMs - b.timeMs)
  return {
    latitude: Float64Array.from(rows, (row) => row.latitude),
    longitude: Float64Array.from(rows, (row) => row.longitude),
    timeMs: Float64Array.from(rows, (row) => row.timeMs),
    cause: Int32Array.from(rows, (row) => row.cause),
  }
}

interface Place {
  readonly latitude: number
  readonly longitude: number
}

const eastKilometersPerDegree = (latitude: number) =>
  KILOMETERS_PER_DEGREE * Math.cos((latitude * Math.PI) / 180)

const countryside = (random: () => number): Place => ({
  latitude: 44.4 + random() * 8,
  longitude: 22 + random() * 18,
})

/** A vertex per kilometre from the south-west to the north-east, its course swinging slowly to both sides. */
function windingFront(random: () => number): readonly Place[] {
  const places: Place[] = [{ latitude: 46.5, longitude: 31.6 }]
  const phases = [random(), random(), random()].map((r) => r * 2 * Math.PI)
  for (let k = 0; k < FRONT_KILOMETERS; k++) {
    const swing = phases.reduce((sum, phase, j) => sum + Math.sin((k * (j + 1)) / 60 + phase), 0)
    const azimuth = 0.9 + 0.45 * swing
    const last = places[k]!
    places.push({
      latitude: last.latitude + Math.cos(azimuth) / KILOMETERS_PER_DEGREE,
      longitude: last.longitude + Math.sin(azimuth) / eastKilometersPerDegree(last.latitude),
    })
  }
  return places
}

/** The place `along` kilometres down the line and `across` kilometres off it. */
function beside(front: readonly Place[], along: number, across: number): Place {
  const k = Math.min(Math.floor(along), front.length - 2)
  const from = front[k]!
  const to = front[k + 1]!
  const part = along - k
  const dLat = to.latitude - from.latitude
  const dLon = to.longitude - from.longitude
  const scale = eastKilometersPerDegree(from.latitude) / KILOMETERS_PER_DEGREE
  return {
    latitude: from.latitude + dLat * part - across * dLon * scale,
    longitude: from.longitude + dLon * part + (across * dLat) / scale,
  }
}
