// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'

import { SHIPPED_METHOD_CARDS } from '#reports'

import { recordFigure } from '../../test/figures.ts'
import { toMethodCard } from './recorded-card.ts'
import { scoreSeed, type SeedScore } from './score-seed.ts'

// A card of an engine that needs a background is made where that background is; this one needs none.
test('[Q32] the first engine scores today what its card says', async () => {
  const card = SHIPPED_METHOD_CARDS.find(({ engine }) => engine === 'first')
  const scores: SeedScore[] = []
  for (const seed of card?.data.seeds ?? []) scores.push(await scoreSeed('scenarios/default.yaml', seed))
  const today = toMethodCard(scores, card?.knownFailures ?? [])
  recordFigure('first engine, default scenario: matched', today.figures.matchedShare?.mean ?? NaN, 'share')
  recordFigure('first engine, default scenario: ECE', today.figures.ece?.mean ?? NaN, '')
  expect(today).toEqual(card)
})
