// SPDX-License-Identifier: Apache-2.0
import type { Locator, Page } from 'playwright-core'

/** How a person works at a page: the same story is told with a mouse and without one. */
export interface Hand {
  /** Presses a button, follows a link, ticks a box, opens what is folded. */
  press(what: Locator): Promise<void>
  /** Writes into a field in place of what stands there. */
  write(field: Locator, text: string): Promise<void>
  /** Takes one of the choices of a list by its value. */
  choose(list: Locator, value: string): Promise<void>
}

export const mouseHand: Hand = {
  press: (what) => what.click(),
  write: (field, text) => field.fill(text),
  async choose(list, value) {
    await list.selectOption(value)
  },
}

/** More stops than this on the way to anything on a page mean that it cannot be reached. */
const MOST_STOPS = 150

/** The keyboard alone. Throws where a thing cannot be reached by Tab, or where the page has let the focus fall. */
export function keyboardHand(page: Page): Hand {
  const keys = page.keyboard
  const hasFocus = (what: Locator): Promise<boolean> =>
    what.evaluate((element) => element === document.activeElement)

  const reach = async (what: Locator): Promise<void> => {
    await what.waitFor()
    for (let stops = 0; stops < MOST_STOPS; stops += 1) {
      if (await hasFocus(what)) return
      await keys.press('Tab')
    }
    throw new Error(`no way by Tab to ${String(what)}`)
  }
  /** As Debian's Chromium asks for it: month, day, year, then hours of half a day, minutes and which half. */
  const writeMoment = async (field: Locator, text: string): Promise<void> => {
    const [year = '', month = '', day = '', hour = '', minute = ''] = text.split(/[-T:]/)
    const ofHalf = String(Number(hour) % 12 || 12).padStart(2, '0')
    await keys.type(`${month}${day}${year}`)
    await keys.press('ArrowRight')
    await keys.type(`${ofHalf}${minute}${Number(hour) < 12 ? 'A' : 'P'}`)
    const written = await field.inputValue()
    if (written !== text) throw new Error(`${text} came out as ${written}`)
  }
  return {
    async press(what) {
      await reach(what)
      const isBox = await what.evaluate((element) => element instanceof HTMLInputElement)
      await keys.press(isBox ? 'Space' : 'Enter')
    },
    async write(field, text) {
      await reach(field)
      if ((await field.getAttribute('type')) === 'datetime-local') {
        await writeMoment(field, text)
        return
      }
      await keys.press('ControlOrMeta+a')
      await keys.press('Delete')
      await keys.insertText(text)
    },
    async choose(list, value) {
      await reach(list)
      const [now, wanted] = await list.evaluate((element, asked) => {
        const { selectedIndex, options } = element as HTMLSelectElement
        return [selectedIndex, [...options].findIndex((option) => option.value === asked)] as const
      }, value)
      if (wanted < 0) throw new Error(`no choice ${value} in ${String(list)}`)
      for (let k = now; k < wanted; k += 1) await keys.press('ArrowDown')
      for (let k = now; k > wanted; k -= 1) await keys.press('ArrowUp')
    },
  }
}

/** Where the focus has fallen to nothing, whoever works by keyboard begins again at the top of the page. */
export const hasLostFocus = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.activeElement === null || document.activeElement === document.body)
