// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'

import { serveBusyRoom } from '../../bench/room/served-room.ts'
import { MOST_GROWTH, saySample, soakRoom } from '../../bench/room/soak-room.ts'
import { launchChromium, noBrowser } from './chromium.ts'

/** A taste of `npm run soak:room`, which takes ten minutes; two hours are in the long lane. */
test.skipIf(noBrowser !== '')(
  `[WB32] an open page under live updates does not grow${noBrowser && ` (${noBrowser})`}`,
  async () => {
    const room = await serveBusyRoom(10_000)
    const browser = await launchChromium()
    try {
      const { samples, growth, faults } = await soakRoom(browser, room, {
        incidents: 10_000,
        updatesPerSecond: 500,
        warmUpSeconds: 15,
        seconds: 75,
        everySeconds: 15,
      })
      expect(faults).toEqual([])
      expect(samples.at(-1)?.updates).toBeGreaterThan(10_000)
      expect(growth, samples.map(saySample).join('\n')).toBeLessThanOrEqual(MOST_GROWTH)
    } finally {
      await browser.close()
      await room.stop()
    }
  },
  300_000,
)
