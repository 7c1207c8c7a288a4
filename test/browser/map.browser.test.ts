// SPDX-License-Identifier: Apache-2.0
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { catalogueOf, type Language } from '#messages'

import { launchChromium, noBrowser } from './chromium.ts'
import { seriousFindings } from './serious-findings.ts'
import { serveRoom, type ServedRoom } from './served-room.ts'
import { tabTo, visit, waitForSituation } from './visit.ts'

const say = (language: Language, key: string): string => catalogueOf(language)[key] ?? key
const BORDERS_PIXELS = 2

describe.skipIf(noBrowser !== '')(
  `the map in a browser, and on paper${noBrowser && ` (${noBrowser})`}`,
  () => {
    let browser: Browser
    let room: ServedRoom

    beforeAll(async () => {
      room = await serveRoom(['analyst'])
      browser = await launchChromium()
    }, 120_000)
    afterAll(async () => {
      await browser?.close()
      await room?.stop()
    })

    test('[WB61] the legend opens by keyboard and names each line with its kind and its day', async () => {
      const { page, close } = await visit(browser, room, { language: 'ar', theme: 'dark', login: 'analyst' })
      await waitForSituation(page)
      await tabTo(page, '.map-legend summary')
      await page.keyboard.press('Enter')
      await page.waitForSelector('.map-legend[open] li')
      const entries = await page.locator('.map-legend li').allTextContents()
      expect(entries.join('\n')).toContain(say('ar', 'line-kind.codified'))
      expect(entries.join('\n')).toMatch(/\d{4}-\d\d-\d\d/)
      expect(await page.locator('.map-legend .legend-zone').count()).toBeGreaterThan(1)
      expect(await seriousFindings(page)).toEqual([])
      await close()
    }, 60_000)

    test('[WB64] from close by the single observations in view are shown and counted, and from afar none', async () => {
      const { page, faults, close } = await visit(browser, room, {
        language: 'en',
        theme: 'light',
        login: 'analyst',
      })
      await waitForSituation(page)
      expect(await page.locator('.map-observations').count()).toBe(0)
      const zoom = async (key: string): Promise<void> => {
        await page.focus('.map-box canvas')
        for (let step = 0; step < 5; step += 1) {
          await page.keyboard.press(key)
          await page.waitForTimeout(600)
        }
      }
      await zoom('+')
      // The map goes to what is chosen: whatever it was made of is in view then.
      await page.click('.list-row')
      await page.waitForFunction(() =>
        /^[1-9]\d* observations? in view$/.test(
          document.querySelector('.map-observations')?.textContent ?? '',
        ),
      )
      await zoom('-')
      await page.waitForSelector('.map-observations', { state: 'detached' })
      expect(faults).toEqual([])
      await close()
    }, 60_000)

    test('[WB70] a place is found and gone to by keyboard alone, and one outside the map is said to be so', async () => {
      const { page, faults, close } = await visit(browser, room, {
        language: 'ar',
        theme: 'light',
        login: 'analyst',
      })
      await waitForSituation(page)
      await page.waitForSelector('.place-search input')
      await page.keyboard.press('/')
      await page.keyboard.type('Artemivsk')
      await page.waitForSelector('.place-search [role=option]')
      expect(await page.textContent('.place-search [role=option]')).toContain('باخموت')
      expect(await page.textContent('.place-search [role=option]')).toContain('Artemivsk')
      expect(await seriousFindings(page)).toEqual([])
      await page.keyboard.press('Enter')
      await page.waitForFunction(
        () => document.querySelector('.map-box')?.getAttribute('data-center') === '48.5900,38.0000',
      )
      expect(await page.isVisible('.found-mark')).toBe(true)
      expect(await page.inputValue('.place-search input')).toBe('باخموت')
      await page.fill('.place-search input', '10.5, 20')
      await page.waitForFunction(
        (said) => document.querySelector('.place-search-note')?.textContent === said,
        say('ar', 'web.find.outside'),
      )
      expect(await page.locator('.found-mark').count()).toBe(0)
      await page.fill('.place-search input', 'qqqq')
      await page.waitForFunction(
        (said) => document.querySelector('.place-search-note')?.textContent === said,
        say('ar', 'web.find.nothing'),
      )
      expect(faults).toEqual([])
      await close()
    }, 60_000)

    test('[WB65] on paper the situation is light, its mark a head of every sheet, its legend open, its bars over their times, and nothing to press', async () => {
      const { page, close } = await visit(browser, room, { language: 'ar', theme: 'dark', login: 'analyst' })
      await waitForSituation(page)
      const listed = (): Promise<number> => page.locator('.list-row').count()
      await page.locator('.list').evaluate((list) => list.scrollTo(0, list.scrollHeight))
      await page.waitForSelector('#incident-row-0, .list-row[aria-posinset="29"]')
      const inSight = await listed()
      // As many rows as the paper has room for, from the first on.
      await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')))
      expect(await listed()).toBeGreaterThan(inSight)
      expect(await listed()).toBeGreaterThanOrEqual(12)
      expect(await page.getAttribute('.list-row', 'aria-posinset')).toBe('1')
      await page.emulateMedia({ media: 'print' })
      expect(await page.locator('.situation button:visible, .header:visible').count()).toBe(0)
      expect(await page.locator('.map-legend li:visible').count()).toBeGreaterThan(3)
      expect(await page.isVisible('.exercise')).toBe(true)
      const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor)
      expect(ground).toBe('rgb(255, 255, 255)')
      // The head of a table is what a browser repeats on each sheet.
      expect(await page.evaluate(() => getComputedStyle(document.querySelector('.exercise')!).display)).toBe(
        'table-header-group',
      )
      const widths = await page.evaluate(() =>
        ['.timeline-track', '.timeline-track canvas', '.timeline-ends'].map((selector) =>
          Math.round(document.querySelector(selector)?.getBoundingClientRect().width ?? 0),
        ),
      )
      expect(widths[0]).toBeGreaterThan(300)
      expect(Math.max(...widths) - Math.min(...widths)).toBeLessThanOrEqual(BORDERS_PIXELS)
      expect(await page.isVisible('.filter-line')).toBe(true)
      await close()
    }, 60_000)
  },
)
