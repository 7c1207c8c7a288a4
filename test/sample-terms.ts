// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'

import { parse } from 'yaml'

import { parseAgreement, toAgreement, type Agreement, type IncidentFacts, type Hypothesis } from '#agreement'
import { parseInstant, type Instant } from '#kernel'

export const SHIPPED = [
  'easter-truce-2025',
  'energy-moratorium-2025.draft-a',
  'energy-moratorium-2025.draft-b',
  'minsk',
  'exercise-2026',
] as const
export type ShippedName = (typeof SHIPPED)[number]

/** Terms as plain data that a test may change. */
// eslint-disable-next-line typescript/no-explicit-any
type Plain = any

export const shippedText = (name: ShippedName): string =>
  readFileSync(new URL(`../agreements/${name}.yaml`, import.meta.url), 'utf8')

export function shipped(name: ShippedName): Agreement {
  const read = parseAgreement(shippedText(name), `${name}.yaml`)
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return read.value
}

const plain = new Map<ShippedName, unknown>()
function plainTerms(name: ShippedName): unknown {
  if (!plain.has(name)) plain.set(name, parse(shippedText(name)))
  return plain.get(name)
}

/** Shipped terms with something changed, still unread. */
export function changed(name: ShippedName, change: (terms: Plain) => void): unknown {
  const terms: unknown = structuredClone(plainTerms(name))
  change(terms)
  return terms
}

/** Shipped terms with something changed; throws where they can no longer be read. */
export function changedTerms(name: ShippedName, change: (terms: Plain) => void): Agreement {
  const read = toAgreement(changed(name, change))
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return read.value
}

export function at(text: string): Instant {
  const read = parseInstant(text)
  if (!read.ok) throw new Error(text)
  return read.value
}

const NOTHING: Readonly<Record<Hypothesis, number>> = {
  shelling: 0,
  'air-or-drone-strike': 0,
  'other-military-activity': 0,
  'vegetation-fire': 0,
  'industrial-heat': 0,
  'controlled-demolition-or-exercise': 0,
  accident: 0,
  unknown: 0,
}

export interface SampleFacts {
  readonly latitude: number
  readonly longitude: number
  readonly uncertaintyMeters?: number
  readonly start?: string
  readonly end?: string
  readonly clockErrorSeconds?: number
  readonly probabilities?: Partial<Record<Hypothesis, number>>
  readonly means?: IncidentFacts['means']
  readonly weapons?: NonNullable<IncidentFacts['weapons']>
}

/** Facts of an incident at a place: shelling seen from space in the exercise's time, unless said otherwise. */
export function factsAt(sample: SampleFacts): IncidentFacts {
  const { latitude, longitude, uncertaintyMeters = 300, start = '2026-06-24T10:00:00Z' } = sample
  return {
    interval: {
      start: at(start),
      end: at(sample.end ?? start),
      clockErrorSeconds: sample.clockErrorSeconds ?? 0,
    },
    geometry: {
      kind: 'ellipse',
      center: { latitude, longitude },
      semiMajorMeters: uncertaintyMeters,
      semiMinorMeters: uncertaintyMeters,
      azimuthDegrees: 0,
    },
    probabilities: { ...NOTHING, ...(sample.probabilities ?? { shelling: 0.8, 'vegetation-fire': 0.2 }) },
    means: sample.means ?? ['satellite-thermal'],
    independentSources: 1,
    ...(sample.weapons === undefined ? {} : { weapons: sample.weapons }),
  }
}
