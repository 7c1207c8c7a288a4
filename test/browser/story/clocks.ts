// SPDX-License-Identifier: Apache-2.0
import type { Page } from 'playwright-core'

import type { Instant } from '#kernel'

/** One clock as a page shows it: of a step by its id, of a case by the hours it gives. */
export interface ShownClock {
  readonly name: string
  readonly standing: string
  readonly minutesSinceBreach: number
  readonly minutesSinceKnowledge: number
}

/** What clocks somebody saw, when and where. */
export interface Reading {
  readonly where: 'case' | 'response'
  readonly at: Instant
  readonly shown: readonly ShownClock[]
}

const MINUTES = 60

/** The clocks on a page, read from its words. */
export async function clocksOn(page: Page): Promise<readonly ShownClock[]> {
  const cards = page.locator('[data-step], [data-within]')
  await cards.first().waitFor()
  const read = await cards.evaluateAll((all) =>
    all.map((card) => ({
      name: card.getAttribute('data-step') ?? card.getAttribute('data-within') ?? '',
      standing: /standing-(\S+)/.exec(card.querySelector('.standing')?.className ?? '')?.[1] ?? '',
      spans: [...card.querySelectorAll('.clocks dd')].map(({ textContent }) => textContent ?? ''),
    })),
  )
  return read.map(({ name, standing, spans: [breach = '', knowledge = ''] }) => ({
    name,
    standing,
    minutesSinceBreach: minutesOf(breach),
    minutesSinceKnowledge: minutesOf(knowledge),
  }))
}

/** Of a span such as `26 h 05 min`. */
function minutesOf(span: string): number {
  const [hours, minutes] = (span.match(/\d+/g) ?? []).map(Number)
  if (hours === undefined || minutes === undefined) throw new Error(`no span: ${span}`)
  return hours * MINUTES + minutes
}
