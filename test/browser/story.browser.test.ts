// SPDX-License-Identifier: Apache-2.0
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'

import { launchChromium, noBrowser } from './chromium.ts'
import { openStage, type Stage } from './story/stage.ts'
import { tellStory } from './story/tell.ts'

describe.skipIf(noBrowser !== '')(`stories at the pages${noBrowser && ` (${noBrowser})`}`, () => {
  let browser: Browser
  let stage: Stage | undefined

  beforeAll(async () => {
    browser = await launchChromium()
  })
  afterEach(async () => {
    await stage?.stop()
    stage = undefined
  })
  afterAll(() => browser?.close())

  test.each([
    { language: 'ar', hands: 'mouse' },
    { language: 'en', hands: 'mouse' },
    { language: 'en', hands: 'keyboard' },
  ] as const)(
    '[WB20] one breach is followed from a possible violation to a closed response ($language, by $hands)',
    async (manner) => {
      stage = await openStage('desk-story')
      await stage.deliver(stage.files)
      const { people } = await tellStory(browser, stage, manner)
      expect(stage.faults).toEqual([])
      expect(Object.values(people).flatMap(({ faults }) => faults)).toEqual([])
    },
    240_000,
  )
})
