// SPDX-License-Identifier: Apache-2.0
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { catalogueOf, type Language } from '#messages'

import { launchChromium, noBrowser } from './chromium.ts'
import { movingParts } from './moving-parts.ts'
import { seriousFindings } from './serious-findings.ts'
import { entryKilobytes } from './entry-size.ts'
import { serveRoom, type ServedRoom } from './served-room.ts'
import { goInside, LOOKS, tabTo, visit, waitForSituation } from './visit.ts'

const say = (language: Language, key: string): string => catalogueOf(language)[key] ?? key

describe.skipIf(noBrowser !== '')(`the situation room in a browser${noBrowser && ` (${noBrowser})`}`, () => {
  let browser: Browser
  let room: ServedRoom

  beforeAll(async () => {
    room = await serveRoom()
    browser = await launchChromium()
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await room?.stop()
  })

  test.each(LOOKS)(
    '[WB1] [WB2] [WB3] stays at home, can be used by everybody and carries its marks ($language, $theme)',
    async ({ language, theme }) => {
      const outside = await visit(browser, room, { language, theme, login: null })
      expect(await seriousFindings(outside.page)).toEqual([])
      for (const path of ['/set-up', '/enrolment']) {
        await goInside(outside.page, path)
        await outside.page.waitForSelector('input[name=code]')
        expect(await seriousFindings(outside.page)).toEqual([])
      }
      expect(outside.faults).toEqual([])
      await outside.close()

      const inside = await visit(browser, room, { language, theme, login: 'analyst' })
      const { page } = inside
      await waitForSituation(page)
      const html = await page.evaluate(() => ({
        lang: document.documentElement.lang,
        dir: document.documentElement.dir,
      }))
      expect(html).toEqual({ lang: language, dir: language === 'ar' ? 'rtl' : 'ltr' })
      expect(await page.textContent('.exercise')).toContain(say(language, 'web.exercise.mark'))
      const clock = (await page.textContent('.clock')) ?? ''
      expect(clock).toContain(say(language, 'web.clock.mission'))
      expect(clock).toContain('UTC')
      expect(await page.textContent('.summary')).toContain(say(language, 'web.count.coverage-not-computed'))
      expect(await page.textContent('.map-note')).toContain('68/262')
      expect(await seriousFindings(page)).toEqual([])

      await page.click('.list-row')
      await page.click('.selected button.mantine-Button-root')
      await page.waitForSelector('.ledger')
      await page.waitForSelector('.incident-map canvas')
      await page.click('.observations summary')
      await page.waitForSelector('.proof')
      expect(await page.textContent('.exercise')).toContain(say(language, 'web.exercise.mark'))
      // The log grows once a minute: until then the record is there, and not yet in what is published.
      await page.waitForSelector('[data-proof=checked], [data-proof=not-yet-published]')
      expect(await seriousFindings(page)).toEqual([])
      expect(inside.faults).toEqual([])
      await inside.close()
    },
    120_000,
  )

  test('[WB4] an incident is reached from the sign-in by keyboard alone', async () => {
    const { page, close } = await visit(browser, room, { language: 'en', theme: 'light', login: null })
    await page.keyboard.type('analyst')
    await page.keyboard.press('Tab')
    await page.keyboard.type('lantern gravel orbit teapot')
    await page.keyboard.press('Enter')
    await waitForSituation(page)
    await tabTo(page, '.list')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.waitForFunction(() => new URLSearchParams(location.search).has('incident'))
    await page.keyboard.press('Enter')
    await page.waitForSelector('.ledger')
    expect(new URL(page.url()).pathname).toMatch(/^\/incidents\/[0-9a-f]{64}$/)
    await page.keyboard.press('g')
    await page.keyboard.press('s')
    await waitForSituation(page)
    await tabTo(page, '[role=slider][data-edge=fromMs]')
    await page.keyboard.press('PageUp')
    await page.waitForFunction(() => new URLSearchParams(location.search).has('from'))
    await page.keyboard.press('?')
    await page.waitForSelector('.keys')
    await page.keyboard.press('Escape')
    await close()
  }, 60_000)

  test('[WB5] an address shows the same to whoever opens it: filter, order, what was known then', async () => {
    const { page, close } = await visit(browser, room, { language: 'en', theme: 'light', login: 'analyst' })
    await waitForSituation(page)
    const whole = await countOf(page)
    await page.goto(`${room.url}/situation?hide=shelling&least=0.55`)
    await page.waitForSelector('.filters')
    await page.waitForFunction((before) => document.querySelectorAll('.list-row').length < before, whole)
    await waitForSituation(page)
    const cut = await countOf(page)
    expect(cut).toBeGreaterThan(0)
    expect(cut).toBeLessThan(whole)
    expect(await page.locator('.filter-kind input').first().isChecked()).toBe(false)
    await page.goto(`${room.url}/situation?asOf=1`)
    await page.waitForSelector('.as-of-note')
    await page.waitForSelector('.list-empty')
    await close()
  }, 60_000)

  test('[WB62] under a brush the count follows the hand, and the list when the hand rests', async () => {
    const { page, close } = await visit(browser, room, { language: 'en', theme: 'light', login: 'analyst' })
    await waitForSituation(page)
    const whole = await countOf(page)
    const track = await page.locator('.timeline-track').boundingBox()
    if (track === null) throw new Error('no timeline')
    const y = track.y + track.height / 2
    await page.mouse.move(track.x + track.width * 0.4, y)
    await page.mouse.down()
    await page.mouse.move(track.x + track.width * 0.6, y, { steps: 5 })
    await page.waitForFunction(
      (before) =>
        Number(document.querySelectorAll('.summary-figure')[1]?.textContent?.replaceAll(/\D/g, '')) < before,
      whole,
    )
    const cut = await countOf(page)
    expect(cut).toBeGreaterThan(0)
    // As many rows as the count says, and no more.
    await page.waitForFunction(
      (left) => document.querySelector('.list-row')?.getAttribute('aria-setsize') === String(left),
      cut,
    )
    await page.mouse.up()
    await page.waitForFunction(() => new URLSearchParams(location.search).has('to'))
    // A click shows everything again.
    await page.mouse.click(track.x + track.width / 2, y)
    await page.waitForFunction(() => !new URLSearchParams(location.search).has('to'))
    await page.waitForFunction(
      (before) =>
        Number(document.querySelectorAll('.summary-figure')[1]?.textContent?.replaceAll(/\D/g, '')) ===
        before,
      whole,
    )
    // A hand that clicks trembles: that is no brush either.
    await page.mouse.move(track.x + track.width / 2, y)
    await page.mouse.down()
    await page.mouse.move(track.x + track.width / 2 + 1, y)
    await page.mouse.up()
    await page.waitForTimeout(AT_REST_MS)
    expect(await countOf(page)).toBe(whole)
    expect(await page.getAttribute('.list-row', 'aria-setsize')).toBe(String(whole))
    await close()
  }, 60_000)

  test('[WB73] what is chosen stays chosen by its id when the situation is opened as of another size', async () => {
    const { page, faults, close } = await visit(browser, room, {
      language: 'en',
      theme: 'light',
      login: 'analyst',
    })
    await waitForSituation(page)
    await page.click('.list-row')
    await page.waitForFunction(() => new URLSearchParams(location.search).has('incident'))
    const chosen = new URL(page.url()).searchParams.get('incident')
    const size = await page.inputValue('.as-of input')
    const asOf = async (at: string): Promise<void> => {
      await page.fill('.as-of input', at)
      await page.locator('.as-of-buttons button').first().click()
      await page.waitForFunction((wanted) => new URLSearchParams(location.search).get('asOf') === wanted, at)
    }
    // Before anything was known: nothing is chosen, and the address keeps what was.
    await asOf('1')
    await page.waitForSelector('.selected', { state: 'detached' })
    await page.waitForTimeout(AT_REST_MS)
    expect(new URL(page.url()).searchParams.get('incident')).toBe(chosen)
    await asOf(size)
    await page.waitForSelector('.selected .mantine-Button-root:not([disabled])')
    await page.waitForTimeout(AT_REST_MS)
    expect(new URL(page.url()).searchParams.get('incident')).toBe(chosen)
    expect(faults).toEqual([])
    await close()
  }, 60_000)

  test('[WB28] nothing moves for whoever asked for less motion: no animation or transition, the map jumps, the replay goes in steps', async () => {
    const { page, faults, close } = await visit(browser, room, {
      language: 'en',
      theme: 'light',
      login: 'analyst',
    })
    await waitForSituation(page)
    await page.click('.list-row')
    expect(await movingParts(page)).toEqual([])
    await page.keyboard.press('?')
    await page.waitForSelector('.keys')
    expect(await movingParts(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.waitForSelector('.keys', { state: 'detached' })

    expect(await placesOnTheWay(page)).toBe(1)
    await page.emulateMedia({ reducedMotion: 'no-preference' })
    expect(await placesOnTheWay(page)).toBeGreaterThan(2)
    expect((await movingParts(page)).length).toBeGreaterThan(0)
    await page.emulateMedia({ reducedMotion: 'reduce' })

    const played = await page.evaluateHandle(countChanges, {
      selector: '[data-edge=fromMs]',
      attribute: 'aria-valuenow',
    })
    await page.getByRole('button', { name: say('en', 'web.replay.play') }).click()
    await page.waitForTimeout(WATCHED_MS)
    expect(await played.evaluate(({ seen }) => seen.length)).toBeLessThanOrEqual(WATCHED_MS / 1_000)
    await page.getByRole('button', { name: say('en', 'web.replay.stop') }).click()

    for (const path of ['/cases', '/lists', '/comparison', '/harm']) {
      await goInside(page, path)
      await page.waitForSelector('.desk h1')
      expect(await movingParts(page)).toEqual([])
    }
    expect(faults).toEqual([])
    await close()
  }, 120_000)

  test('[WB8] what is loaded before anything is seen stays small', () => {
    expect(entryKilobytes()).toBeLessThanOrEqual(350)
  })
})

/** The number that the summary gives for incidents shown. */
async function countOf(page: Page): Promise<number> {
  const text = (await page.locator('.summary-figure').nth(1).textContent()) ?? ''
  return Number(/\d+/.exec(text)?.[0])
}

const WATCHED_MS = 3_000
/** Longer than until a hand is at rest and the address is written. */
const AT_REST_MS = 1_200

/** Keeps every value that an attribute takes from now on. */
function countChanges({ selector, attribute }: { readonly selector: string; readonly attribute: string }): {
  readonly seen: (string | null)[]
} {
  const seen: (string | null)[] = []
  const element = document.querySelector(selector)
  if (element === null) throw new TypeError(`no ${selector}`)
  new MutationObserver(() => seen.push(element.getAttribute(attribute))).observe(element, {
    attributeFilter: [attribute],
  })
  return { seen }
}

/** Over how many places the map goes to an incident that was chosen in the list and lies out of sight. */
async function placesOnTheWay(page: Page): Promise<number> {
  const canvas = page.locator('.map-box canvas').first()
  await canvas.focus()
  // Far in, and at the edge of the region: what the list has first lies elsewhere.
  for (let n = 0; n < 3; n += 1) await page.keyboard.press('Equal')
  for (let n = 0; n < 8; n += 1) await page.keyboard.press('ArrowUp')
  await page.waitForTimeout(SETTLED_MS)
  const list = page.locator('.list')
  await list.focus()
  const moved = await page.evaluateHandle(countChanges, { selector: '.map-box', attribute: 'data-center' })
  await page.keyboard.press('ArrowDown')
  await page.waitForTimeout(SETTLED_MS)
  const places = await moved.evaluate(({ seen }) => new Set(seen).size)
  await moved.dispose()
  return places
}

const SETTLED_MS = 1_500
