// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'

import { serveBusyRoom } from '../../bench/room/served-room.ts'
import { MOST_GROWTH, saySample, soakRoom } from '../../bench/room/soak-room.ts'
import { buildFirst } from '../run-marsad.ts'
import { launchChromium, noBrowser } from './chromium.ts'

const TWO_HOURS_SECONDS = 2 * 3_600

test.skipIf(noBrowser !== '')(
  `[WB32] two hours of live updates on 100,000 incidents${noBrowser && ` (${noBrowser})`}`,
  async () => {
    buildFirst()
    const room = await serveBusyRoom(100_000)
    const browser = await launchChromium()
    try {
      const { samples, growth, faults } = await soakRoom(browser, room, {
        incidents: 100_000,
        updatesPerSecond: 500,
        warmUpSeconds: 60,
        seconds: TWO_HOURS_SECONDS,
        everySeconds: 300,
      })
      expect(faults).toEqual([])
      expect(growth, samples.map(saySample).join('\n')).toBeLessThanOrEqual(MOST_GROWTH)
    } finally {
      await browser.close()
      await room.stop()
    }
  },
  TWO_HOURS_SECONDS * 1_000 + 15 * 60_000,
)
