// SPDX-License-Identifier: Apache-2.0
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { launchChromium, noBrowser } from './chromium.ts'
import { openStage, type Stage } from './story/stage.ts'
import { tellStory, type ToldStory } from './story/tell.ts'
import { MORE_PARTS, walkPages } from './story/walk.ts'

const LONGEST_STORY_MS = 1_200_000
const MINUTE_MS = 60_000

describe.skipIf(noBrowser !== '').each([
  { language: 'ar', hands: 'mouse' },
  { language: 'en', hands: 'keyboard' },
] as const)(`the story of one breach at the pages ($language, by $hands)${noBrowser}`, (manner) => {
  let browser: Browser
  let stage: Stage
  let told: ToldStory
  let deliveredAt: number

  beforeAll(async () => {
    browser = await launchChromium()
    stage = await openStage({ more: MORE_PARTS })
    deliveredAt = stage.clock.now()
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

  test('[WB22] shows both clocks, from the breach and from first knowledge, and they are right wherever they stand', () => {
    const [ofCase, ofResponse, atEnd] = told.clocks
    const breach = Date.parse(told.breach)
    const minutes = (from: number, to: number): number => Math.floor((to - from) / MINUTE_MS)
    for (const reading of told.clocks) {
      expect(reading.shown.length).toBeGreaterThan(1)
      for (const { name, minutesSinceBreach, minutesSinceKnowledge } of reading.shown) {
        const until = reading === atEnd && name === told.step ? told.decidedAt : reading.at
        expect([minutesSinceBreach, minutesSinceKnowledge]).toEqual([
          minutes(breach, until),
          minutes(deliveredAt, until),
        ])
      }
    }
    const standingOf = (reading: typeof ofCase, name: string): string | undefined =>
      reading?.shown.find((one) => one.name === name)?.standing
    // Known only after the first day was over: nobody missed the first step.
    expect(standingOf(ofCase, '24')).toBe('elapsed-before-knowledge')
    expect(standingOf(ofResponse, 'warning')).toBe('elapsed-before-knowledge')
    expect([standingOf(ofResponse, told.step), standingOf(atEnd, told.step)]).toEqual(['running', 'met'])
  })

  test('[WB23] the case shows what contributed, the hypotheses, grades, answers of the parties, three signatures, and why nothing more is open', async () => {
    const { analyst } = told.people
    await analyst.comeTo(`/cases/${told.case}`)
    const main = analyst.page.locator('main')
    await main.locator('.ledger tbody tr').first().waitFor()
    const text = (await main.textContent()) ?? ''
    for (const words of [
      'EXERCISE: weighed for the story.',
      'EXERCISE: satellites and reports agree.',
      'EXERCISE: the same by another way.',
      'EXERCISE: it was not us.',
      'EXERCISE: reviewed blind, same result.',
      'EXERCISE: heavy fire was confirmed near the line.',
    ])
      expect(text).toContain(words)
    expect(await main.locator('.matrix tbody tr').count()).toBeGreaterThanOrEqual(3)
    expect(await main.locator('.matrix .grade').count()).toBeGreaterThanOrEqual(6)
    const shut = await main
      .locator('.shut > div')
      .evaluateAll((all) => all.map((one) => one.querySelector('dd')?.textContent?.trim() ?? ''))
    expect(shut.length).toBeGreaterThan(10)
    expect(shut.filter((because) => because === '' || /^[a-z]+(-[a-z]+)+$/.test(because))).toEqual([])
    const { page } = told.people['commissioner-2']
    await told.people['commissioner-2'].comeTo(`/attributions/${told.case}`)
    await page.getByText('EXERCISE: the direction is uncertain.').first().waitFor()
    // Who did it is nothing for the desk that says what happened.
    expect(text).not.toContain('EXERCISE: direction of fire.')
  })

  test(
    '[WB24] axe finds nothing serious on any page there is, in both themes, each looked at by somebody for whose desk it is',
    async () => {
      expect(await walkPages(browser, stage, told, manner)).toEqual({ unvisited: [], findings: [] })
    },
    LONGEST_STORY_MS,
  )
})
