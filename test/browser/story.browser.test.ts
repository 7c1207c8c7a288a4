// SPDX-License-Identifier: Apache-2.0
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { withoutIsolates } from '#messages'

import { launchChromium, noBrowser } from './chromium.ts'
import { seriousFindings } from './serious-findings.ts'
import { fillPages, type FullPage } from './story/full-pages.ts'
import { meet, type Person } from './story/person.ts'
import { SOURCE_HANDLER } from './story/source-handler.ts'
import { openStage, type Stage } from './story/stage.ts'
import { tellStory, type ToldStory } from './story/tell.ts'
import { LOOKS } from './visit.ts'

const LONGEST_STORY_MS = 1_200_000

describe.skipIf(noBrowser !== '').each([
  { language: 'ar', hands: 'mouse' },
  { language: 'en', hands: 'keyboard' },
] as const)(`the story of one breach at the pages ($language, by $hands)${noBrowser}`, (manner) => {
  let browser: Browser
  let stage: Stage
  let told: ToldStory
  let handler: Person

  beforeAll(async () => {
    browser = await launchChromium()
    stage = await openStage({ more: [SOURCE_HANDLER] })
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

  test('[WB29] a step of the response goes by its name in the language of the page', async () => {
    const ladder = stage.agreement.ladders.find(({ steps }) => steps.length > 0)
    const { page, comeTo } = told.people['commissioner-1']
    await comeTo(`/responses/${told.case}`)
    await page.locator('.step').first().waitFor()
    const shown = await page
      .locator('.step')
      .evaluateAll((all) =>
        all.map(
          (one) => [one.getAttribute('data-step'), one.querySelector('h3')?.textContent ?? ''] as const,
        ),
      )
    expect(shown.map(([id]) => id)).toEqual(ladder?.steps.map(({ id }) => id))
    for (const [k, [id, heading]] of shown.entries()) {
      const name = ladder?.steps[k]?.names[manner.language] ?? id ?? ''
      expect(withoutIsolates(heading).slice(0, name.length)).toBe(name)
    }
  })

  test(
    '[WB27] axe finds nothing serious or critical on any page that a story has filled, in both themes',
    async () => {
      handler = await meet(browser, stage, SOURCE_HANDLER.login, { ...manner, hands: 'mouse' })
      const pages = await fillPages(stage, told, handler)
      const themes = LOOKS.filter(({ language }) => language === manner.language).map(({ theme }) => theme)
      const people = [...new Set(pages.map(({ who }) => who))]
      const found = await Promise.all(
        people.map((person) => {
          const own = pages.filter(({ who }) => who === person)
          return findingsOn(themes.flatMap((theme) => own.map((page) => ({ ...page, theme }))))
        }),
      )
      expect(found.flat()).toEqual([])
      expect(stage.faults).toEqual([])
      expect([...Object.values(told.people), handler].flatMap(({ faults }) => faults)).toEqual([])
    },
    LONGEST_STORY_MS,
  )
})

/** One page after another in the window of one person. */
async function findingsOn(
  pages: readonly (FullPage & { readonly theme: 'light' | 'dark' })[],
): Promise<readonly string[]> {
  const found: string[] = []
  for (const { who, path, shows, unfold, theme } of pages) {
    const { page } = who
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    await who.comeTo(path)
    await page.locator(shows).first().waitFor()
    await unfold?.(who)
    await page
      .locator('main details:not([open])')
      .evaluateAll((all) => all.forEach((one) => one.setAttribute('open', '')))
    found.push(...(await seriousFindings(page)).map((one) => `${path} (${theme}): ${one}`))
  }
  return found
}
