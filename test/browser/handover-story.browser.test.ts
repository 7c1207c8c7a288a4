// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path'

import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { DAY_MS, HOUR_MS, startOfDay, toInstant, type Instant } from '#kernel'

import { makeWorkFolder, runMarsad, type Finished } from '../run-marsad.ts'
import { serveMission, type ServiceProcess } from '../services/running-service.ts'
import { launchChromium, noBrowser } from './chromium.ts'
import { firmsFile } from './story/fires.ts'
import { meet, type Person } from './story/person.ts'
import { readLists, showListsAsOf } from './story/read-lists.ts'
import { openStage, type Stage } from './story/stage.ts'

const LONGEST_STORY_MS = 600_000
const MANNER = { language: 'ar', hands: 'mouse' } as const
const DAYS_PASSED = 31

/** The other machine goes by the clock on the wall: last month is last month there, too. */
const THEN = toInstant(startOfDay(toInstant(Date.now())) - (DAYS_PASSED + 1) * DAY_MS + 2 * HOUR_MS)

describe.skipIf(noBrowser !== '')(`a hand-over at the pages${noBrowser}`, () => {
  const work = makeWorkFolder()
  let browser: Browser
  let stage: Stage
  let there: ServiceProcess | undefined

  beforeAll(async () => {
    browser = await launchChromium()
    stage = await openStage({ startsAt: THEN })
  }, LONGEST_STORY_MS)
  afterAll(async () => {
    await browser?.close()
    await stage?.stop()
    await there?.stop()
    work.remove()
  })

  const burn = (at: Instant, latitude: number): Promise<void> =>
    stage.deliver([
      {
        source: 'firms',
        bytes: firmsFile([{ at, latitude, longitude: 33.05, frpMegawatts: 20 }]),
      },
    ])

  test(
    '[WB25] a sealed hand-over opened on another machine shows the lists of last month byte for byte, whatever came since',
    async () => {
      const here = await meet(browser, stage, 'exercise-analyst', MANNER)
      await burn(toInstant(THEN - HOUR_MS), 48.6)
      await untilIncidents(here, 1)
      stage.clock.wait(12)
      await untilListed(here, 'auto-6h')
      const size = await sizeShown(here)
      await showListsAsOf(here, size)
      const then = await readLists(here)
      expect(then.length).toBeGreaterThan(2)
      expect(new Set(then.map(({ found }) => found))).toEqual(new Set(['fits']))
      expect(then.some(({ bytes }) => bytes.includes('"incidents":1'))).toBe(true)

      stage.clock.wait(DAYS_PASSED * 24)
      // Of the very hours of those lists, known only now.
      await burn(toInstant(THEN - HOUR_MS / 2), 47.6)
      await untilIncidents(here, 2)
      expect(here.faults).toEqual([])
      expect(stage.faults).toEqual([])
      await here.leave()
      await stage.close()

      const sealed = join(work.path, 'mission.sealed')
      const elsewhere = join(work.path, 'elsewhere')
      await expectDone(
        runMarsad(['handover', 'seal', '--data', stage.folder, '--out', sealed, '--keys', '2-of-3']),
      )
      const shares = [3, 1].flatMap((holder) => ['--share', `${sealed}.share-${holder}`])
      await expectDone(runMarsad(['handover', 'open', '--data', elsewhere, '--from', sealed, ...shares]))
      there = await serveMission(elsewhere, null)
      const wall = { now: () => toInstant(Date.now()), sitting: () => 0 }
      const heir = await meet(
        browser,
        { url: there.url.replace(/\/$/, ''), clock: wall },
        'exercise-analyst',
        MANNER,
      )
      await heir.comeTo('/lists')
      expect(await sizeShown(heir)).toBeGreaterThan(size)
      expect(await heir.page.locator('tr[data-list]').count()).toBeGreaterThan(then.length)
      await showListsAsOf(heir, size)
      expect(await readLists(heir)).toEqual(then)
      expect(heir.faults).toEqual([])
      await heir.leave()
    },
    LONGEST_STORY_MS,
  )
})

/** Looks again until so many incidents are known: whatever the terms say of a day that depends on today. */
async function untilIncidents({ page, comeTo }: Person, count: number): Promise<void> {
  await comeTo('/lists')
  const known = (): Promise<number> =>
    page.evaluate(async () => {
      const answer = await fetch('/api/v1/incidents')
      return ((await answer.json()) as { readonly items: readonly unknown[] }).items.length
    })
  await expect.poll(known, { timeout: LONGEST_STORY_MS / 4 }).toBe(count)
}

/** Looks again until a list of this kind stands on the page. */
async function untilListed({ page, comeTo }: Person, kind: string): Promise<void> {
  await comeTo('/lists')
  const until = performance.now() + LONGEST_STORY_MS / 4
  while ((await page.locator(`tr[data-list^="${kind}"]`).count()) === 0) {
    if (performance.now() > until) throw new Error(`no list ${kind}`)
    await page.waitForTimeout(1_000)
    await page.reload()
    await page.locator('.published').waitFor()
  }
}

/** Of the log, as of which the page shows its lists. */
async function sizeShown({ page }: Person): Promise<number> {
  const said = page.locator('.desk > [role=status]')
  await said.waitFor()
  return Number((await said.innerText()).replaceAll(/\D/g, ''))
}

async function expectDone(running: Promise<Finished>): Promise<void> {
  const { code, stdout, stderr } = await running
  if (code !== 0) throw new Error(`ended with ${code}: ${stdout}${stderr}`)
}
