// SPDX-License-Identifier: Apache-2.0
import { drawCount, followAlarm, type CountedDay, type CountModel } from './escalation-alarm.ts'
import { createChance } from './repeatable-chance.ts'

/** How a sector is watched. */
export interface WatchSettings {
  /** Days of full effort from which the usual level is learned before anything can alarm. */
  readonly learningDays: number
  /** The same after a change, and where there are fewer than twice as many days as `learningDays`: learned worse, warned sooner. */
  readonly fewLearningDays: number
  /** Shape of the negative binomial by which counts scatter: variance = mean + mean^2 / shape. */
  readonly shape: number
  /** The changes of the level that the sums are made for, as factors. */
  readonly rise: number
  readonly fall: number
  /** Share of quiet histories of `quietDays` that may alarm, for rises and for falls each. */
  readonly falseAlarmShare: number
  readonly quietDays: number
  /** Quiet histories that are simulated to find the thresholds. */
  readonly histories: number
}

/** As in the simulations of the method: shape 5, at most 20 % false alarms in 160 days. */
export const WATCH_SETTINGS: WatchSettings = {
  learningDays: 28,
  fewLearningDays: 7,
  shape: 5,
  rise: 1.75,
  fall: 0.5,
  falseAlarmShare: 0.2,
  quietDays: 160,
  histories: 400,
}

/** A change of the level of a sector; days count from 0. */
export interface LevelChange {
  readonly kind: 'rise' | 'fall'
  /** The day from which the sum grew. */
  readonly since: number
  /** The day on which it passed its threshold. */
  readonly alarmOn: number
  /** The level before, a day at full effort. */
  readonly from: number
}

/** The course of a sector up to its last day. */
export interface SectorWatch {
  readonly changes: readonly LevelChange[]
  /** The level learned last; null while it is still being learned. */
  readonly level: number | null
  /** Whether the sum for a rise is above its threshold on the last day. */
  readonly raised: boolean
  /** How often chance alone brings a rise as clear as the clearest since the level was learned; null while it is learned. */
  readonly pValue: number | null
}

/**
 * Watches the daily counts of a sector: learns a level, then follows cumulative sums for a rise and for a fall with
 * thresholds from simulated quiet histories, in which the level is learned anew each time. After a fall, or a rise that
 * lasts, the new level is learned, so that the way back is seen. Equal counts, settings and seed give an equal course.
 */
export function watchSector(days: readonly CountedDay[], settings: WatchSettings, seed: number): SectorWatch {
  const changes: LevelChange[] = []
  for (let start = 0; ;) {
    const brief = start > 0 || days.length < 2 * settings.learningDays
    const enough = brief ? settings.fewLearningDays : settings.learningDays
    const learned = learn(days, start, enough)
    if (learned === null) return { changes, level: null, raised: false, pValue: null }
    const watched = days.slice(learned.end)
    const models = modelsOf(learned.level, settings)
    const quiet = simulateQuiet(days.slice(start, learned.end), watched, learned.level, settings, seed)
    const rise = followAlarm(models.rise, watched, quiet.riseThreshold)
    const fall = followAlarm(models.fall, watched, quiet.fallThreshold)
    const settledOn = settledRise(rise.sums, quiet.riseThreshold, settings.learningDays)
    const end = Math.min(fall.alarmOn ?? Infinity, settledOn ?? Infinity)
    const rises = alarmsOf(rise.sums.slice(0, end), quiet.riseThreshold)
    changes.push(...rises.map((day) => changeOf('rise', rise.sums, day, learned)))
    if (end === fall.alarmOn) changes.push(changeOf('fall', fall.sums, end, learned))
    if (end < Infinity) {
      start = changes.at(-1)!.since
      continue
    }
    return {
      changes,
      level: learned.level,
      raised: (rise.sums.at(-1) ?? 0) > quiet.riseThreshold,
      pValue: quiet.pValueOf(rise.sums.reduce((most, sum) => Math.max(most, sum), 0)),
    }
  }
}

interface Learned {
  readonly level: number
  /** First day after those it was learned from. */
  readonly end: number
}

/** The level over the first days whose efforts add up to enough; null where there are too few. */
function learn(days: readonly CountedDay[], start: number, enough: number): Learned | null {
  let effort = 0
  for (let day = start; day < days.length; day++) {
    effort += days[day]!.effort
    if (effort >= enough) return { level: levelOf(days.slice(start, day + 1)), end: day + 1 }
  }
  return null
}

/** Detections a day at full effort, with half a detection more so that it is never nought. */
const levelOf = (days: readonly CountedDay[]): number =>
  (days.reduce((sum, { count }) => sum + count, 0) + 0.5) / days.reduce((sum, { effort }) => sum + effort, 0)

const modelsOf = (
  meanPerDay: number,
  { shape, rise, fall }: WatchSettings,
): { readonly rise: CountModel; readonly fall: CountModel } => ({
  rise: { meanPerDay, shape, rise },
  fall: { meanPerDay, shape, rise: fall },
})

/** Days on which the sum passes the threshold, each for the first time since it was last nought. */
function alarmsOf(sums: readonly number[], threshold: number): readonly number[] {
  const days: number[] = []
  let armed = true
  sums.forEach((sum, day) => {
    if (sum === 0) armed = true
    if (!armed || sum <= threshold) return
    armed = false
    days.push(day)
  })
  return days
}

/** The day on which a rise has lasted so long that it is the new level; null where none has. */
function settledRise(sums: readonly number[], threshold: number, afterDays: number): number | null {
  for (const alarm of alarmsOf(sums, threshold)) {
    const over = sums.indexOf(0, alarm)
    if ((over === -1 ? sums.length : over) - alarm > afterDays) return alarm + afterDays
  }
  return null
}

function changeOf(
  kind: LevelChange['kind'],
  sums: readonly number[],
  alarmOn: number,
  { level, end }: Learned,
): LevelChange {
  const lastNought = sums.findLastIndex((sum, day) => day < alarmOn && sum === 0)
  return { kind, since: end + lastNought + 1, alarmOn: end + alarmOn, from: level }
}

/** Quiet histories with the sector's own effort: their highest sums are what chance alone brings. */
function simulateQuiet(
  learning: readonly CountedDay[],
  watched: readonly CountedDay[],
  level: number,
  settings: WatchSettings,
  seed: number,
) {
  const { shape, quietDays, histories, falseAlarmShare } = settings
  const random = createChance(seed)
  const efforts = Array.from(
    { length: Math.max(quietDays, watched.length) },
    (_, day) => watched[watched.length === 0 ? 0 : day % watched.length]?.effort ?? 1,
  )
  const draw = (effort: number): CountedDay => ({ effort, count: drawCount(level * effort, shape, random) })
  const rises: number[] = []
  const falls: number[] = []
  const risesUpToNow: number[] = []
  for (let n = 0; n < histories; n++) {
    const before = learning.map(({ effort }) => draw(effort))
    const models = modelsOf(levelOf(before), settings)
    const days = efforts.map(draw)
    const rise = followAlarm(models.rise, days, Infinity).sums
    rises.push(highest(rise, quietDays))
    risesUpToNow.push(highest(rise, watched.length))
    falls.push(highest(followAlarm(models.fall, days, Infinity).sums, quietDays))
  }
  const thresholdOf = (sums: number[]): number => {
    sums.sort((a, b) => a - b)
    return sums[Math.max(0, sums.length - 1 - Math.floor(falseAlarmShare * sums.length))] ?? Infinity
  }
  return {
    riseThreshold: thresholdOf(rises),
    fallThreshold: thresholdOf(falls),
    pValueOf: (sum: number): number =>
      (1 + risesUpToNow.filter((other) => other >= sum).length) / (1 + histories),
  }
}

const highest = (sums: readonly number[], days: number): number =>
  sums.slice(0, days).reduce((most, sum) => Math.max(most, sum), 0)
