// SPDX-License-Identifier: Apache-2.0
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { launchChromium, noBrowser } from './chromium.ts'
import { openStage, type Stage } from './story/stage.ts'
import { tellStory, type ToldStory } from './story/tell.ts'

const LONGEST_STORY_MS = 1_200_000

describe.skipIf(noBrowser !== '').each([
  { language: 'ar', hands: 'mouse' },
  { language: 'en', hands: 'keyboard' },
] as const)(`the story of one breach at the pages ($language, by $hands)${noBrowser}`, (manner) => {
  let browser: Browser
  let stage: Stage
  let told: ToldStory

  beforeAll(async () => {
    browser = await launchChromium()
    stage = await openStage()
    await stage.deliver(stage.files)
    told = await tellStory(browser, stage, manner)
  }, LONGEST_STORY_MS)
  afterAll(async () => {
    await browser?.close()
    await stage?.stop()
  })

  test('[WB20] [WB21] goes from a possible violation to a closed response, each role in its own browser', async () => {
    const { releaser } = told.people
    expect(await releaser.page.locator('.desk-head .state-closed').count()).toBe(1)
    expect(stage.faults).toEqual([])
    expect(Object.values(told.people).flatMap(({ faults }) => faults)).toEqual([])
  })
})
