// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'

import { buildBackground, parseBackground, writeBackground, type Background } from '#background'
import { measureSurroundings, SETTLEMENT_TERMS, TERMS, termsOf, toRunFires, type Term } from '#incidents'
import { DAY_MS, type Digest } from '#kernel'
import { makeUnits, type Detection, type PopulatedPlace, type Unit } from '#scoring'

import type { PublicHistory } from '../baselines/public-history.ts'

/** One year as a run would see it: units of each day with the value of every term at the end of that day. */
export interface YearOfUnits {
  readonly units: readonly Unit[]
  readonly terms: readonly Readonly<Record<Term, number>>[]
}

/** Detections of a past year in the form in which units are made. */
export const toDetections = (history: PublicHistory, year: number): readonly Detection[] =>
  (history.past.get(year) ?? []).map(({ day, position }, number) => ({
    id: String(number).padStart(8, '0'),
    timeMs: day * DAY_MS,
    position,
    source: null,
    frpMegawatts: null,
  }))

/** The background of all past years but those left out, through its written form. */
export function backgroundWithout(
  history: PublicHistory,
  left: readonly number[],
  places: readonly PopulatedPlace[] | null,
): Background {
  const fires = [...history.past]
    .filter(([year]) => !left.includes(year))
    .flatMap(([, rows]) => rows.map(({ day, position }) => ({ ...position, timeMs: day * DAY_MS })))
  const built = buildBackground(
    [
      {
        role: 'history',
        source: 'firms-history',
        name: 'bench',
        original: '0'.repeat(64),
        rows: fires.length,
      },
    ],
    fires,
    places,
  )
  if (!built.ok) throw new Error(JSON.stringify(built.problems))
  const parsed = parseBackground(writeBackground(built.value), 'bench')
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  return parsed.value
}

/** Makes the units of some detections and measures those that `keep` names. */
export function measureYear(
  detections: readonly Detection[],
  background: Background,
  keep: (unit: Unit, number: number) => boolean = () => true,
): YearOfUnits {
  const run = toRunFires({
    latitude: Float64Array.from(detections, (one) => one.position.latitude),
    longitude: Float64Array.from(detections, (one) => one.position.longitude),
    day: Int32Array.from(detections, (one) => Math.floor(one.timeMs / DAY_MS)),
  })
  const units = makeUnits(detections).filter(keep)
  return {
    units,
    terms: units.map((unit) => termsOf(measureSurroundings(background, run, unit.position, unit.day))),
  }
}

/** The terms of a fit as one row of numbers. */
export const rowOf = (terms: Readonly<Record<Term, number>>, names: readonly Term[]): number[] =>
  names.map((name) => terms[name])

export const termNames = (withSettlements: boolean): readonly Term[] =>
  withSettlements ? TERMS : TERMS.filter((term) => !SETTLEMENT_TERMS.includes(term))

/** A share of things chosen by their name alone, the same on every machine. */
export function isChosen(name: string, share: number): boolean {
  const digest = createHash('sha256').update(name).digest('hex') as Digest
  return Number.parseInt(digest.slice(0, 8), 16) / 0x1_0000_0000 < share
}

/** The ground where there was fighting in the years before 2022: 36.8 E and eastward, 46.9 to 49.4 N. */
export const isFightingGround = ({ position }: Unit): boolean =>
  position.longitude >= 36.8 && position.latitude >= 46.9 && position.latitude <= 49.4
