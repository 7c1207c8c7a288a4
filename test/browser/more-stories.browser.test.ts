// SPDX-License-Identifier: Apache-2.0
import { generateSync, NobleCryptoPlugin, ScureBase32Plugin } from 'otplib'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'

import { HOUR_MS, toInstant } from '#kernel'
import { catalogueOf } from '#messages'

import { PROJECT } from '../run-marsad.ts'
import { launchChromium, noBrowser } from './chromium.ts'
import { clocksOn } from './story/clocks.ts'
import { moratoriumFires } from './story/fires.ts'
import { meet, type Entries, type Person } from './story/person.ts'
import { openFirst, signTwice, untilState } from './story/signatures.ts'
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
    '[WB25] first evidence a day late and heat alone: elapsed before knowledge, an indication, unable to determine, in nothing public',
    async () => {
      const at = await begin()
      // Everything that the satellites saw comes more than 26 hours after it happened, and nothing else comes at all.
      at.clock.wait(26)
      await at.deliver(at.files.filter(({ source }) => source === 'firms'))
      const [analyst, verifier, releaser] = await Promise.all(
        ['analyst', 'verifier', 'releaser'].map((who) => come(at, who)),
      )
      const { id } = await openFirst(analyst!, 'indication')
      const clocks = await clocksOn(analyst!.page)
      expect(clocks.find(({ name }) => name === '24')?.standing).toBe('elapsed-before-knowledge')
      expect(clocks.map(({ standing }) => standing)).not.toContain('overdue')
      const judged: Entries = {
        outcome: 'unable-to-determine',
        probability: '50',
        confidence: 'low',
        grounds: 'EXERCISE: heat alone does not say what burned.',
      }
      await signTwice(analyst!, verifier!, id, judged, () => at.clock.wait(0.1))
      await releaser!.comeTo(`/cases/${id}`)
      await releaser!.act('sent-to-parties', { notice: 'EXERCISE: told alike.', urgent: 'yes' })
      at.clock.wait(4.1)
      await untilState(releaser!, id, 'releasable')
      const release: Entries = {
        reason: 'EXERCISE: r',
        embargoUntil: new Date(at.clock.now() + HOUR_MS).toISOString().slice(0, 16),
        summary: 'EXERCISE: could not be determined.',
      }
      const { page } = releaser!
      await page.click('[data-event=released]')
      await releaser!.fill(page.locator('.actions form'), { audiences: ['public'], ...release })
      await page.click('.actions form button[type=submit]')
      expect(await page.locator('.actions [role=alert]').textContent()).toContain(
        catalogueOf('en')['proceeding-problem.indication-is-not-public'],
      )
      await page.click('.actions form [name=audiences-public]')
      await page.click('.actions form [name=audiences-commission]')
      await page.click('.actions form button[type=submit]')
      await page.locator('.desk-head .state-released').waitFor()
      at.clock.wait(1.1)
      const commissioner = await come(at, 'commissioner-1')
      await commissioner.comeTo('/responses')
      await commissioner.page.locator('main h2').first().waitFor()
      expect(await commissioner.page.locator('[data-event=open-response]').count()).toBe(0)
      const party = await come(at, 'liaison-party-a')
      await party.comeTo('/party-desk')
      await party.page.locator('.message').waitFor()
      expect(await party.page.locator('main').textContent()).not.toContain('could not be determined')
      expect(at.faults).toEqual([])
    },
    LONGEST_STORY_MS,
  )

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

  test(
    '[WB27] a witness takes back consent: the words answer unreadable, and the case says that it was worked out without them',
    async () => {
      const handler = { login: 'exercise-source-handler', nation: 'NO' }
      const at = await begin({
        more: [{ ...handler, compartment: 'mechanism', role: 'source-handler' }],
      })
      await at.deliver(at.files)
      const [keeper, analyst] = await Promise.all([come(at, 'source-handler'), come(at, 'analyst')])
      const { page } = keeper
      await keeper.comeTo('/human-sources')
      await page.click('main button')
      const secret = (await page.locator('.secret').textContent()) ?? ''
      const [crypto, base32] = [new NobleCryptoPlugin(), new ScureBase32Plugin()]
      const epoch = Math.floor(at.clock.now() / 1_000)
      await page.fill('[name=oneTimeCode]', generateSync({ strategy: 'totp', secret, epoch, crypto, base32 }))
      await page.click('form button[type=submit]')
      await page.locator('.begin .action').click()
      await keeper.fill(page.locator('.begin form'), {
        text: 'EXERCISE: what I saw.',
        uses: ['verify', 'share-with-commission'],
      })
      await page.click('.begin form button[type=submit]')
      const material = page.locator('.material')
      await material.waitFor()
      const witness = (await material.getAttribute('data-material')) ?? ''
      await material.locator('[data-event=open]').click()
      await material.getByText('EXERCISE: what I saw.').waitFor()

      const { id } = await openFirst(analyst, 'possible-violation')
      await analyst.act('evidence-weighed', {
        hypothesis: 'as-it-seems',
        evidenceKind: 'human-source',
        evidenceId: witness,
        weighs: 'for',
        source: 'C',
        information: '3',
        note: 'EXERCISE: told by a witness.',
      })
      await analyst.page.getByText('EXERCISE: told by a witness.').waitFor()

      await material.locator('[data-event=withdraw]').click()
      await keeper.fill(material.locator('form'), { uses: ['verify', 'share-with-commission'] })
      await material.locator('form button[type=submit]').click()
      await page.locator('.material[data-state=destroyed]').waitFor()
      await material.locator('[data-event=open]').click()
      expect(await material.locator('[role=alert]').textContent()).toContain(
        'the person did not agree to this use, or no longer does',
      )
      expect(await material.textContent()).toContain(catalogueOf('en')['source-material.destroyed'])
      await analyst.page.reload()
      await analyst.page.locator('.withdrawn').waitFor()
      expect(await analyst.page.locator('main').textContent()).not.toContain('EXERCISE: told by a witness.')
      expect(await analyst.page.locator('main').textContent()).toContain(
        catalogueOf('en')['proceeding.withdrawn-what'],
      )
      expect(id).not.toBe('')
      expect(at.faults).toEqual([])
    },
    LONGEST_STORY_MS,
  )
})
