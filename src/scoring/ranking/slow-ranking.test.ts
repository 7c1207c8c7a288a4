// SPDX-License-Identifier: Apache-2.0
import type { Position } from '#kernel'
import { describe, expect, test } from 'vitest'

import type { Label } from './labels.ts'
import type { Detection, Unit } from './units.ts'

/*
 * The definitions of the ranking once more, by plain loops over all pairs: no index, no sorting of controls, no shared
 * code with what it checks.
 */

const DAY_MS = 86_400_000
const RADIUS_METERS = 6_371_008.8

function chordMeters(a: Position, b: Position): number {
  const unit = ({ latitude, longitude }: Position) => {
    const [phi, lambda] = [(latitude * Math.PI) / 180, (longitude * Math.PI) / 180]
    return [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)]
  }
  const [u, v] = [unit(a), unit(b)]
  return RADIUS_METERS * Math.hypot(u[0]! - v[0]!, u[1]! - v[1]!, u[2]! - v[2]!)
}

export function slowUnits(detections: readonly Detection[]): Unit[] {
  const sorted = [...detections].sort((a, b) => a.timeMs - b.timeMs || (a.id < b.id ? -1 : 1))
  const group = sorted.map((_, k) => k)
  for (let changed = true; changed;) {
    changed = false
    for (let a = 0; a < sorted.length; a++) {
      for (let b = 0; b < sorted.length; b++) {
        const [x, y] = [sorted[a]!, sorted[b]!]
        if (Math.floor(x.timeMs / DAY_MS) !== Math.floor(y.timeMs / DAY_MS)) continue
        if (group[a]! >= group[b]! || chordMeters(x.position, y.position) > 1_000) continue
        group[b] = group[a]!
        changed = true
      }
    }
  }
  const firsts = sorted.map((_, k) => k).filter((k) => group[k] === k)
  return firsts.map((first) => ({
    day: Math.floor(sorted[first]!.timeMs / DAY_MS),
    position: sorted[first]!.position,
    members: sorted.filter((_, k) => group[k] === first),
  }))
}

const hasLabel = (unit: Unit, labels: readonly Label[], meters: number, days: number, shift = 0): boolean =>
  labels.some(
    (label) =>
      Math.abs(label.day + shift - unit.day) <= days && chordMeters(label.position, unit.position) <= meters,
  )

export const slowLabelled = (units: readonly Unit[], labels: readonly Label[], radius: number): number[] =>
  units.map((unit) => (hasLabel(unit, labels, radius, 1) ? 1 : 0))

export function slowAuc(
  units: readonly Unit[],
  labels: readonly Label[],
  people: readonly number[],
  scores: readonly number[],
  radius: number,
  kind: 'day' | 'local' | 'pop',
): number | null {
  const labelled = slowLabelled(units, labels, radius)
  const shares: number[] = []
  units.forEach((unit, k) => {
    if (labelled[k] === 0) return
    const controls = units
      .map((_, other) => other)
      .filter((other) => {
        const candidate = units[other]!
        if (kind === 'day') return candidate.day === unit.day && labelled[other] === 0
        if (hasLabel(candidate, labels, 5_000, 5)) return false
        if (Math.abs(candidate.day - unit.day) > 3) return false
        if (chordMeters(candidate.position, unit.position) > 60_000) return false
        if (kind === 'local') return true
        const [most, least] = [Math.max(people[k]!, people[other]!), Math.min(people[k]!, people[other]!)]
        return most === least || most / least <= Math.E
      })
    if (controls.length < 5) return
    let wins = 0
    for (const other of controls) {
      if (scores[other]! < scores[k]!) wins += 1
      else if (scores[other] === scores[k]) wins += 0.5
    }
    shares.push(wins / controls.length)
  })
  return shares.length === 0 ? null : shares.reduce((a, b) => a + b, 0) / shares.length
}

export function slowLift(
  units: readonly Unit[],
  labels: readonly Label[],
  scores: readonly number[],
  radius: number,
  topShare: number,
): { units: number; hits: number; nullHits: number; lift: number } {
  const ordered = [...scores].sort((a, b) => b - a)
  const limit = ordered[Math.ceil(topShare * units.length) - 1]!
  const top = units.filter((_, k) => scores[k]! >= limit)
  const first = Math.min(...labels.map((label) => label.day))
  const last = Math.max(...labels.map((label) => label.day))
  let [hits, nullHits, pairs] = [0, 0, 0]
  for (const unit of top) {
    if (hasLabel(unit, labels, radius, 1)) hits++
    for (const shift of [7, 14, 21, -7, -14, -21]) {
      const asked = [unit.day - shift - 1, unit.day - shift + 1]
      if (asked[0]! < first || asked[1]! > last) continue
      pairs++
      if (hasLabel(unit, labels, radius, 1, shift)) nullHits++
    }
  }
  return { units: top.length, hits, nullHits, lift: hits / top.length / (nullHits / pairs) }
}

describe('the slow program', () => {
  test('[Q8] finds the distance of a degree of latitude', () => {
    const meters = chordMeters({ latitude: 48, longitude: 37 }, { latitude: 49, longitude: 37 })
    expect(meters).toBeGreaterThan(111_190)
    expect(meters).toBeLessThan(111_196)
  })
})
