// SPDX-License-Identifier: Apache-2.0

/** How daily counts of one sector behave in quiet, and the rise that is to be found. */
export interface CountModel {
  /** Mean a day at full effort. */
  readonly meanPerDay: number
  /** Shape of the negative binomial: variance = mean + mean^2 / shape. */
  readonly shape: number
  /** The change, as a factor of the mean, that the alarm is made for: above one a rise, below one a fall. */
  readonly rise: number
}

/** What was counted on one day, and which share of it could have been seen (0 to 1). */
export interface CountedDay {
  readonly count: number
  readonly effort: number
}

/**
 * ln of how much likelier a day's count is after the rise than before it, both means in proportion to the effort. A day
 * without effort says nothing: nothing seen is then no quiet.
 */
export function logLikelihoodRatio(model: CountModel, { count, effort }: CountedDay): number {
  if (effort <= 0) return 0
  const before = model.meanPerDay * effort
  const after = before * model.rise
  return (
    count * Math.log(after / before) -
    (count + model.shape) * Math.log((model.shape + after) / (model.shape + before))
  )
}

/** The cumulative sum before each day's end, never below zero (Page 1954), and the first day on which it passes the threshold. */
export interface AlarmCourse {
  readonly sums: readonly number[]
  /** Null where there was no alarm. */
  readonly alarmOn: number | null
}

/** Follows the cumulative sum of a sector day by day; after an alarm it goes on without starting over. */
export function followAlarm(model: CountModel, days: readonly CountedDay[], threshold: number): AlarmCourse {
  const sums: number[] = []
  let sum = 0
  let alarmOn: number | null = null
  days.forEach((day, k) => {
    sum = Math.max(0, sum + logLikelihoodRatio(model, day))
    sums.push(sum)
    if (alarmOn === null && sum > threshold) alarmOn = k
  })
  return { sums, alarmOn }
}

/** How a threshold is to be found: by so many quiet histories with this effort, of which at most this share may alarm. */
export interface ThresholdSearch {
  readonly efforts: readonly number[]
  readonly histories: number
  readonly falseAlarmShare: number
  /** Numbers from 0 to 1, from a seeded generator. */
  readonly random: () => number
}

/** The least threshold that alarms in at most the asked share of simulated quiet histories over the given days of effort. */
export function thresholdBySimulation(model: CountModel, search: ThresholdSearch): number {
  const highest = Array.from({ length: search.histories }, () => {
    const days = search.efforts.map((effort) => ({
      effort,
      count: drawCount(model.meanPerDay * effort, model.shape, search.random),
    }))
    return followAlarm(model, days, Infinity).sums.reduce((most, sum) => Math.max(most, sum), 0)
  }).sort((a, b) => a - b)
  const allowed = Math.floor(search.falseAlarmShare * search.histories)
  return highest[Math.max(0, highest.length - 1 - allowed)] ?? Infinity
}

/** A count drawn from a negative binomial of the given mean and shape, by walking up its distribution. */
export function drawCount(mean: number, shape: number, random: () => number): number {
  const odds = mean / (shape + mean)
  let left = random()
  let probability = Math.exp(shape * Math.log(shape / (shape + mean)))
  let count = 0
  while (left > probability && count < MOST) {
    left -= probability
    probability *= ((count + shape) / (count + 1)) * odds
    count++
  }
  return count
}

const MOST = 1_000_000
