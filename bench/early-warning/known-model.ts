// SPDX-License-Identifier: Apache-2.0
import { drawCount, followAlarm, thresholdBySimulation, type CountModel } from '#incidents'
import { createRandom } from '#simulation'

const MODEL: CountModel = { meanPerDay: 20, shape: 5, rise: 1.75 }
const DAYS = 160
const HISTORIES = 500

/** Clear and cloudy days in turn of about a week. */
const EFFORTS = Array.from({ length: DAYS }, (_, day) => (day % 13 < 7 ? 1 : 0.5))
const MEAN_EFFORT = EFFORTS.reduce((sum, effort) => sum + effort, 0) / DAYS

/** Days to the alarm after a rise by `factor` whose usual level is known: median, and share found within 14 days. */
export interface Delay {
  readonly factor: number
  readonly effortKnown: boolean
  readonly medianDays: number
  readonly within14: number
}

/** Delays at 20 a day, shape 5, at most 20 % false alarms in 160 days, with the effort told and with it ignored. */
export function delaysOfKnownModel(): readonly Delay[] {
  return [true, false].flatMap((effortKnown) => {
    const random = createRandom(7).next
    const told = effortKnown ? EFFORTS : EFFORTS.map(() => MEAN_EFFORT)
    const threshold = effortKnown
      ? thresholdBySimulation(MODEL, { efforts: EFFORTS, histories: 2_000, falseAlarmShare: 0.2, random })
      : thresholdIgnoringEffort(told, random)
    return [2, 1.5].map((factor) => {
      const delays = Array.from({ length: HISTORIES }, (_, n) => {
        const draw = createRandom(1_000 + n).next
        // The rise comes at any moment of the weather.
        const days = EFFORTS.map((_effort, day) => {
          const at = (day + n) % DAYS
          return { effort: told[at]!, count: drawCount(20 * EFFORTS[at]! * factor, 5, draw) }
        })
        return (followAlarm(MODEL, days, threshold).alarmOn ?? Infinity) + 1
      }).sort((a, b) => a - b)
      return {
        factor,
        effortKnown,
        medianDays: delays[HISTORIES / 2]!,
        within14: delays.filter((delay) => delay <= 14).length / HISTORIES,
      }
    })
  })
}

/** The threshold that keeps to the same share of false alarms when counts swing with an effort that nobody tells the sum of. */
function thresholdIgnoringEffort(told: readonly number[], random: () => number): number {
  const highest = Array.from({ length: 2_000 }, () => {
    const days = EFFORTS.map((effort, day) => ({
      effort: told[day]!,
      count: drawCount(20 * effort, 5, random),
    }))
    return Math.max(...followAlarm(MODEL, days, Infinity).sums)
  }).sort((a, b) => a - b)
  return highest[highest.length - 1 - 400]!
}
