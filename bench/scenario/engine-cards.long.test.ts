// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'

import { SHIPPED_METHOD_CARDS } from '#reports'

import { recordFigure } from '../../test/figures.ts'
import { toMethodCard } from './recorded-card.ts'
import { scoreSeed, type SeedScore } from './score-seed.ts'

test.each(SHIPPED_METHOD_CARDS)('[Q32] engine $engine scores today what its card says', async (card) => {
  const scores: SeedScore[] = []
  for (const seed of card.data.seeds) {
    scores.push(await scoreSeed('scenarios/default.yaml', seed, { engine: card.engine }))
  }
  const today = toMethodCard(scores, card.knownFailures)
  recordFigure(
    `engine ${card.engine}, default scenario: matched`,
    today.figures.matchedShare?.mean ?? NaN,
    'share',
  )
  recordFigure(`engine ${card.engine}, default scenario: ECE`, today.figures.ece?.mean ?? NaN, '')
  expect(today).toEqual(card)
})
