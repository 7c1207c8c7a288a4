// SPDX-License-Identifier: Apache-2.0
import { formatInstant, HOUR_MS, toInstant } from '#kernel'
import type { Simulation } from '#simulation'

import {
  beginToAnswer,
  draftCase,
  hearParties,
  possibleViolations,
  setRemedy,
  tellCase,
  type Violation,
} from './tell-story.ts'
import { createTeller, type StoryStage, type Teller } from './teller.ts'

/** What came before the story, and how long before. */
export interface Prologue {
  readonly files: Simulation['files']
  readonly hoursBefore: number
}

/** Ids of what a newcomer is led to. */
export interface StoryPlaces {
  /** Also that of its attribution and its response. */
  readonly case: string
  readonly incident: string
}

/**
 * The same story as far as its remedy, and something for every desk besides: a case that waits for its verifier, what both parties
 * announced and asked, harm, an impediment, a watch log. Nothing of it is closed, so that whoever comes sees clocks that run.
 */
export async function tellOpenStory(stage: StoryStage, prologue: Prologue): Promise<StoryPlaces> {
  const teller = createTeller(stage)
  await teller.deliver(prologue.files)
  stage.wait(prologue.hoursBefore)
  await tellNotices(teller)
  await teller.deliver(stage.files)
  const [first, second] = (await possibleViolations(teller, 2)) as readonly [Violation, Violation]
  const id = await tellCase(teller, first)
  await hearParties(teller, id)
  const party = await beginToAnswer(teller, id)
  await setRemedy(teller, id, party)
  await draftCase(teller, second)
  await tellHarm(teller, id)
  return { case: id, incident: String(first.document['incident']) }
}

const inHours = ({ now }: StoryStage, hours: number): string =>
  formatInstant(toInstant(now() + hours * HOUR_MS))

/** What each party announces and asks: the same of both. */
async function tellNotices({ stage, begin }: Teller): Promise<void> {
  for (const { id: party } of stage.agreement.parties) {
    const liaison = stage.desk(`exercise-liaison-${party}`)
    await begin(liaison, 'notifications', {
      kind: 'received',
      party,
      notification: {
        kind: 'demining',
        from: inHours(stage, 30),
        until: inHours(stage, 36),
        place: { latitude: 48.6, longitude: 33.15 },
        radiusKilometres: 2,
        text: 'EXERCISE: mines are cleared beside the road.',
      },
    })
    await begin(liaison, 'requests', {
      kind: 'received',
      party,
      provision: null,
      text: 'EXERCISE: please verify that the crossing is free.',
      answerBy: inHours(stage, 72),
    })
  }
}

/** What people suffered and what kept the mission from seeing, and a line for the next watch. */
async function tellHarm({ stage, begin, note }: Teller, id: string): Promise<void> {
  const analyst = stage.desk('exercise-analyst')
  await begin(analyst, 'harms', {
    kind: 'recorded',
    value: {
      kind: 'damage-to-civilian-object',
      count: { least: 1, most: 3 },
      object: 'dwelling',
      at: inHours(stage, -20),
      place: { latitude: 47.75, longitude: 33.1 },
      standing: 'reported',
      sources: [],
      case: id,
      note: 'EXERCISE: seen in one report alone.',
    },
  })
  await begin(analyst, 'impediments', {
    kind: 'recorded',
    value: {
      kind: 'jamming',
      side: null,
      from: inHours(stage, -12),
      until: inHours(stage, -9),
      place: { latitude: 48.2, longitude: 33.2 },
      asset: 'EXERCISE drone 2',
      text: 'EXERCISE: no positions for three hours.',
    },
  })
  const text = 'EXERCISE: one case waits for its verifier, one response for its remedy.'
  note(analyst.login, 'watch log', '', await analyst.post('/api/v1/watch-log', { text }))
}
