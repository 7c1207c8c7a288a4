// SPDX-License-Identifier: Apache-2.0
import { formatInstant, HOUR_MS, toInstant } from '#kernel'

import { createDesk } from '../../../src/cli/story/desk-client.ts'
import { PASSWORD } from '../served-room.ts'
import type { Stage } from './stage.ts'

export interface Entries {
  readonly notification: string
  readonly request: string
  readonly harm: string
  readonly impediment: string
}

/** One entry in every register that the story itself leaves empty. */
export async function fillRegisters({ url, clock }: Stage): Promise<Entries> {
  const at = (hours: number): string => formatInstant(toInstant(clock.now() + hours * HOUR_MS))
  const desk = (login: string) => createDesk(url, login, PASSWORD, clock.sitting)
  const liaison = desk('exercise-liaison-party-a')
  const analyst = desk('exercise-analyst')
  const begin = async (who: typeof liaison, name: string, event: object): Promise<string> =>
    String((await who.post(`/api/v1/${name}`, event))['id'])
  const place = { latitude: 48.2, longitude: 33.2 }
  return {
    notification: await begin(liaison, 'notifications', {
      kind: 'received',
      party: 'party-a',
      notification: {
        kind: 'demining',
        from: at(30),
        until: at(36),
        place,
        radiusKilometres: 2,
        text: 'EXERCISE: mines are cleared.',
      },
    }),
    request: await begin(liaison, 'requests', {
      kind: 'received',
      party: 'party-a',
      provision: null,
      text: 'EXERCISE: is the crossing free?',
      answerBy: at(72),
    }),
    harm: await begin(analyst, 'harms', {
      kind: 'recorded',
      value: {
        kind: 'damage-to-civilian-object',
        count: { least: 1, most: 3 },
        object: 'dwelling',
        at: at(-20),
        place,
        standing: 'reported',
        sources: [],
        case: null,
        note: 'EXERCISE: seen in one report alone.',
      },
    }),
    impediment: await begin(analyst, 'impediments', {
      kind: 'recorded',
      value: {
        kind: 'jamming',
        side: null,
        from: at(-12),
        until: at(-9),
        place,
        asset: 'EXERCISE drone 2',
        text: 'EXERCISE: no positions for three hours.',
      },
    }),
  }
}
