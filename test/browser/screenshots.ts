// SPDX-License-Identifier: Apache-2.0
// `npm run screenshots`: every page in Arabic and English, light and dark, into out/screenshots/ (not committed).
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

import { PROJECT } from '../run-marsad.ts'
import { launchChromium, noBrowser } from './chromium.ts'
import { serveRoom } from './served-room.ts'
import { goInside, visit, waitForSituation } from './visit.ts'

const SETTLED_MS = 1_500
const folder = join(PROJECT, 'out/screenshots')

if (noBrowser !== '') throw new Error(noBrowser)
mkdirSync(folder, { recursive: true })
const room = await serveRoom()
const browser = await launchChromium()
try {
  for (const language of ['ar', 'en'] as const) {
    for (const theme of ['light', 'dark'] as const) {
      const take = async (name: string, page: Awaited<ReturnType<typeof visit>>['page']): Promise<void> => {
        await page.waitForTimeout(SETTLED_MS)
        await page.screenshot({ path: join(folder, `${name}-${language}-${theme}.png`) })
      }
      const outside = await visit(browser, room, { language, theme, login: null })
      await take('sign-in', outside.page)
      for (const path of ['set-up', 'enrolment']) {
        await goInside(outside.page, `/${path}`)
        await take(path, outside.page)
      }
      await outside.close()
      const { page, close } = await visit(browser, room, { language, theme, login: 'analyst' })
      await waitForSituation(page)
      await page.click('.list-row')
      await take('situation', page)
      await page.click('.selected button.mantine-Button-root')
      await page.waitForSelector('.ledger')
      await page.click('.observations summary')
      await take('incident', page)
      const links = await page
        .locator('nav a')
        .evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''))
      for (const path of links.filter((one) => one.startsWith('/') && !one.startsWith('/situation'))) {
        await goInside(page, path)
        await take(path.slice(1).replaceAll('/', '-'), page)
      }
      await close()
    }
  }
} finally {
  await browser.close()
  await room.stop()
}
console.log(`screenshots: ${folder}`)
