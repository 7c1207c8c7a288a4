// SPDX-License-Identifier: Apache-2.0
import type { Browser, Locator, Page } from 'playwright-core'

import type { Language } from '#messages'

import { hasLostFocus, keyboardHand, mouseHand, type Hand } from '../hand.ts'
import { PASSWORD } from '../served-room.ts'
import { goInside, watchFaults } from '../visit.ts'
import type { Stage } from './stage.ts'

export type Entries = Readonly<Record<string, string | readonly string[]>>

/** One person of the cast in a context of their own. */
export interface Person {
  readonly page: Page
  readonly hand: Hand
  readonly faults: readonly string[]
  /** Comes to a page of the application; signs in where the last session is over. */
  comeTo(path: string): Promise<void>
  /** Does what the desk offers under this event, with these entries by the name of the field. */
  act(event: string, entries?: Entries): Promise<void>
  /** Fills in a form that is open. */
  fill(form: Locator, entries: Entries): Promise<void>
  leave(): Promise<void>
}

/** For anything on a page to come. */
const LONGEST_WAIT_MS = 120_000

export interface Manner {
  readonly language: Language
  readonly hands: 'mouse' | 'keyboard'
  readonly theme?: 'light' | 'dark'
}

/** Somebody comes to the mission; their browser's clock is the story's. */
export async function meet(
  browser: Browser,
  stage: Pick<Stage, 'url'> & { readonly clock: Pick<Stage['clock'], 'now' | 'sitting'> },
  login: string,
  { language, hands, theme = 'light' }: Manner,
): Promise<Person> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    colorScheme: theme,
    reducedMotion: 'reduce',
    // How a field asks for a moment goes by it, whatever the language of the page.
    locale: 'en-US',
    timezoneId: 'UTC',
  })
  await context.addInitScript((chosen) => localStorage.setItem('marsad-language', chosen), language)
  const page = await context.newPage()
  const faults = watchFaults(page, stage.url)
  page.setDefaultTimeout(LONGEST_WAIT_MS)
  const hand = hands === 'mouse' ? mouseHand : keyboardHand(page)
  let sitting = -1

  const signIn = async (): Promise<void> => {
    sitting = stage.clock.sitting()
    await hand.write(page.locator('input[name=login]'), login)
    await hand.write(page.locator('input[name=password]'), PASSWORD)
    await hand.press(page.locator('form button[type=submit]'))
    await page.locator('header nav.navigation').waitFor()
  }
  const fill = async (form: Locator, entries: Entries): Promise<void> => {
    for (const [name, entry] of Object.entries(entries)) {
      if (typeof entry !== 'string') {
        for (const one of entry) await hand.press(form.locator(`[name="${name}-${one}"]`))
        continue
      }
      const field = form.locator(`[name="${name}"]`)
      const isList = await field.evaluate((element) => element instanceof HTMLSelectElement)
      if (isList) await hand.choose(field, entry)
      else if ((await field.getAttribute('type')) === 'checkbox') await hand.press(field)
      else await hand.write(field, entry)
    }
  }
  return {
    page,
    hand,
    faults,
    fill,
    async comeTo(path) {
      await page.clock.setFixedTime(stage.clock.now())
      if (sitting === stage.clock.sitting()) return goInside(page, path)
      // Sessions end while the story's clock jumps: whoever comes back signs in again.
      await context.clearCookies()
      await page.goto(`${stage.url}${path}`)
      await signIn()
    },
    async act(event, entries = {}) {
      const item = page.locator('.action-list > li').filter({ has: page.locator(`[data-event="${event}"]`) })
      await hand.press(item.locator(`[data-event="${event}"]`))
      const form = item.locator('form')
      await fill(form, entries)
      await hand.press(form.locator('button[type=submit]'))
      await form.waitFor({ state: 'detached' })
      await page.locator('.actions .told').filter({ hasText: /\S/ }).waitFor()
      if (hands === 'keyboard' && (await hasLostFocus(page))) throw new Error(`focus lost after ${event}`)
    },
    leave: () => context.close(),
  }
}
