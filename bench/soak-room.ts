// SPDX-License-Identifier: Apache-2.0
import { loadavg } from 'node:os'

import { launchChromium, noBrowser } from '../test/browser/chromium.ts'
import { numberOption, textOption } from './option.ts'
import { serveBusyRoom } from './room/served-room.ts'
import { MOST_GROWTH, saySample, soakRoom } from './room/soak-room.ts'

/** An open situation page under live updates for `--minutes`: fails where its heap grows past one and a half times. */
const MINUTES = numberOption('--minutes', 10)
const INCIDENTS = numberOption('--incidents', 100_000)
const UPDATES_A_SECOND = numberOption('--rate', 500)

if (noBrowser !== '') throw new Error(noBrowser)
const room = await serveBusyRoom(INCIDENTS, textOption('--folder'))
const browser = await launchChromium()
try {
  const { growth, faults } = await soakRoom(browser, room, {
    incidents: INCIDENTS,
    updatesPerSecond: UPDATES_A_SECOND,
    warmUpSeconds: 30,
    seconds: MINUTES * 60,
    everySeconds: 60,
    onSample: (sample) => console.log(`${saySample(sample)}  load ${loadavg()[0]?.toFixed(1)}`),
  })
  console.log(`heap at most ${growth.toFixed(2)} times what it was after the warm-up`)
  for (const fault of faults) console.log(`FAILED  ${fault}`)
  if (growth > MOST_GROWTH) console.log(`FAILED  at most ${MOST_GROWTH} times`)
  if (growth > MOST_GROWTH || faults.length > 0) process.exitCode = 1
} finally {
  await browser.close()
  await room.stop()
}
