// SPDX-License-Identifier: Apache-2.0
import type { Page } from 'playwright-core'

/** Longer than this is a movement, shorter is a change. */
const INSTANT_MS = 1

/** What moves on a page, or would once it changed: elements and what is drawn before and after them, by the styles that hold and by what runs. */
export const movingParts = (page: Page): Promise<readonly string[]> =>
  page.evaluate((instantMs) => {
    const millisecondsOf = (list: string): number =>
      Math.max(
        0,
        ...list.split(',').map((one) => Number.parseFloat(one) * (one.trim().endsWith('ms') ? 1 : 1_000)),
      )
    const found: string[] = []
    for (const element of document.querySelectorAll('*')) {
      for (const part of ['', '::before', '::after']) {
        const style = getComputedStyle(element, part)
        const transition = millisecondsOf(style.transitionDuration) + millisecondsOf(style.transitionDelay)
        const rounds = style.animationIterationCount.includes('infinite') ? Number.POSITIVE_INFINITY : 1
        const animation =
          style.animationName === 'none' ? 0 : millisecondsOf(style.animationDuration) * rounds
        if (Math.max(transition, animation) > instantMs)
          found.push(
            `${element.tagName.toLowerCase()}.${element.className}${part}: ${transition}, ${animation} ms`,
          )
      }
    }
    for (const running of document.getAnimations()) {
      const { endTime } = running.effect?.getComputedTiming() ?? {}
      if (Number(endTime) > instantMs) found.push(`running: ${running.id} ${String(endTime)} ms`)
    }
    return found
  }, INSTANT_MS)
