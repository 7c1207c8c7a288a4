// SPDX-License-Identifier: Apache-2.0
import type { Locator } from 'playwright-core'

import { HOUR_MS } from '#kernel'

import type { Entries, Person } from './person.ts'
import { holdWords, takeSecondFactor } from './source-handler.ts'
import type { Stage } from './stage.ts'
import type { ToldStory } from './tell.ts'

/** A page that has something on it once the story was told, and by what one sees that it has. */
export interface FullPage {
  readonly who: Person
  readonly path: string
  readonly shows: string
  /** Opens what is folded. */
  readonly unfold?: (who: Person) => Promise<void>
}

const inField = (ms: number): string => new Date(ms).toISOString().slice(0, 16)
const PLACE: Entries = { latitude: '48.1', longitude: '33.1' }

/** Puts something onto the pages that the story of a breach leaves empty; gives all of them. */
export async function fillPages(
  stage: Stage,
  told: ToldStory,
  handler: Person,
): Promise<readonly FullPage[]> {
  const { analyst, releaser } = told.people
  const commissioner = told.people['commissioner-1']
  const liaison = told.people['liaison-party-a']
  const now = stage.clock.now()
  await liaison.comeTo('/party-desk')
  const [notify, ask] = [liaison.page.locator('.begin').nth(0), liaison.page.locator('.begin').nth(1)]
  await begin(liaison, notify, {
    kind: 'repair-window',
    from: inField(now + HOUR_MS),
    until: inField(now + 5 * HOUR_MS),
    ...PLACE,
    radiusKilometres: '3',
    text: 'EXERCISE: a power line is mended.',
  })
  await begin(liaison, ask, { text: 'EXERCISE: look at the bridge.', answerBy: inField(now + 24 * HOUR_MS) })
  const [notification, request] = await Promise.all(
    (['notifications', 'requests'] as const).map(async (name) => {
      const link = liaison.page.locator(`a[href^="/register/${name}/"]`).first()
      return (await link.getAttribute('href')) ?? ''
    }),
  )
  const harm = await record(analyst, 0, {
    kind: 'damage-to-civilian-object',
    least: '1',
    most: '2',
    at: inField(now - HOUR_MS),
    ...PLACE,
    case: told.case,
    note: 'EXERCISE: two roofs.',
  })
  const impediment = await record(analyst, 1, {
    kind: 'jamming',
    from: inField(now - HOUR_MS),
    text: 'EXERCISE: the picture was lost for an hour.',
  })
  await takeSecondFactor(handler, stage)
  await holdWords(handler, 'EXERCISE: what I saw', ['verify'])
  await stage.publish()

  const rows = '.rows tbody tr'
  const of = (who: Person, path: string, shows: string): FullPage => ({ who, path, shows })
  return [
    { ...of(analyst, '/situation', '.map-box canvas'), unfold: selectFirst },
    { ...of(analyst, `/incidents/${told.incident}`, '.incident-map canvas'), unfold: openFirstObservation },
    of(analyst, '/cases', '.listed tbody tr'),
    of(analyst, `/cases/${told.case}`, '.desk-head .state-closed'),
    of(analyst, '/lists', 'tr[data-list]'),
    of(analyst, '/comparison', 'main form'),
    of(analyst, '/register/notifications', rows),
    of(analyst, notification ?? '', '.desk-head'),
    of(analyst, '/register/requests', rows),
    of(analyst, request ?? '', '.desk-head'),
    of(analyst, '/harm', rows),
    of(analyst, harm, '.desk-head'),
    of(analyst, impediment, '.desk-head'),
    of(commissioner, '/responses', rows),
    of(commissioner, `/responses/${told.case}`, '.step .standing-met'),
    of(commissioner, '/attributions', rows),
    of(commissioner, `/attributions/${told.case}`, '.vote-against'),
    of(liaison, '/party-desk', '.our-reply'),
    { ...of(releaser, '/previews', '.look-form'), unfold: lookOnce },
    of(handler, '/human-sources', '.material'),
  ]
}

async function begin({ hand, fill }: Person, box: Locator, entries: Entries): Promise<void> {
  await hand.press(box.locator('.action'))
  const form = box.locator('form')
  await fill(form, entries)
  await hand.press(form.locator('button[type=submit]'))
  await form.waitFor({ state: 'detached' })
}

async function record(who: Person, nth: number, entries: Entries): Promise<string> {
  await who.comeTo('/harm')
  await begin(who, who.page.locator('.begin').nth(nth), entries)
  await who.page.waitForURL(/\/(harm|impediments)\/[0-9a-f]+$/)
  return new URL(who.page.url()).pathname
}

async function selectFirst({ page }: Person): Promise<void> {
  const row = page.locator('.list-row').first()
  await row.waitFor()
  await page.locator('.list').focus()
  await page.keyboard.press('ArrowDown')
  await page.locator('.selected .mantine-Button-root:not([disabled])').waitFor()
}

async function openFirstObservation({ page, hand }: Person): Promise<void> {
  await hand.press(page.locator('.observations summary').first())
  await page.locator('[data-proof]:not([data-proof=checking])').first().waitFor()
}

async function lookOnce({ page, hand }: Person): Promise<void> {
  await hand.choose(page.locator('select[name=audience]'), 'commission')
  await hand.choose(page.locator('select[name=kind]'), 'findings')
  await hand.press(page.locator('.look-form button'))
  await page.locator('article[data-item]').first().waitFor()
}
