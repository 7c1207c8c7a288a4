// SPDX-License-Identifier: Apache-2.0
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'

import { DEFAULT_PROCEDURE } from '#agreement'
import { STANDING_HYPOTHESES } from '#assessments'
import { TILE_WIDTH, tilePath } from '#evidence'
import { formatInstant, HOUR_MS, toInstant, type Instant } from '#kernel'
import { catalogueOf, formatMessage, withoutIsolates, type Language } from '#messages'

import { launchChromium, noBrowser } from './chromium.ts'
import { firmsFile } from './story/fires.ts'
import { lookAs, PREVIEWED } from './story/look-as.ts'
import { meet, type Entries, type Person } from './story/person.ts'
import { proofsOf } from './story/proofs-of.ts'
import { openFirst, signTwice, untilState } from './story/signatures.ts'
import { holdWords, SOURCE_HANDLER, takeSecondFactor } from './story/source-handler.ts'
import { openStage, type Stage } from './story/stage.ts'
import { watchFaults } from './visit.ts'

const LONGEST_STORY_MS = 600_000
const STARTS_AT = toInstant(Date.UTC(2026, 5, 17, 12))
const HOURS_UNKNOWN = 26
const NOTHING = Object.fromEntries(PREVIEWED.map((kind) => [kind, 0]))

const say = (language: Language, key: string): string => catalogueOf(language)[key] ?? key
const hourOf = (at: Instant): string => formatInstant(at).slice(0, 13)
const hoursBefore = (at: Instant, hours: number): Instant => toInstant(at - hours * HOUR_MS)
const textOf = async (page: Page, selector: string): Promise<string> =>
  withoutIsolates((await page.locator(selector).first().textContent()) ?? '')

describe.skipIf(noBrowser !== '')(`stories of evidence at the pages${noBrowser}`, () => {
  let browser: Browser
  let stage: Stage
  const met: Person[] = []

  beforeAll(async () => {
    browser = await launchChromium()
    stage = await openStage({ more: [SOURCE_HANDLER], startsAt: STARTS_AT })
  }, LONGEST_STORY_MS)
  afterEach(async () => {
    for (const person of met.splice(0)) await person.leave()
  })
  afterAll(async () => {
    await browser?.close()
    await stage?.stop()
  })

  const come = async (who: string, language: Language): Promise<Person> => {
    const person = await meet(browser, stage, `exercise-${who}`, { language, hands: 'mouse' })
    met.push(person)
    return person
  }
  const burn = async (
    fires: readonly { readonly at: Instant; readonly latitude: number }[],
  ): Promise<void> => {
    const bytes = firmsFile(fires.map((fire) => ({ ...fire, longitude: 33.05, frpMegawatts: 20 })))
    await stage.deliver([{ source: 'firms', bytes }])
  }
  const expectNoFaults = (): void => {
    expect(stage.faults).toEqual([])
    expect(met.flatMap(({ faults }) => faults)).toEqual([])
  }

  test(
    '[WB22] heat alone, known 26 hours late: the first clock ran out before anybody knew, the case cannot be determined, and is in nothing public',
    async () => {
      const began = hoursBefore(stage.clock.now(), HOURS_UNKNOWN)
      await burn([{ at: began, latitude: 48.6 }])
      const analyst = await come('analyst', 'ar')
      const { id } = await openFirst(analyst, 'indication', hourOf(began))
      const first = analyst.page.locator('[data-within="24"]')
      expect(await first.locator('.standing').getAttribute('class')).toContain('elapsed-before-knowledge')
      expect(withoutIsolates(await first.innerText())).toContain(
        say('ar', 'proceeding-clock.elapsed-before-knowledge'),
      )
      expect(withoutIsolates(await first.locator('dd').first().innerText())).toContain(String(HOURS_UNKNOWN))
      const later = analyst.page.locator('[data-within="48"], [data-within="72"]')
      expect(await later.locator('.standing-running').count()).toBe(2)

      const judged: Entries = {
        outcome: 'unable-to-determine',
        probability: '50',
        confidence: 'low',
        grounds: 'EXERCISE: heat alone, and nobody was there.',
      }
      await signTwice(analyst, await come('verifier', 'ar'), id, judged, () => stage.clock.wait(0.5))
      const releaser = await come('releaser', 'ar')
      await releaser.comeTo(`/cases/${id}`)
      await releaser.act('sent-to-parties', {
        notice: 'EXERCISE: heat was seen. You may answer.',
        roundKilometres: '10',
        urgent: 'yes',
      })
      stage.clock.wait(DEFAULT_PROCEDURE.comment.urgentHours)
      await untilState(releaser, id, 'releasable')

      const { page, hand, fill } = releaser
      const item = page.locator('.action-list > li').filter({ has: page.locator('[data-event=released]') })
      await hand.press(item.locator('[data-event=released]'))
      const form = item.locator('form')
      const { delayHours, roundKilometres } = DEFAULT_PROCEDURE.release
      await fill(form, {
        audiences: ['public', 'commission', 'mechanism'],
        reason: 'EXERCISE: for those who answer.',
        roundKilometres: String(roundKilometres),
        embargoUntil: formatInstant(toInstant(stage.clock.now() + delayHours * HOUR_MS)).slice(0, 16),
        summary: 'EXERCISE: heat whose cause could not be determined.',
      })
      await hand.press(form.locator('button[type=submit]'))
      await form.locator('[role=alert]').waitFor()
      expect(await textOf(page, '.action-list [role=alert]')).toContain(
        say('ar', 'proceeding-problem.indication-is-not-public'),
      )
      await fill(form, { audiences: ['public'] })
      await hand.press(form.locator('button[type=submit]'))
      await form.waitFor({ state: 'detached' })
      await releaser.act('closed', { response: '' })
      await page.locator('.desk-head .state-closed').waitFor()
      await page.locator('.desk-head .outcome-unable-to-determine').waitFor()

      stage.clock.wait(delayHours + 1)
      const commissioner = await come('commissioner-1', 'ar')
      await commissioner.comeTo('/responses')
      await commissioner.page.getByText(say('ar', 'proceeding.none-unanswered')).waitFor()
      expect(await commissioner.page.locator('[data-event=open-response]').count()).toBe(0)
      expect(await lookAs(releaser, 'commission')).toMatchObject({ findings: 1 })
      expect(await lookAs(releaser, 'public')).toEqual(NOTHING)
      expect(await lookAs(releaser, 'party:party-a')).toEqual({ ...NOTHING, messages: 1 })

      const liaison = await come('liaison-party-b', 'ar')
      await liaison.comeTo('/situation')
      await liaison.page.locator('.summary-main:not([aria-busy])').waitFor()
      expect(await textOf(liaison.page, '.summary-main')).toBe(
        withoutIsolates(formatMessage('ar', 'web.count.violations', { count: 0 })),
      )
      expectNoFaults()
      await seeNothingOutside(id)
    },
    LONGEST_STORY_MS,
  )

  /** Somebody who is not signed in: a door, no count, and a log of commitments alone. */
  async function seeNothingOutside(id: string): Promise<void> {
    await stage.publish()
    const context = await browser.newContext()
    const page = await context.newPage()
    const faults = watchFaults(page, stage.url)
    for (const path of ['/', '/situation', '/lists', `/cases/${id}`]) {
      await page.goto(`${stage.url}${path}`)
      await page.locator('input[name=login]').waitFor()
      expect(await page.locator('.summary-figure, .rows, article').count()).toBe(0)
    }
    const answers = await page.evaluate(async () => {
      const names = ['incidents', 'violations', 'lists', 'findings', 'cases', 'situation']
      return Promise.all(
        names.map(async (name) => {
          const answer = await fetch(`/api/v1/${name}`)
          return [answer.status, await answer.text()] as const
        }),
      )
    })
    for (const [status, text] of answers) {
      expect(status).toBe(401)
      expect(text).not.toMatch(/total|atLeast/)
    }
    const size = Number((await (await fetch(`${stage.url}/log/checkpoint`)).text()).split('\n')[1])
    const index = Math.floor((size - 1) / TILE_WIDTH)
    const last = tilePath({ level: 'entries', index, width: size - index * TILE_WIDTH })
    const tile = await fetch(`${stage.url}/log/${last}`)
    expect(tile.status).toBe(200)
    expect(Buffer.from(await tile.arrayBuffer()).toString('latin1')).not.toContain(id)
    expect(faults).toEqual([])
    await context.close()
  }

  test(
    '[WB24] a witness takes back consent: what they told is unreadable, the finding is worked out without it, and every other proof holds',
    async () => {
      const [here, there] = [hoursBefore(stage.clock.now(), 3), hoursBefore(stage.clock.now(), 2)]
      await burn([
        { at: here, latitude: 49.6 },
        { at: there, latitude: 47.6 },
      ])
      const handler = await come('source-handler', 'en')
      await takeSecondFactor(handler, stage)
      const uses = ['verify', 'share-with-commission']
      const told = 'EXERCISE: what I saw from the window'
      const witness = await holdWords(handler, told, uses)
      const other = await holdWords(handler, 'EXERCISE: what another saw', uses)
      const open = (who: Person, id: string) => who.page.locator(`[data-material="${id}"] [data-event=open]`)
      await handler.hand.press(open(handler, witness))
      await handler.page.locator(`[data-material="${witness}"] .words`).getByText(told).waitFor()

      const analyst = await come('analyst', 'en')
      const verifier = await come('verifier', 'en')
      const untouched = await openFirst(analyst, 'indication', hourOf(there))
      const leaning = await openFirst(analyst, 'indication', hourOf(here))
      for (const hypothesis of STANDING_HYPOTHESES) {
        await analyst.act('evidence-weighed', {
          hypothesis,
          evidenceKind: 'human-source',
          evidenceId: witness,
          weighs: hypothesis === 'as-it-seems' ? 'for' : 'against',
          source: 'C',
          information: '3',
          note: 'EXERCISE: told to us.',
        })
      }
      const judged: Entries = {
        outcome: 'confirmed-violation',
        probability: '80',
        confidence: 'moderate',
        grounds: 'EXERCISE: a witness and a satellite.',
        singleMeansBecause: 'EXERCISE: one kind of sensor, and somebody who was there.',
      }
      await analyst.act('drafted', judged)
      await analyst.act('submitted')
      await verifier.comeTo(`/cases/${leaning.id}`)
      const { singleMeansBecause: _single, ...reviewed } = judged
      await verifier.act('second-review', { ...reviewed, grounds: 'EXERCISE: the same.' })
      await verifier.act('verified', { note: 'EXERCISE: same result.' })
      await stage.publish()
      const before = await proofsOf(analyst, [leaning.incident, untouched.incident])
      expect(before.length).toBeGreaterThanOrEqual(2)
      expect([...new Set(before)]).toEqual(['checked'])

      const { page: late } = handler
      const stillOpen = await late.context().newPage()
      await stillOpen.goto(`${stage.url}/human-sources`)
      await stillOpen.locator(`[data-material="${witness}"] [data-event=open]`).waitFor()
      await handler.hand.press(late.locator(`[data-material="${witness}"] [data-event=withdraw]`))
      const form = late.locator(`[data-material="${witness}"] form`)
      await handler.fill(form, { uses })
      await handler.hand.press(form.locator('button[type=submit]'))
      const gone = late.locator(`[data-material="${witness}"][data-state=destroyed]`)
      await gone.waitFor()
      expect(await gone.locator('.words').count()).toBe(0)
      expect(withoutIsolates(await gone.innerText())).toContain(say('en', 'human-source.unreadable'))
      // Whoever had the page open before still has the button.
      await stillOpen.click(`[data-material="${witness}"] [data-event=open]`)
      const alert = stillOpen.locator(`[data-material="${witness}"] [role=alert]`)
      await alert.waitFor()
      expect(withoutIsolates(await alert.innerText()).trim()).toBe(
        say('en', 'web.refusal.material-destroyed'),
      )
      await stillOpen.close()
      const [status, body] = await late.evaluate(async (id) => {
        const answer = await fetch(`/api/v1/human-sources/${id}/working-copy?use=verify`)
        return [answer.status, await answer.text()] as const
      }, witness)
      expect(status).toBe(410)
      expect(body).not.toContain('window')
      await handler.hand.press(open(handler, other))
      await late.locator(`[data-material="${other}"] .words`).waitFor()

      await analyst.comeTo(`/cases/${leaning.id}`)
      await analyst.page.reload()
      await analyst.page.locator('.withdrawn').waitFor()
      expect(await analyst.page.locator('.desk-head .state-open').count()).toBe(1)
      expect(await analyst.page.locator('[role=note].lacking').innerText()).toBe(
        say('en', 'proceeding.draft-stale'),
      )
      expect(await analyst.page.locator('.recomputed li').count()).toBe(1)
      expect(await analyst.page.locator('.matrix td li').count()).toBe(0)
      expect(withoutIsolates(await analyst.page.locator('main').innerText())).not.toContain('told to us')
      const without: Entries = {
        outcome: 'unable-to-determine',
        probability: '50',
        confidence: 'low',
        grounds: 'EXERCISE: heat alone.',
      }
      await signTwice(analyst, verifier, leaning.id, without, () => {})
      await verifier.page.locator('.desk-head .outcome-unable-to-determine').waitFor()
      expect(await verifier.page.locator('[role=note].lacking').count()).toBe(0)

      await stage.publish()
      expect(await proofsOf(analyst, [leaning.incident, untouched.incident])).toEqual(before)
      await analyst.comeTo(`/cases/${untouched.id}`)
      await analyst.page.reload()
      await analyst.page.locator('.desk-head .state-open').waitFor()
      expect(await analyst.page.locator('.withdrawn').count()).toBe(0)
      expectNoFaults()
    },
    LONGEST_STORY_MS,
  )
})
