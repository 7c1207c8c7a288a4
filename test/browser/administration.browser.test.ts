// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'

import { generateSync, NobleCryptoPlugin, ScureBase32Plugin } from 'otplib'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { catalogueOf, withoutIsolates, type Language } from '#messages'

import { launchChromium, noBrowser } from './chromium.ts'
import { PASSWORD, serveRoom, type ServedRoom } from './served-room.ts'
import { seriousFindings } from './serious-findings.ts'
import { goInside, LOOKS, visit, type Visit } from './visit.ts'

const plugins = { crypto: new NobleCryptoPlugin(), base32: new ScureBase32Plugin() }
const codeOf = (secret: string, step = 0): string =>
  generateSync({ strategy: 'totp', secret, epoch: Math.floor(Date.now() / 1_000) + 30 * step, ...plugins })

const say = (language: Language, key: string): string => catalogueOf(language)[key] ?? key

const expectUsable = async (page: Page): Promise<void> => expect(await seriousFindings(page)).toEqual([])

describe.skipIf(noBrowser !== '')(`administration in a browser${noBrowser && ` (${noBrowser})`}`, () => {
  let browser: Browser
  let room: ServedRoom
  /** Of the administrator's authenticator. A code is taken once, and one of the neighbouring half minutes is taken, too. */
  let secret = ''
  let step = -1

  beforeAll(async () => {
    room = await serveRoom(['administrator', 'administrator-2', 'releaser'])
    browser = await launchChromium()
    const { page, close } = await visit(browser, room, {
      language: 'en',
      theme: 'light',
      login: 'administrator',
      path: '/administration',
    })
    await page.getByRole('button', { name: say('en', 'proceeding.second-factor-begin') }).click()
    secret = (await page.locator('.secret').textContent()) ?? ''
    await page.fill('input[name=oneTimeCode]', codeOf(secret, -1))
    await page.getByRole('button', { name: say('en', 'proceeding.second-factor-confirm') }).click()
    await page.waitForSelector('.roles')
    // What the feeds brought is worked on while the first people arrive.
    await page.waitForFunction(async () => {
      const answer = await fetch('/api/v1/incidents')
      return ((await answer.json()) as { readonly items: readonly unknown[] }).items.length > 0
    })
    await close()
  }, 600_000)
  afterAll(async () => {
    await browser?.close()
    await room?.stop()
  })

  /** The administrator after a second factor; the language and the theme change within the session. */
  async function enter(path: string): Promise<Visit> {
    const visited = await visit(browser, room, { language: 'en', theme: 'light', login: null, path })
    const { page } = visited
    await page.fill('input[name=login]', 'administrator')
    await page.fill('input[name=password]', PASSWORD)
    step += 1
    await page.fill('input[name=code]', codeOf(secret, step))
    await page.click('button[type=submit]')
    await page.waitForSelector('nav')
    return visited
  }

  test('[WB40] [WB41] [WB45] [WB46] [WB47] [WB74] an administrator looks at the machine, the rule, the record and their sessions, and keeps tokens of feeds', async () => {
    const { page, faults, close } = await enter('/administration')
    for (const { language, theme } of LOOKS) {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
      await page.selectOption('.header select', language)
      await page.waitForFunction((wanted) => document.documentElement.lang === wanted, language)

      await goInside(page, '/administration')
      await page.waitForSelector('.roles tbody tr:nth-child(10)')
      expect(await page.locator('.roles thead th').count()).toBe(12)
      const attributes = page.locator('.roles tbody tr', { hasText: say(language, 'action.attribute') })
      expect(
        await attributes.getByRole('img', { name: say(language, 'administration.yes'), exact: true }).count(),
      ).toBe(1)
      await expectUsable(page)

      await goInside(page, '/administration/doctor')
      await page.waitForSelector('.health tbody tr')
      const first = withoutIsolates((await page.locator('.health tbody tr').first().textContent()) ?? '')
      // A fresh exercise has no backup yet, and that is the most urgent thing about it.
      expect(first).toContain(say(language, 'doctor.backup-none'))
      expect(first).toContain('marsad backup')
      await expectUsable(page)

      await goInside(page, '/administration/record')
      await page.waitForSelector('select[name=kind], select[name=recordKind]')
      expect(await page.locator('.rows').count()).toBe(0)
      await page.selectOption('select[name=recordKind]', 'signed-in')
      await page.click('.event-form button[type=submit]')
      await page.waitForSelector('.rows tbody tr')
      const kinds = await page.locator('.rows tbody td:nth-child(2)').allTextContents()
      expect([...new Set(kinds)]).toEqual([say(language, 'record-kind.signed-in')])
      await expectUsable(page)

      await goInside(page, '/sessions')
      await page.waitForSelector('.rows tbody tr')
      await page.getByText(say(language, 'administration.this-session')).waitFor()
      await expectUsable(page)
    }
    await keepTokens(page)
    await goInside(page, '/sessions')
    // The session of setting up the second factor is still there; it is ended from here.
    const others = page.locator('.rows tbody button')
    const before = await others.count()
    expect(before).toBeGreaterThan(0)
    await others.first().click()
    await page.waitForFunction(
      (count) => document.querySelectorAll('.rows tbody button').length < count,
      before,
    )
    expect(faults).toEqual([])
    await close()
  }, 500_000)

  test.each(LOOKS)(
    '[WB44] [WB47] a releaser looks at what an audience would get ($language, $theme)',
    async ({ language, theme }) => {
      const path = '/previews'
      const { page, faults, close } = await visit(browser, room, { language, theme, login: 'releaser', path })
      await page.waitForSelector('select[name=audience]')
      expect(await page.locator('.desk').textContent()).toContain(
        say(language, 'administration.previews-note'),
      )
      expect(await page.locator('article').count()).toBe(0)
      await page.selectOption('select[name=audience]', 'mechanism')
      await page.click('.look-form button')
      await page.waitForSelector('article.card')
      await page.locator('article summary').first().click()
      const shown = (await page.locator('article pre').first().textContent()) ?? ''
      const own = await page.evaluate(async () => {
        const answer = await fetch('/api/v1/incidents')
        return ((await answer.json()) as { readonly items: readonly unknown[] }).items[0]
      })
      expect(JSON.parse(shown)).toEqual(own)
      await expectUsable(page)
      await page.selectOption('select[name=kind]', 'messages')
      await page.click('.look-form button')
      await page.waitForFunction(() => document.querySelectorAll('article').length === 0)
      await page.getByText(say(language, 'administration.nothing-for-them')).waitFor()
      expect(faults).toEqual([])
      await close()
    },
    300_000,
  )

  test('[WB42] [WB43] [WB82] terms are checked as they are written, drawn on the map and written into the text', async () => {
    const { page, faults, close } = await visit(browser, room, {
      language: 'en',
      theme: 'light',
      login: 'administrator-2',
      path: '/administration/terms',
    })
    const editor = page.locator('textarea[name=terms]')
    await editor.waitFor()
    const terms = await editor.inputValue()
    const status = page.locator('.terms-status')
    await status.getByText(say('en', 'terms.no-problems')).waitFor()
    await page.getByText(say('en', 'terms.differs-nothing')).waitFor()

    await editor.fill(terms.replace(/^gates:/m, 'gate:'))
    await status.getByText('problem').waitFor()
    const problems = await page.locator('.terms-problems li').allTextContents()
    expect(problems.some((one) => one.includes('gate') && one.includes('line'))).toBe(true)
    await page.locator('.terms-place').first().click()
    expect(await editor.evaluate((box) => document.activeElement === box)).toBe(true)

    await editor.fill(terms.replace(/toKilometres: \d+/, 'toKilometres: 17'))
    await page.locator('.terms-differs').getByText('17').first().waitFor()
    // A draft stays while other pages are looked at.
    await goInside(page, '/sessions')
    await page.getByRole('heading', { name: say('en', 'administration.sessions') }).waitFor()
    await goInside(page, '/administration/terms')
    await page.locator('.terms-differs').getByText('17').first().waitFor()
    expect(await editor.inputValue()).toContain('toKilometres: 17')

    await editor.fill(terms)
    await status.getByText(say('en', 'terms.no-problems')).waitFor()
    const map = page.locator('.terms-map canvas')
    await map.scrollIntoViewIfNeeded()
    const box = (await map.boundingBox())!
    const clickAt = (x: number, y: number): Promise<void> =>
      page.mouse.click(box.x + box.width * x, box.y + box.height * y)
    const drawAnew = async (what: string): Promise<void> => {
      await page.selectOption('select[name=drawable]', { label: what })
      await page.getByRole('button', { name: say('en', 'terms.draw-anew') }).click()
    }
    await drawAnew('object energy-1')
    await clickAt(0.5, 0.5)
    await page.getByText('Written into the text: object energy-1').waitFor()
    const moved = (await editor.inputValue()).split('\n')
    const before = terms.split('\n')
    expect(moved.length).toBe(before.length)
    const changed = before.flatMap((one, n) => (one === moved[n] ? [] : [n]))
    expect(changed).toEqual([before.findIndex((one) => one.includes('energy-1')) + 2])

    await page.selectOption('select[name=drawable]', { label: 'zone sea-corridor' })
    await drawAnew('zone sea-corridor')
    for (const [x, y] of [
      [0.3, 0.3],
      [0.6, 0.3],
      [0.6, 0.6],
    ] as const) {
      await page.mouse.move(box.x + box.width * x, box.y + box.height * y)
      await clickAt(x, y)
    }
    await page.keyboard.press('Enter')
    await page.getByText('Written into the text: zone sea-corridor').waitFor()
    await status.getByText(say('en', 'terms.no-problems')).waitFor()
    const remarks = (text: string): readonly string[] => text.match(/#.*/g) ?? []
    const drawn = await editor.inputValue()
    expect(remarks(drawn)).toEqual(remarks(terms))
    await page.locator('.terms-differs').getByText('sea-corridor').first().waitFor()
    await page.getByRole('button', { name: say('en', 'terms.draw-back') }).click()
    expect(await editor.inputValue()).toBe(moved.join('\n'))

    const downloading = page.waitForEvent('download')
    await page.getByRole('button', { name: say('en', 'terms.download') }).click()
    expect(readFileSync((await (await downloading).path()) ?? '', 'utf8')).toBe(moved.join('\n'))
    await expectUsable(page)
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
    await page.selectOption('.header select', 'ar')
    await page.waitForFunction(() => document.documentElement.dir === 'rtl')
    await expectUsable(page)
    expect(faults).toEqual([])
    await close()
  }, 300_000)
})

/** Issues a token for a new feed, sees it this once, delivers with it, and takes it back. */
async function keepTokens(page: Page): Promise<void> {
  await goInside(page, '/administration')
  await page.getByText(say('en', 'administration.issue-token')).first().click()
  await page.fill('input[name=feed]', 'viina-north')
  await page.getByRole('button', { name: say('en', 'administration.issue-token') }).click()
  const shown = page.locator('.secret')
  await shown.waitFor()
  const token = (await shown.textContent()) ?? ''
  const deliver = (): Promise<number> =>
    page.evaluate(async (bearer) => {
      const answer = await fetch('/api/v1/feeds/viina-north/originals', {
        method: 'POST',
        headers: { authorization: `Bearer ${bearer}` },
        body: 'no table',
      })
      return answer.status
    }, token)
  expect(await deliver()).toBe(201)
  await page.getByText(say('en', 'administration.tokens'), { exact: true }).first().click()
  await page.getByRole('button', { name: new RegExp(`^${say('en', 'administration.revoke-token')}`) }).click()
  await page.getByText(say('en', 'administration.token-revoked')).waitFor()
  expect(await deliver()).toBe(401)
  await expectUsable(page)
}
