// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'

import {
  drawCount,
  followAlarm,
  logLikelihoodRatio,
  thresholdBySimulation,
  type CountModel,
} from './escalation-alarm.ts'

const model: CountModel = { meanPerDay: 20, shape: 5, rise: 1.75 }
const CHANGE = 80
const DAYS = 160

function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b_79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000
  }
}

/** Clear and cloudy days in turn of about a week. */
const efforts = [...Array(DAYS).keys()].map((k) => (k % 13 < 7 ? 1 : 0.5))

/** Days from a rise by `factor` to the alarm in each of 300 histories; null where there was none within 14. */
function delays(factor: number, threshold: number, told: readonly number[]): (number | null)[] {
  return [...Array(300).keys()].map((n) => {
    const random = seeded(1_000 + n)
    const days = efforts.slice(0, CHANGE + 15).map((effort, k) => ({
      effort: told[k]!,
      count: drawCount(20 * effort * (k < CHANGE ? 1 : factor), 5, random),
    }))
    // An alarm before the rise is a false one; the delay is that of a sum which starts with the rise.
    const { alarmOn } = followAlarm(model, days.slice(CHANGE), threshold)
    return alarmOn === null || alarmOn > 14 ? null : alarmOn + 1
  })
}

const medianOf = (list: readonly (number | null)[]): number =>
  list.map((delay) => delay ?? Infinity).sort((a, b) => a - b)[Math.floor(list.length / 2)]!
const shareFound = (list: readonly (number | null)[]): number =>
  list.filter((delay) => delay !== null).length / list.length

const search = { efforts, histories: 1_000, falseAlarmShare: 0.2, random: seeded(7) }

describe('alarm of escalation', () => {
  test('[CT1] the weight of a day is the ratio of two negative binomials', () => {
    const probability = (count: number, mean: number): number => {
      let p = (5 / (5 + mean)) ** 5
      for (let k = 0; k < count; k++) p *= ((k + 5) / (k + 1)) * (mean / (5 + mean))
      return p
    }
    for (const count of [0, 7, 20, 60]) {
      const expected = Math.log(probability(count, 17.5) / probability(count, 10))
      expect(logLikelihoodRatio(model, { count, effort: 0.5 })).toBeCloseTo(expected, 9)
    }
    expect(logLikelihoodRatio(model, { count: 0, effort: 0 })).toBe(0)
  })

  test('[CT2] a threshold keeps quiet histories quiet, as often as was asked', () => {
    const threshold = thresholdBySimulation(model, search)
    const random = seeded(99)
    let alarms = 0
    for (let n = 0; n < 1_000; n++) {
      const days = efforts.map((effort) => ({ effort, count: drawCount(20 * effort, 5, random) }))
      if (followAlarm(model, days, threshold).alarmOn !== null) alarms++
    }
    expect(alarms / 1_000).toBeGreaterThan(0.15)
    expect(alarms / 1_000).toBeLessThan(0.25)
  })

  test('[CT3] a doubling is found within days, a rise by half within two weeks more often than not', () => {
    const threshold = thresholdBySimulation(model, search)
    const doubled = delays(2, threshold, efforts)
    const half = delays(1.5, threshold, efforts)
    expect(medianOf(doubled)).toBeLessThanOrEqual(5)
    expect(shareFound(doubled)).toBeGreaterThanOrEqual(0.95)
    expect(shareFound(half)).toBeGreaterThanOrEqual(0.5)
  })

  test('[CT4] fewer seen under cloud is no quiet: with the effort known the sum does not sink', () => {
    const cloudy = [...Array(30).keys()].map(() => ({ count: 10, effort: 0.5 }))
    const clear = cloudy.map(({ count }) => ({ count: 2 * count, effort: 1 }))
    const [under, without] = [cloudy, clear].map((days) => followAlarm(model, days, Infinity).sums.at(-1)!)
    expect(under).toBeCloseTo(without!, 9)
    const blind = followAlarm(model, [{ count: 60, effort: 1 }, ...Array(9).fill({ count: 0, effort: 0 })], 5)
    expect(blind.sums.at(-1)).toBe(blind.sums[0])
  })
})
