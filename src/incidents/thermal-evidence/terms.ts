// SPDX-License-Identifier: Apache-2.0
import type { ShellSurroundings, Surroundings } from './surroundings.ts'

/**
 * The terms in which heat speaks for or against military activity. Each is a number without unit that grows with what it
 * is named after; the logarithms keep one huge fire from outweighing everything else.
 */
export const TERMS = [
  'fire-days-here',
  'fire-days-near',
  'fire-days-region',
  'fires-today-near',
  'fires-today-region',
  'yearly-heat-here',
  'yearly-heat-around',
  'people-near',
  'settlement-distance',
] as const
export type Term = (typeof TERMS)[number]

/** Terms that need a gazetteer. */
export const SETTLEMENT_TERMS: readonly Term[] = ['people-near', 'settlement-distance']

/** Quiet days added to both sides of the comparison: what half a fire day and five days of the place's habit weigh. */
const HALF_DAY = 0.5
const HABIT_DAYS = 5

/**
 * How many times more days with heat than expected, as the logarithm of the mean of the rate's Gamma posterior. Zero
 * where the run covers no day before.
 */
function fireDays({ days, expectedDays, dailyShare }: ShellSurroundings): number {
  const habit = HALF_DAY + HABIT_DAYS * dailyShare
  return Math.log((days + habit) / (expectedDays + habit))
}

const firesToday = ({ today, expectedToday }: ShellSurroundings): number =>
  Math.log((1 + today) / (1 + expectedToday))

/** Settlements nearer than this are equally near: a centre is a point, a settlement is not. */
const NEAREST_METERS = 200

/** The value of each term for one place and day, in the order of `TERMS`; settlement terms are 0 without a gazetteer. */
export function termsOf(surroundings: Surroundings): Readonly<Record<Term, number>> {
  const { here, near, region, settlement } = surroundings
  return {
    'fire-days-here': fireDays(here),
    'fire-days-near': fireDays(near),
    'fire-days-region': fireDays(region),
    'fires-today-near': firesToday(near),
    'fires-today-region': firesToday(region),
    'yearly-heat-here': Math.log(1 + surroundings.yearlyDaysHere),
    'yearly-heat-around': Math.log(1 + surroundings.yearlyBinDaysAround),
    'people-near': settlement === null ? 0 : Math.log(1 + settlement.people) / 5,
    'settlement-distance':
      settlement === null ? 0 : Math.log(Math.max(NEAREST_METERS, settlement.meters) / 1_000),
  }
}
