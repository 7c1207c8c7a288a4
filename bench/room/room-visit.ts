// SPDX-License-Identifier: Apache-2.0
import type { Browser, CDPSession, Page } from 'playwright-core'

import type { BusyRoom } from './served-room.ts'

/** An analyst at the situation page, signed in. */
export interface RoomVisit {
  readonly page: Page
  readonly session: CDPSession
  /** From the begin of the navigation until rows of the list and all counts were there. */
  readonly firstPaintMs: number
  /** Until all incidents were there. */
  readonly loadedMs: number
  /** What went elsewhere, broke the content policy, or failed in a script. */
  readonly faults: readonly string[]
}

const PATIENCE_MS = 150_000

/** Signs in, goes to the situation anew as on a shift's first look, and waits until it has everything. */
export async function visitRoom(browser: Browser, room: BusyRoom, incidents: number): Promise<RoomVisit> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  const faults: string[] = []
  await context.addInitScript(() => localStorage.setItem('marsad-language', 'en'))
  const signIn = await context.request.post(`${room.url}/api/v1/session`, {
    data: { login: room.login, password: room.password },
  })
  if (!signIn.ok()) throw new Error(`the sign-in answered ${signIn.status()}`)
  const page = await context.newPage()
  page.on('pageerror', (error) => faults.push(`fault: ${error.message}`))
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/i.test(message.text())) faults.push(message.text())
  })
  page.on('request', (request) => {
    const asked = request.url()
    if (!asked.startsWith(`${room.url}/`) && !/^(data|blob):/.test(asked)) faults.push(`outside: ${asked}`)
  })
  await page.addInitScript(WATCH_FIRST_PAINT)
  await page.goto(`${room.url}/situation`, { waitUntil: 'commit' })
  const firstPaint = await page.waitForFunction(
    () => (window as { usefulMs?: number }).usefulMs ?? false,
    undefined,
    { timeout: PATIENCE_MS },
  )
  const loaded = await page.waitForFunction(
    (all) => {
      const text = document.querySelectorAll('.summary-figure')[1]?.textContent ?? ''
      return Number(text.replaceAll(/\D/g, '')) >= all && performance.now()
    },
    incidents,
    { timeout: PATIENCE_MS },
  )
  await page.waitForSelector('.map-box canvas', { timeout: PATIENCE_MS })
  return {
    page,
    session: await browser.newBrowserCDPSession(),
    firstPaintMs: Number(await firstPaint.jsonValue()),
    loadedMs: Number(await loaded.jsonValue()),
    faults,
  }
}

/** Runs in the page, as text since a compiler would put its own helpers in: notes the first frame in which the list has rows and every count its number. */
const WATCH_FIRST_PAINT = `{
  const look = () => {
    const figures = [...document.querySelectorAll('.summary-figure')]
    const isUseful =
      document.querySelector('.list-row') !== null &&
      figures.length > 0 &&
      figures.every((one) => /\\d/.test(one.textContent))
    if (isUseful) window.usefulMs = performance.now()
    else requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}`

/**
 * Which program draws, as the map's own WebGL names it. A context made to be asked would be thrown away in the middle of what is
 * measured, and the page would wait until the graphics card has let it go.
 */
export const rendererOf = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const gl = document.querySelector<HTMLCanvasElement>('.map-box canvas')?.getContext('webgl2')
    const named = gl?.getExtension('WEBGL_debug_renderer_info')
    return gl === null || gl === undefined || named === null || named === undefined
      ? 'unknown'
      : String(gl.getParameter(named.UNMASKED_RENDERER_WEBGL))
  })

/** Drags the map to and fro for a while. */
export async function panMap(page: Page, ms: number): Promise<void> {
  const box = await boxOf(page, '.map-box canvas')
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await page.mouse.move(x, y)
  await page.mouse.down()
  await wander(ms, (turn) =>
    page.mouse.move(x + Math.sin(turn) * box.width * 0.3, y + Math.cos(turn * 1.3) * box.height * 0.2),
  )
  await page.mouse.up()
}

/** Draws an interval on the timeline and goes on moving its end. */
export async function brushTime(page: Page, ms: number): Promise<void> {
  const box = await boxOf(page, '.timeline-track')
  const y = box.y + box.height / 2
  await page.mouse.move(box.x + box.width * 0.3, y)
  await page.mouse.down()
  await wander(ms, (turn) => page.mouse.move(box.x + box.width * (0.6 + 0.3 * Math.sin(turn)), y))
  await page.mouse.up()
}

/** Sixty steps a second, as a hand on a mouse gives; fewer where the browser takes them slower. */
async function wander(ms: number, step: (turn: number) => Promise<void>): Promise<void> {
  const began = performance.now()
  for (let now = 0; now < ms; now = performance.now() - began) {
    await step((now / 1_000) * 2)
    await new Promise((done) => setTimeout(done, 1_000 / 60))
  }
}

async function boxOf(page: Page, selector: string) {
  const box = await page.locator(selector).first().boundingBox()
  if (box === null) throw new Error(`nothing to see of ${selector}`)
  return box
}
