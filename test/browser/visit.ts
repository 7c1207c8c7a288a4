// SPDX-License-Identifier: Apache-2.0
import type { Browser, Page } from 'playwright-core'

import type { Language } from '#messages'

import { PASSWORD, type ServedRoom } from './served-room.ts'

/** Both directions in both themes. */
export const LOOKS = [
  { language: 'ar', theme: 'light' },
  { language: 'ar', theme: 'dark' },
  { language: 'en', theme: 'light' },
  { language: 'en', theme: 'dark' },
] as const

export interface Visit {
  readonly page: Page
  /** What went wrong or outside on the way: requests elsewhere, breaches of the content policy, faults of scripts. */
  readonly faults: readonly string[]
  close(): Promise<void>
}

interface Visitor {
  readonly language: Language
  readonly theme: 'light' | 'dark'
  /** Null looks in from outside. */
  readonly login: string | null
  /** Where they begin; the first page where it is left out. */
  readonly path?: string
}

/** One person in a context of their own, on the first page after signing in. */
export async function visit(
  browser: Browser,
  { url }: Pick<ServedRoom, 'url'>,
  { language, theme, login, path = '/' }: Visitor,
): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    colorScheme: theme,
    reducedMotion: 'reduce',
  })
  await context.addInitScript((chosen) => localStorage.setItem('marsad-language', chosen), language)
  const page = await context.newPage()
  const faults = watchFaults(page, url)
  await page.goto(url + path)
  if (login !== null) {
    await page.fill('input[name=login]', login)
    await page.fill('input[name=password]', PASSWORD)
    await page.click('button[type=submit]')
    await page.waitForSelector('nav')
  } else await page.waitForSelector('form')
  await page.waitForFunction(() => document.fonts.status === 'loaded')
  return { page, faults, close: () => context.close() }
}

/** Keeps what goes wrong or outside on a page: faults of scripts, breaches of the content policy, requests elsewhere. */
export function watchFaults(page: Page, url: string): readonly string[] {
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(`fault: ${error.message}`))
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/i.test(message.text())) faults.push(message.text())
  })
  page.on('request', (request) => {
    const asked = request.url()
    if (!asked.startsWith(`${url}/`) && !/^(data|blob):/.test(asked)) faults.push(`outside: ${asked}`)
  })
  return faults
}

/** Until the situation has its incidents and the map stands. */
export async function waitForSituation(page: Page): Promise<void> {
  await page.waitForSelector('.list-row', { timeout: 30_000 })
  await page.waitForSelector('.map-box canvas', { timeout: 30_000 })
}

/** Goes on inside the application, as a link does. */
export async function goInside(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => {
    window.history.pushState(null, '', to)
    window.dispatchEvent(new PopStateEvent('popstate'))
  }, path)
}

const MOST_TABS = 60

/** Presses Tab until what the selector means has the focus. */
export async function tabTo(page: Page, selector: string): Promise<void> {
  for (let n = 0; n < MOST_TABS; n += 1) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) === true, selector)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`no way to ${selector} by Tab`)
}
