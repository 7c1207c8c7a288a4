// SPDX-License-Identifier: Apache-2.0
import type { Browser, Page } from 'playwright-core'

import type { Part } from '../../../src/cli/story/cast.ts'
import { seriousFindings } from '../axe.ts'
import { meet, type Manner } from './person.ts'
import { fillRegisters } from './registers.ts'
import type { Stage } from './stage.ts'
import type { ToldStory } from './tell.ts'

/** Of the cast, those who have pages of their own beside the eight of the story. */
export const MORE_PARTS: readonly Part[] = [
  { login: 'exercise-administrator', nation: 'NO', compartment: 'mechanism', role: 'administrator' },
  {
    login: 'exercise-source-handler',
    nation: 'NO',
    compartment: 'mechanism',
    role: 'source-handler',
  },
]

export interface Walked {
  /** Pages of the application that nobody came to: a new one stands in a navigation, or needs its place below. */
  readonly unvisited: readonly string[]
  readonly findings: readonly string[]
}

const LOGINS = [
  'exercise-analyst',
  'exercise-commissioner-1',
  'exercise-liaison-party-a',
  'exercise-administrator',
  'exercise-source-handler',
] as const

/** Every page of the router's own list that has a path of its own or of what the story left, in both themes; with what axe finds. */
export async function walkPages(
  browser: Browser,
  stage: Stage,
  told: ToldStory,
  manner: Manner,
): Promise<Walked> {
  const left = new Set(await pagePaths())
  const findings: string[] = []
  const inner = await innerPages(stage, told)
  for (const login of LOGINS) {
    const person = await meet(browser, stage, login, { ...manner, hands: 'mouse' })
    const { page } = person
    await person.comeTo('/')
    await page.locator('nav.navigation a').first().waitFor()
    const offered = await page
      .locator('nav.navigation a')
      .evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''))
    const paths = [...offered, ...inner.filter((one) => one.login === login).map(({ path }) => path)]
    for (const path of paths) {
      const pattern = patternOf(path, left)
      if (pattern === undefined) continue
      left.delete(pattern)
      await person.comeTo(path)
      await settled(page, path)
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        findings.push(...(await seriousFindings(page)).map((one) => `${path} (${colorScheme}): ${one}`))
      }
    }
    findings.push(...person.faults.map((one) => `${login}: ${one}`))
    await person.leave()
  }
  return { unvisited: [...left], findings }
}

interface Inner {
  readonly login: (typeof LOGINS)[number]
  readonly path: string
}

/** Pages that others lead to, and who looks at them. */
async function innerPages(stage: Stage, told: ToldStory): Promise<readonly Inner[]> {
  const entries = await fillRegisters(stage)
  const analyst = 'exercise-analyst'
  const commissioner = 'exercise-commissioner-1'
  return [
    { login: analyst, path: `/incidents/${told.incident}` },
    { login: analyst, path: `/cases/${told.case}` },
    { login: commissioner, path: `/responses/${told.case}` },
    { login: commissioner, path: `/attributions/${told.case}` },
    { login: analyst, path: `/register/notifications/${entries.notification}` },
    { login: analyst, path: `/register/requests/${entries.request}` },
    { login: analyst, path: `/harm/${entries.harm}` },
    { login: analyst, path: `/impediments/${entries.impediment}` },
  ]
}

const patternOf = (path: string, patterns: ReadonlySet<string>): string | undefined =>
  [...patterns].find((pattern) => {
    const [wanted, given] = [pattern.split('/'), path.split('/')]
    return (
      wanted.length === given.length && wanted.every((part, k) => part.startsWith(':') || part === given[k])
    )
  })

/** Until a page says what it has to say. */
async function settled(page: Page, path: string): Promise<void> {
  await page.waitForURL((url) => url.pathname === path)
  if (path === '/situation') await page.locator('.list-row').first().waitFor()
  else await page.locator('main h1').first().waitFor()
  await page.waitForFunction(
    () => document.querySelector('main .mantine-Loader-root, main [aria-busy=true]') === null,
  )
}

/** The paths of the router's list. By a name that the compiler does not follow: pages are checked with the types of a browser. */
async function pagePaths(): Promise<readonly string[]> {
  const list = new URL('../../../web/src/app/pages.tsx', import.meta.url).pathname
  const { PAGES } = (await import(list)) as { readonly PAGES: readonly { readonly path: string }[] }
  return PAGES.map(({ path }) => path)
}
