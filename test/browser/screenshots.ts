// SPDX-License-Identifier: Apache-2.0
// `npm run screenshots`: every page, filled by the story of a breach, in Arabic and English, light and dark, and as it goes onto paper,
// into out/screenshots/ (not committed). Takes about ten minutes; `--language en` takes one of the two.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

import type { Browser, Page } from 'playwright-core'

import type { Part } from '../../src/cli/story/cast.ts'
import { textOption } from '../../bench/option.ts'
import { PROJECT } from '../run-marsad.ts'
import { launchChromium, noBrowser } from './chromium.ts'
import { fillPages, type FullPage } from './story/full-pages.ts'
import { meet, type Manner, type Person } from './story/person.ts'
import { SOURCE_HANDLER, takeSecondFactor } from './story/source-handler.ts'
import { openStage, type Stage } from './story/stage.ts'
import { tellStory } from './story/tell.ts'
import { goInside, visit } from './visit.ts'

const SETTLED_MS = 1_500
const THEMES = ['light', 'dark'] as const
const ADMINISTRATOR: Part = {
  login: 'exercise-administrator',
  nation: 'FI',
  compartment: 'mechanism',
  role: 'administrator',
}
const folder = join(PROJECT, 'out/screenshots')

async function take(page: Page, name: string): Promise<void> {
  await page.waitForTimeout(SETTLED_MS)
  await page.screenshot({ path: join(folder, `${name}.png`) })
}

async function takeOutside(browser: Browser, stage: Stage, language: 'ar' | 'en'): Promise<void> {
  for (const theme of THEMES) {
    const { page, close } = await visit(browser, stage, { language, theme, login: null })
    await take(page, `sign-in-${language}-${theme}`)
    for (const path of ['set-up', 'enrolment']) {
      await goInside(page, `/${path}`)
      await take(page, `${path}-${language}-${theme}`)
    }
    await close()
  }
}

/** `/cases/0a1b…` is `cases-one`. */
const nameOf = (path: string): string =>
  path
    .slice(1)
    .replace(/\/[0-9a-f]{16,}$/, '-one')
    .replaceAll('/', '-')

async function takeFull(
  { who, path, shows, unfold }: FullPage,
  language: 'ar' | 'en',
  theme: 'light' | 'dark',
): Promise<void> {
  const { page } = who
  const name = `${nameOf(path)}-${language}`
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
  await who.comeTo(path)
  await page.locator(shows).first().waitFor()
  await unfold?.(who)
  await take(page, `${name}-${theme}`)
  if (theme === 'light') {
    await page.pdf({ path: join(folder, `${name}.pdf`), preferCSSPageSize: true, printBackground: true })
  }
}

const administrationPages = (who: Person): readonly FullPage[] =>
  ['', '/record', '/terms', '/doctor'].map((rest) => ({
    who,
    path: `/administration${rest}`,
    shows: 'main h1',
  }))

async function takeAll(browser: Browser, language: 'ar' | 'en'): Promise<void> {
  const manner: Manner = { language, hands: 'mouse' }
  const stage = await openStage({ more: [SOURCE_HANDLER, ADMINISTRATOR] })
  try {
    await stage.deliver(stage.files)
    await takeOutside(browser, stage, language)
    console.log(`${language}: the story is told`)
    const told = await tellStory(browser, stage, manner)
    const handler = await meet(browser, stage, SOURCE_HANDLER.login, manner)
    const administrator = await meet(browser, stage, ADMINISTRATOR.login, manner)
    const full = await fillPages(stage, told, handler)
    await takeSecondFactor(administrator, stage, { path: '/administration', opens: 'main details' })
    const own: FullPage = { who: administrator, path: '/sessions', shows: 'main h1' }
    const pages = [...full, ...administrationPages(administrator), own]
    // One theme after the other: who comes to a page that is open already finds it as they left it.
    for (const theme of THEMES) {
      for (const [n, page] of pages.entries()) {
        await takeFull(page, language, theme)
        console.log(`${language}, ${theme}: ${n + 1} of ${pages.length} pages, ${page.path}`)
      }
    }
  } finally {
    await stage.stop()
  }
}

if (noBrowser !== '') throw new Error(noBrowser)
mkdirSync(folder, { recursive: true })
const wanted = textOption('--language')
const browser = await launchChromium()
try {
  for (const language of ['ar', 'en'] as const) {
    if (wanted === null || wanted === language) await takeAll(browser, language)
  }
} finally {
  await browser.close()
}
console.log(`screenshots: ${folder}`)
