// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'

import { drawCount } from './escalation-alarm.ts'
import { withoutFalseDiscoveries } from './false-discoveries.ts'
import { quietOf } from './quiet.ts'
import { createChance } from './repeatable-chance.ts'
import { WATCH_SETTINGS, watchSector } from './sector-watch.ts'

const settings = { ...WATCH_SETTINGS, histories: 200 }

/** Days drawn about each level in turn. */
function courseOf(seed: number, ...stretches: readonly (readonly [days: number, perDay: number])[]) {
  const random = createChance(seed)
  return stretches.flatMap(([days, perDay]) =>
    Array.from({ length: days }, () => ({ count: drawCount(perDay, 5, random), effort: 1 })),
  )
}

describe('watch of a sector', () => {
  test('[CT5] sees a truce within days and the way back from it', () => {
    const delays = [1, 2, 3, 4, 5].map((seed) => {
      const { changes } = watchSector(courseOf(seed, [60, 60], [40, 4], [30, 30]), settings, seed)
      const fall = changes.find(({ kind, alarmOn }) => kind === 'fall' && alarmOn >= 60)!
      const rise = changes.find(({ kind, alarmOn }) => kind === 'rise' && alarmOn >= 100)!
      return [fall.alarmOn - 60, rise.alarmOn - 100]
    })
    for (const [fall, rise] of delays) {
      expect(fall).toBeLessThan(7)
      expect(rise).toBeLessThan(7)
    }
  })

  test('[CT5] learns before it warns, and tells the same each time', () => {
    expect(watchSector(courseOf(1, [6, 20]), settings, 1)).toMatchObject({
      changes: [],
      level: null,
      pValue: null,
    })
    const days = courseOf(2, [60, 20], [20, 50])
    expect(watchSector(days, settings, 7)).toEqual(watchSector(days, settings, 7))
    expect(watchSector(days, settings, 7).raised).toBe(true)
  })

  test('[CT5] days that nobody could see teach nothing', () => {
    const blind = Array.from({ length: 100 }, () => ({ count: 0, effort: 0 }))
    expect(watchSector(blind, settings, 1).level).toBeNull()
  })

  test('[CT8] of many quiet sectors few are raised by chance', () => {
    let raised = 0
    for (let run = 0; run < 4; run++) {
      const watches = Array.from({ length: 12 }, (_, sector) =>
        watchSector(courseOf(100 * run + sector, [80, 10]), settings, sector),
      )
      const stands = withoutFalseDiscoveries(
        watches.map(({ pValue }) => pValue ?? 1),
        0.1,
      )
      raised += watches.filter((watch, sector) => watch.raised && stands[sector]).length
    }
    expect(raised).toBeLessThanOrEqual(2)
  })

  test('[CT8] findings stand by the rule of Benjamini and Hochberg', () => {
    expect(withoutFalseDiscoveries([0.001, 0.04, 0.03, 0.9], 0.1)).toEqual([true, true, true, false])
    expect(withoutFalseDiscoveries([0.2, 0.3], 0.1)).toEqual([false, false])
    expect(withoutFalseDiscoveries([], 0.1)).toEqual([])
  })

  test('[CT9] quiet is shown only where enough would have been seen; otherwise nothing was seen', () => {
    expect(quietOf(0, null)).toBe('nothing-seen')
    expect(quietOf(0, 0)).toBe('nothing-seen')
    expect(quietOf(0, 2.9)).toBe('nothing-seen')
    expect(quietOf(0, 3)).toBe('demonstrated-quiet')
    expect(quietOf(1, null)).toBe('something-seen')
  })
})
