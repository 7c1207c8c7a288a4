// SPDX-License-Identifier: Apache-2.0
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { catalogueOf } from '#messages'

import { launchChromium, noBrowser } from './chromium.ts'
import { PASSWORD, serveRoom, type ServedRoom } from './served-room.ts'
import { goInside, visit, waitForSituation, type Visit } from './visit.ts'

const say = (key: string): string => {
  const words = catalogueOf('en')[key]
  if (words === undefined) throw new TypeError(`no words for ${key}`)
  return words
}
const TIMEOUT_MS = 90_000

describe.skipIf(noBrowser !== '')(
  `pages when something is not as it should be${noBrowser && ` (${noBrowser})`}`,
  () => {
    let browser: Browser
    let room: ServedRoom

    beforeAll(async () => {
      room = await serveRoom(['analyst', 'verifier'])
      browser = await launchChromium()
    }, 120_000)
    afterAll(async () => {
      await browser?.close()
      await room?.stop()
    })

    const enter = (path = '/'): Promise<Visit> =>
      visit(browser, room, { language: 'en', theme: 'light', login: 'analyst', path })

    test(
      '[WB75] incidents are on the map again after the graphics card was lost and came back',
      async () => {
        const { page, faults, close } = await enter()
        await waitForSituation(page)
        await page.waitForTimeout(SETTLED_MS)
        const before = await markedPixels(page)
        expect(before).toBeGreaterThan(50)
        const wasLost = await page.evaluate(async (lostMs) => {
          const gl = document.querySelector<HTMLCanvasElement>('.map-box canvas')?.getContext('webgl2')
          const loss = gl?.getExtension('WEBGL_lose_context')
          loss?.loseContext()
          await new Promise((done) => setTimeout(done, lostMs))
          const isLost = gl?.isContextLost()
          loss?.restoreContext()
          return isLost
        }, LOST_MS)
        expect(wasLost).toBe(true)
        await expect.poll(() => markedPixels(page), { timeout: 20_000 }).toBe(before)
        expect(faults).toEqual([])
        await close()
      },
      TIMEOUT_MS,
    )

    test(
      '[WB75] without WebGL 2 the situation and an incident say everything but the map',
      async () => {
        const { page, close } = await enter()
        await page.addInitScript(() => {
          HTMLCanvasElement.prototype.getContext = new Proxy(HTMLCanvasElement.prototype.getContext, {
            apply: (target, canvas, [kind, ...rest]) =>
              String(kind).startsWith('webgl') ? null : Reflect.apply(target, canvas, [kind, ...rest]),
          })
        })
        await page.goto(`${room.url}/situation`)
        await page.waitForSelector('.list-row')
        await page.waitForSelector('.map-failed')
        await page.click('.list-row')
        await page.click('.selected .mantine-Button-root:not([disabled])')
        await page.getByText(say('web.incident.no-map')).waitFor()
        expect(await page.locator('#listed, .incident-columns h2').count()).toBeGreaterThan(3)
        await page.getByRole('link', { name: say('proceeding.cases') }).click()
        await page.waitForSelector('.desk h1')
        await close()
      },
      TIMEOUT_MS,
    )

    test(
      '[WB76] code that did not come is said not to have come, other pages stand, and it is asked for again',
      async () => {
        const { page, close } = await enter()
        await waitForSituation(page)
        // With the service away it is the style of a page that is missed first.
        for (const [missing, title] of [
          ['shown-*.css', say('proceeding.cases')],
          ['lists-page-*.js', say('lists.title')],
        ] as const) {
          await page.route(`**/assets/${missing}`, (route) => route.abort())
          await page.getByRole('link', { name: title }).click()
          await page.getByText(say('web.frame.unreachable')).waitFor()
          await page.unroute(`**/assets/${missing}`)
          await page.getByRole('link', { name: say('web.page.situation') }).click()
          await page.waitForSelector('.list-row')
          await page.getByRole('link', { name: title }).click()
          await page.waitForSelector('.desk h1')
          expect(await page.textContent('.desk h1')).toBe(title)
        }
        const sheets = await page.evaluate(() => [...document.styleSheets].map(({ href }) => href ?? ''))
        expect(sheets.filter((href) => href.includes('/assets/shown-'))).toHaveLength(1)
        await goInside(page, '/incidents/%E0%A4%A')
        await page.getByText(say('web.frame.no-such-page')).waitFor()
        await close()
      },
      TIMEOUT_MS,
    )

    test(
      '[WB76] without the map’s code the list and the timeline stand',
      async () => {
        const { page, close } = await enter('/lists')
        await page.route('**/assets/situation-map-*.js', (route) => route.abort())
        await page.goto(`${room.url}/situation`)
        await page.getByText(say('web.map.missing')).waitFor()
        await page.waitForSelector('.list-row')
        await page.waitForSelector('.timeline-handle')
        expect(await page.locator('.map-box').count()).toBe(0)
        await close()
      },
      TIMEOUT_MS,
    )

    test(
      '[WB77] a situation that did not come is asked for again',
      async () => {
        const { page, close } = await enter('/lists')
        await page.route('**/api/v1/situation', (route) => route.abort())
        await page.goto(`${room.url}/situation`)
        await page.waitForSelector('.situation-refusal')
        await page.waitForSelector('.live-lost')
        await page.unroute('**/api/v1/situation')
        await waitForSituation(page)
        await page.waitForSelector('.live-live')
        expect(await page.locator('.situation-refusal').count()).toBe(0)
        await close()
      },
      TIMEOUT_MS,
    )

    test(
      '[WB78] a past state is one throughout, and says so',
      async () => {
        const { page, faults, close } = await enter()
        await waitForSituation(page)
        const size = Number(await page.inputValue('.as-of input'))
        const past = size - 1
        await page.goto(`${room.url}/situation?asOf=${past}`)
        await page.waitForSelector('.list-row')
        await page.waitForSelector('.as-of-note')
        const asked: string[] = []
        page.on('request', (request) => asked.push(request.url()))
        await page.focus('.list')
        await page.keyboard.press('ArrowDown')
        await page.waitForSelector('.selected .mantine-Button-root:not([disabled])')
        await page.keyboard.press('Enter')
        await page.waitForURL(`**/incidents/*?asOf=${past}`)
        await page.waitForSelector('.incident .as-of-note')
        await expect
          .poll(() => asked.filter((url) => url.includes('/api/v1/violations')).length)
          .toBeGreaterThan(0)
        const ofIncident = asked.filter((url) => /\/api\/v1\/(violations|incidents\/)/.test(url))
        expect(ofIncident.filter((url) => !url.includes(`asOf=${past}`))).toEqual([])
        // From what is known now to before anything was known: no bars of now.
        await page.goto(`${room.url}/situation`)
        await waitForSituation(page)
        await page.waitForSelector('.timeline-handle')
        await page.fill('.as-of input', '1')
        await page.locator('.as-of-buttons button').first().click()
        await page.waitForSelector('.list-empty')
        expect(await barPixels(page)).toBe(0)
        expect(faults).toEqual([])
        await close()
      },
      TIMEOUT_MS,
    )

    test(
      '[WB78] a size that the log does not have is refused in sight, and called nothing that was known',
      async () => {
        const { page, close } = await enter()
        await page.goto(`${room.url}/situation?asOf=99999999`)
        await page.waitForSelector('.situation-refusal')
        await page.waitForSelector('.place-search input')
        const isOnTop = await page.evaluate(() => {
          const alert = document.querySelector('.situation-refusal')
          const box = alert?.getBoundingClientRect()
          if (alert === null || alert === undefined || box === undefined) return false
          const at = document.elementFromPoint(box.left + box.width / 4, box.top + box.height / 2)
          return alert.contains(at)
        })
        expect(isOnTop).toBe(true)
        expect(await page.textContent('.situation-refusal')).toContain('99,999,999')
        expect(await page.locator('.as-of-note').count()).toBe(0)
        expect(await page.textContent('.timeline-head')).not.toContain(say('web.frame.loading'))
        await close()
      },
      TIMEOUT_MS,
    )

    test(
      '[WB79] who signs in or out in one tab does in the other, and a sign-out that was not taken is said not to be one',
      async () => {
        const { page, close } = await enter()
        await waitForSituation(page)
        const other = await page.context().newPage()
        await other.goto(`${room.url}/lists`)
        await other.waitForSelector('.desk h1')
        const signOut = async (tab: Page): Promise<void> => {
          await tab.click('.person')
          await tab.getByRole('menuitem', { name: say('web.session.sign-out') }).click()
        }
        await page.route('**/api/v1/session', (route) =>
          route.request().method() === 'DELETE' ? route.abort() : route.continue(),
        )
        await signOut(page)
        await page.getByText(say('web.session.still-in')).waitFor()
        await page.waitForSelector('.list-row')
        await page.unroute('**/api/v1/session')
        await signOut(other)
        await other.waitForSelector('input[name=password]')
        await page.waitForSelector('input[name=password]')
        await other.fill('input[name=login]', 'verifier')
        await other.fill('input[name=password]', PASSWORD)
        await other.click('button[type=submit]')
        await other.waitForSelector('nav')
        await page.waitForSelector('.list-row')
        expect(await page.textContent('.person')).toBe(await other.textContent('.person'))
        expect(await page.textContent('.person')).toContain('verifier')
        await signOut(page)
        await other.waitForSelector('input[name=password]')
        expect(await page.locator('.list-row').count()).toBe(0)
        await close()
      },
      TIMEOUT_MS,
    )

    test(
      '[WB80] the way to the page one is on shows what its address says, and what an address says wrongly is nothing',
      async () => {
        const { page, close } = await enter()
        await waitForSituation(page)
        const rows = (): Promise<string | null> => page.getAttribute('.list-row', 'aria-setsize')
        const whole = await rows()
        expect(await page.textContent('.summary-main')).not.toContain('unfiltered')
        await page.goto(`${room.url}/situation?hide=shelling`)
        await waitForSituation(page)
        await expect.poll(rows).not.toBe(whole)
        await expect.poll(() => page.textContent('.summary-main')).toContain('unfiltered')
        const asked: string[] = []
        page.on('request', (request) => asked.push(new URL(request.url()).pathname))
        const readings = (): number => asked.filter((path) => path === '/api/v1/situation').length
        // Past the navigation lies the same page.
        await page.focus('.skip')
        await page.keyboard.press('Enter')
        await page.waitForFunction(() => location.hash === '#page')
        await page.waitForTimeout(SETTLED_MS)
        expect(readings()).toBe(0)
        await page.getByRole('link', { name: say('web.page.situation') }).click()
        await expect.poll(rows).toBe(whole)
        expect(readings()).toBe(1)
        expect(await page.evaluate(() => document.activeElement?.id)).toBe('page')
        expect(new URL(page.url()).search).toBe('')
        await page.goto(`${room.url}/situation?least=0.42&from=2027-01-01T00:00:00Z&to=2026-01-01T00:00:00Z`)
        await waitForSituation(page)
        await expect.poll(rows).toBe(whole)
        await close()
      },
      TIMEOUT_MS,
    )

    test(
      '[WB81] terms that did not come are said not to have come, and the map stands when they do',
      async () => {
        const { page, close } = await enter('/lists')
        await page.route('**/api/v1/agreement', (route) => route.abort())
        await page.goto(`${room.url}/situation`)
        await page.waitForSelector('.list-row')
        await page.waitForSelector('.situation-map [role=alert]')
        expect(await page.textContent('.list-head')).not.toContain(say('web.situation.times-in'))
        await page.unroute('**/api/v1/agreement')
        await waitForSituation(page)
        expect(await page.textContent('.list-head')).toContain(say('web.situation.times-in'))
        // The service may stand on this machine, whatever the browser thinks of the network.
        await page.evaluate(() => window.dispatchEvent(new Event('offline')))
        await goInside(page, '/cases')
        await page.waitForSelector('.rows tbody tr')
        await close()
      },
      TIMEOUT_MS,
    )

    test(
      '[WB82] coordinates read with the latitude first on a page that is read from the right, and their mark stays in another theme',
      async () => {
        const { page, faults, close } = await visit(browser, room, {
          language: 'ar',
          theme: 'light',
          login: 'analyst',
        })
        await waitForSituation(page)
        const field = page.locator('.place-search input').first()
        await field.fill('46.93, 32.87')
        const direction = (): Promise<string> => field.evaluate((one) => getComputedStyle(one).direction)
        expect(await direction()).toBe('ltr')
        await page.waitForSelector('.place-search [role=option]')
        await field.press('Enter')
        await page.waitForSelector('.found-mark')
        expect(await direction()).toBe('ltr')
        await page.getByRole('button', { name: catalogueOf('ar')['web.theme.dark'] ?? '' }).click()
        await page.waitForSelector('[data-mantine-color-scheme=dark]')
        await page.waitForTimeout(SETTLED_MS)
        expect(await page.locator('.found-mark').count()).toBe(1)
        await field.fill('')
        await page.waitForSelector('.found-mark', { state: 'detached' })
        expect(await direction()).toBe('rtl')
        expect(faults).toEqual([])
        await close()
      },
      TIMEOUT_MS,
    )
  },
)

const SETTLED_MS = 1_500
const LOST_MS = 800

/** How many pixels of the map have the colour of some kind of incident; the base map and the lines have none of them. */
async function markedPixels(page: Page): Promise<number> {
  const picture = (await page.locator('.map-box canvas').first().screenshot()).toString('base64')
  return page.evaluate(async (png) => {
    const bytes = Uint8Array.from(atob(png), (one) => one.charCodeAt(0))
    const image = await createImageBitmap(new Blob([bytes]))
    const pen = new OffscreenCanvas(image.width, image.height).getContext('2d')
    if (pen === null) throw new TypeError('nothing to draw with')
    pen.drawImage(image, 0, 0)
    const { data } = pen.getImageData(0, 0, image.width, image.height)
    let marked = 0
    for (let at = 0; at < data.length; at += 4) {
      const channels = [...data.subarray(at, at + 3)]
      if (Math.max(...channels) - Math.min(...channels) > 110) marked += 1
    }
    return marked
  }, picture)
}

/** How many pixels of the timeline are drawn on. */
const barPixels = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('.timeline-track canvas')
    const { data } = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? {}
    return data === undefined ? -1 : data.filter((value, at) => at % 4 === 3 && value > 0).length
  })
