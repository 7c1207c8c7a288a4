// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'

import { WATCH_SETTINGS, watchSector, type LevelChange } from '#incidents'
import { createRandom } from '#simulation'

import { FIRST_DAY, lethalEventsPerDay, TURNING_POINTS } from './lethal-events.ts'
import { dayNumber, drawPublishedSeries } from './published-series.ts'
import { effectsOfScenario } from './scenario-series.ts'

const settings = { ...WATCH_SETTINGS, histories: 150 }
const watch = (counts: readonly number[]): readonly LevelChange[] =>
  watchSector(
    counts.map((count) => ({ count, effort: 1 })),
    settings,
    1,
  ).changes

const daysUntil = (changes: readonly LevelChange[], kind: LevelChange['kind'], day: number): number =>
  (changes.find((change) => change.kind === kind && change.alarmOn >= day)?.alarmOn ?? Infinity) - day + 1

describe('changes that are known to have been', () => {
  test('[CT11] the fall of 27 July 2020 and the relapse after 17 January 2021 are noticed within days', () => {
    for (const seed of [1, 2]) {
      const changes = watch(drawPublishedSeries(createRandom(seed), false))
      expect(daysUntil(changes, 'fall', dayNumber('2020-07-27'))).toBeLessThanOrEqual(4)
      expect(daysUntil(changes, 'rise', dayNumber('2021-01-18'))).toBeLessThanOrEqual(4)
    }
  })

  test('[CT11] so are the truce of the scenario and the way back from it', async () => {
    const [line] = await effectsOfScenario('scenarios/relapse.yaml', 1)
    const changes = watch(line!.counts)
    expect(daysUntil(changes, 'fall', 7)).toBeLessThanOrEqual(3)
    expect(daysUntil(changes, 'rise', 12)).toBeLessThanOrEqual(6)
  })

  const lethal = lethalEventsPerDay()
  test.skipIf(lethal === null)(
    '[CT11] turning points of 2014 to 2017 stand out in lethal events (public data)',
    () => {
      const changes = watch(lethal ?? [])
      for (const { date, kind } of TURNING_POINTS) {
        const day = Math.round((Date.parse(date) - Date.parse(FIRST_DAY)) / 86_400_000)
        expect(daysUntil(changes, kind, day), date).toBeLessThanOrEqual(14)
      }
    },
  )
})
