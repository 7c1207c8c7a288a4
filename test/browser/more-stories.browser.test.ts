// SPDX-License-Identifier: Apache-2.0
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'

import { toInstant } from '#kernel'

import { PROJECT } from '../run-marsad.ts'
import { launchChromium, noBrowser } from './chromium.ts'
import { moratoriumFires } from './story/fires.ts'
import { meet, type Person } from './story/person.ts'
import { openStage, type Stage, type StageSetting } from './story/stage.ts'

const LONGEST_STORY_MS = 1_200_000
const ENGLISH = { language: 'en', hands: 'mouse' } as const

describe.skipIf(noBrowser !== '')(`more stories at the pages${noBrowser}`, () => {
  let browser: Browser
  let stage: Stage | undefined

  const begin = async (setting: StageSetting = {}): Promise<Stage> => {
    stage = await openStage(setting)
    return stage
  }
  const come = (to: Stage, who: string): Promise<Person> => meet(browser, to, `exercise-${who}`, ENGLISH)

  beforeAll(async () => {
    browser = await launchChromium()
  })
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close()
    await stage?.stop()
    stage = undefined
  })
  afterAll(() => browser?.close())

  test(
    '[WB26] the same fires under both drafts of the moratorium: each answer that differs stands on the page with why',
    async () => {
      const startsAt = toInstant(Date.UTC(2025, 3, 21))
      const at = await begin({ terms: 'energy-moratorium-2025.draft-a', startsAt })
      await at.deliver([{ source: 'firms', bytes: moratoriumFires() }])
      const { page, comeTo } = await come(at, 'analyst')
      await comeTo('/cases')
      await expect
        .poll(
          async () =>
            page.evaluate(async () => {
              const answer = await fetch('/api/v1/incidents')
              return ((await answer.json()) as { items: unknown[] }).items.length
            }),
          { timeout: 120_000 },
        )
        .toBe(3)
      await comeTo('/comparison')
      await page.setInputFiles('input[name=b]', `${PROJECT}/agreements/energy-moratorium-2025.draft-b.yaml`)
      await page.click('main form button[type=submit]')
      await page.locator('.differences tbody tr').first().waitFor()
      const rows = await page.locator('.differences tbody tr').evaluateAll((all) =>
        all.map((row) => ({
          when: row.querySelector('time')?.getAttribute('datetime') ?? '',
          verdicts: [...row.querySelectorAll('[data-verdict]')].map((one) =>
            one.getAttribute('data-verdict'),
          ),
          why: [...row.querySelectorAll('.why li')].map(({ textContent }) => textContent?.trim() ?? ''),
        })),
      )
      const days = new Set(rows.map(({ when }) => when.slice(0, 10)))
      expect([...days].sort()).toEqual(['2025-03-20', '2025-04-20'])
      for (const { verdicts, why } of rows) {
        expect(verdicts[0]).not.toBe(verdicts[1])
        expect(why.length).toBeGreaterThan(0)
        expect(why).not.toContain('')
      }
      expect(await page.locator('.terms tbody tr').count()).toBeGreaterThan(0)
      expect(at.faults).toEqual([])
    },
    LONGEST_STORY_MS,
  )
})
