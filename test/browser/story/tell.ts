// SPDX-License-Identifier: Apache-2.0
import type { Browser } from 'playwright-core'

import { DEFAULT_PROCEDURE } from '#agreement'
import { STANDING_HYPOTHESES } from '#assessments'
import { HOUR_MS } from '#kernel'

import { meet, type Entries, type Manner, type Person } from './person.ts'
import { openFirst, signTwice, untilState } from './signatures.ts'
import type { Stage } from './stage.ts'

/** What the story came to, by the pages that show it. */
export interface ToldStory {
  readonly case: string
  readonly incident: string
  readonly people: Readonly<Record<Chair, Person>>
}

export const CHAIRS = [
  'analyst',
  'verifier',
  'releaser',
  'commissioner-1',
  'commissioner-2',
  'commissioner-3',
  'liaison-party-a',
  'liaison-party-b',
] as const
export type Chair = (typeof CHAIRS)[number]

const JUDGED: Entries = {
  outcome: 'confirmed-violation',
  probability: '90',
  confidence: 'moderate',
  grounds: 'EXERCISE: satellites and reports agree.',
}
const FIELD_MINUTE = 16

/** What a field for a moment takes, such as `2026-06-19T14:05`. */
const inField = (ms: number): string => new Date(ms).toISOString().slice(0, FIELD_MINUTE)

/** Story (a) as people do it at the pages: from a possible violation to a closed response. Throws where a page does not let them. */
export async function tellStory(browser: Browser, stage: Stage, manner: Manner): Promise<ToldStory> {
  const met = await Promise.all(
    CHAIRS.map(async (chair) => [chair, await meet(browser, stage, `exercise-${chair}`, manner)] as const),
  )
  const people = Object.fromEntries(met) as Record<Chair, Person>
  const { id: opened, incident } = await openFirst(people.analyst, 'possible-violation')
  await weigh(people.analyst, opened)
  await signTwice(people.analyst, people.verifier, opened, JUDGED, () => stage.clock.wait(0.5))
  await hearParties(stage, people, opened)
  await attribute(people, opened)
  await answerFor(stage, people, opened)
  await people.releaser.comeTo(`/cases/${opened}`)
  await people.releaser.act('closed')
  return { case: opened, incident, people }
}

/** What speaks for each hypothesis and against it. */
async function weigh({ comeTo, act }: Person, id: string): Promise<void> {
  await comeTo(`/cases/${id}`)
  for (const hypothesis of STANDING_HYPOTHESES) {
    await act('evidence-weighed', {
      hypothesis,
      weighs: hypothesis === 'as-it-seems' ? 'for' : 'against',
      source: 'B',
      information: '2',
      note: 'EXERCISE: weighed for the story.',
    })
  }
}

/** Both parties are told the same; one acknowledges and answers, the other is silent; then the finding is released. */
async function hearParties(stage: Stage, people: ToldStory['people'], id: string): Promise<void> {
  const { releaser } = people
  const { comment, release } = stage.agreement.procedure ?? DEFAULT_PROCEDURE
  await releaser.comeTo(`/cases/${id}`)
  await releaser.act('sent-to-parties', {
    notice: 'EXERCISE: a breach of the terms was found likely. You may answer.',
    roundKilometres: String(release.roundKilometres),
    urgent: 'yes',
  })
  stage.clock.wait(1)
  await answer(people['liaison-party-a'])
  const silent = people['liaison-party-b']
  await silent.comeTo('/party-desk')
  await silent.page.locator('.message').waitFor()
  stage.clock.wait(comment.urgentHours)
  await untilState(releaser, id, 'releasable')
  await releaser.act('released', {
    audiences: ['commission', 'public'],
    reason: 'EXERCISE: of interest to all.',
    roundKilometres: String(release.roundKilometres),
    embargoUntil: inField(stage.clock.now() + HOUR_MS / 60),
    summary: 'EXERCISE: heavy fire was confirmed near the line.',
  })
  stage.clock.wait(0.1)
}

async function answer({ page, hand, comeTo, fill }: Person): Promise<void> {
  await comeTo('/party-desk')
  const message = page.locator('.message')
  await hand.press(message.locator('[data-event=receipt-given]'))
  await message.locator('.receipt').waitFor()
  await hand.press(message.locator('[data-event=party-replied]'))
  await fill(message.locator('form'), { text: 'EXERCISE: it was not us.' })
  await hand.press(message.locator('form button[type=submit]'))
  await message.locator('.our-reply').waitFor()
}

/** A response is opened, then three seats, a proposal, two votes for it and one against with its dissent, a decision. */
async function attribute(people: ToldStory['people'], id: string): Promise<void> {
  const [first, second, third] = [
    people['commissioner-1'],
    people['commissioner-2'],
    people['commissioner-3'],
  ]
  await first.comeTo('/responses')
  await first.hand.press(first.page.locator('[data-event=open-response]'))
  await first.page.waitForURL(/\/responses\/[0-9a-f]+$/)
  await first.comeTo('/attributions')
  await first.hand.press(first.page.locator('.begin .action'))
  await first.fill(first.page.locator('.begin form'), { case: id })
  await first.hand.press(first.page.locator('.begin form button[type=submit]'))
  await first.page.waitForURL(/\/attributions\/[0-9a-f]+$/)
  for (const person of [first, second, third]) {
    await person.comeTo(`/attributions/${id}`)
    await person.act('seated')
  }
  await first.act('proposed', {
    conclusion: 'likely',
    party: 'party-b',
    intent: 'unknown',
    grounds: 'EXERCISE: direction of fire.',
  })
  await first.act('voted', { vote: 'for' })
  for (const person of [second, third]) await person.page.reload()
  await second.act('voted', { vote: 'for' })
  await third.act('voted', { vote: 'against', dissent: 'EXERCISE: the direction is uncertain.' })
  await first.page.reload()
  await first.act('decided')
}

/** A step that is still in time, a remedy, its verification by another commissioner a day later, the end. */
async function answerFor(stage: Stage, people: ToldStory['people'], id: string): Promise<void> {
  const [first, second] = [people['commissioner-1'], people['commissioner-2']]
  await first.comeTo(`/responses/${id}`)
  const running = first.page.locator('.step:has(.standing-running)').first()
  await running.waitFor()
  const step = (await running.getAttribute('data-step')) ?? ''
  await first.act('escalation-proposed', { step, grounds: 'EXERCISE: it goes on.' })
  await first.act('voted', { step, vote: 'for' })
  await second.comeTo(`/responses/${id}`)
  await second.act('voted', { step, vote: 'for' })
  await first.page.reload()
  await first.act('step-decided', { step, decision: 'taken', grounds: 'EXERCISE: agreed.' })
  await first.act('remedy-set', {
    remedy: 'withdrawal',
    what: 'EXERCISE: the gun is withdrawn.',
    by: 'party-b',
    dueAt: inField(stage.clock.now() + 48 * HOUR_MS),
  })
  stage.clock.wait(24)
  await second.comeTo(`/responses/${id}`)
  await second.act('remedy-verified', {
    remedy: 'withdrawal',
    result: 'done',
    grounds: 'EXERCISE: seen by a drone of the mission.',
  })
  await first.comeTo(`/responses/${id}`)
  await first.act('concluded', { outcome: 'remedied', grounds: 'EXERCISE: the gun is gone.' })
}
