// SPDX-License-Identifier: Apache-2.0
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { openExercise, type RunningExercise } from '../open-exercise.ts'
import { makeWorkFolder } from '../run-marsad.ts'
import { launchChromium, noBrowser } from './chromium.ts'
import { movingParts } from './moving-parts.ts'
import { seriousFindings } from './serious-findings.ts'
import { visit } from './visit.ts'

const LOOKS = [
  { language: 'ar', theme: 'light' },
  { language: 'en', theme: 'dark' },
] as const
const STEPS = 10

describe.skipIf(noBrowser !== '')(`first steps in a browser${noBrowser && ` (${noBrowser})`}`, () => {
  const work = makeWorkFolder()
  let browser: Browser
  let exercise: RunningExercise

  beforeAll(async () => {
    exercise = await openExercise(work.path)
    browser = await launchChromium()
  }, 300_000)
  afterAll(async () => {
    await browser?.close()
    await exercise?.stop()
    work.remove()
  })

  const isAt = (page: Page, step: number): Promise<unknown> =>
    page.waitForFunction(
      (wanted) => document.querySelector('.story')?.getAttribute('data-step') === wanted,
      String(step),
      { timeout: 60_000 },
    )

  test.each(LOOKS)(
    '[WB54] [WB55] [WB56] a newcomer takes a chair, is led through by keyboard and sees a broken byte caught ($language, $theme)',
    async ({ language, theme }) => {
      const { page, faults, close } = await visit(browser, exercise, { language, theme, login: null })
      await page.waitForSelector('.chairs button')
      expect(await seriousFindings(page)).toEqual([])
      await page.click('.chairs button')
      await isAt(page, 1)
      expect(await page.textContent('.clock')).toContain('2026-06-18')
      await page.focus('.story-steps button:last-child')
      for (let step = 1; step < STEPS; step += 1) {
        await page.waitForSelector('[data-story-shown]', { timeout: 60_000 })
        await page.waitForSelector('.story-ring:not([hidden])')
        expect(await page.evaluate(coveredByStory)).toBe(false)
        await page.keyboard.press('Enter')
        await isAt(page, step + 1)
      }
      await page.setViewportSize({ width: 800, height: 900 })
      expect(await page.evaluate(coveredByStory)).toBe(false)
      await page.setViewportSize({ width: 1280, height: 800 })
      await page.focus('.story-break button')
      await page.keyboard.press('Enter')
      await page.waitForSelector('.story-break [data-proof=failed]', { timeout: 60_000 })
      expect(await page.locator('.story-break [data-proof]').evaluateAll(proofs)).toEqual([
        'checked',
        'failed',
      ])
      expect(await seriousFindings(page)).toEqual([])
      expect(await movingParts(page)).toEqual([])

      await page.click('.story-steps button:last-child')
      await page.waitForSelector('.story-open')
      expect(await page.evaluate(coveredByStory)).toBe(false)
      expect(await page.locator('#page').evaluate((main) => (main as HTMLElement).offsetWidth)).toBe(1280)
      await page.click('.story-open')
      await isAt(page, 1)
      expect(faults).toEqual([])
      await close()
    },
    300_000,
  )

  test('[WB53] the incident page says of an opened observation that its record stands in the signed log', async () => {
    const { page, close } = await visit(browser, exercise, { language: 'en', theme: 'light', login: null })
    await page.click('.chairs button')
    await page.waitForSelector('.list-row', { timeout: 60_000 })
    await page.click('.list-row')
    await page.click('.selected button.mantine-Button-root')
    await page.click('.observations summary')
    const note = page.locator('[data-proof=checked]').first()
    await note.waitFor({ timeout: 60_000 })
    expect(await note.textContent()).toMatch(/signed log of size/)
    await close()
  }, 300_000)
})

const proofs = (notes: readonly Element[]): readonly (string | null)[] =>
  notes.map((note) => note.getAttribute('data-proof'))

/** Whether the story's panel, or the button that opens it, lies over any of the page that it tells of. */
function coveredByStory(): boolean {
  const story = document.querySelector('.story, .story-open')?.getBoundingClientRect()
  const page = document.querySelector('#page')?.getBoundingClientRect()
  if (story === undefined || page === undefined) throw new TypeError('no story or no page')
  return (
    story.left < page.right - 1 &&
    story.right > page.left + 1 &&
    story.top < page.bottom - 1 &&
    story.bottom > page.top + 1
  )
}
