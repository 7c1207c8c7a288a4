// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'

import { findMixedSentences } from './mixed-sentences.ts'

describe('findMixedSentences', () => {
  test.each([
    'We judge with moderate confidence that shelling is very likely.',
    '<td>Likelihood: almost certain, <b>high confidence</b></td>',
    'الأرجحية مرتفعة ودرجة الثقة منخفضة.',
    'Probable, avec une confiance moyenne.',
    'Ймовірно, з низьким рівнем впевненості.',
    'Вероятно, с низкой степенью уверенности.',
    'likely at 48.1 N with low confidence',
  ])('[R6] catches: %s', (text) => {
    expect(findMixedSentences(text)).toHaveLength(1)
  })

  test.each([
    'Shelling is very likely. Our confidence in this is moderate.',
    '<p>Likelihood: 66%</p><p>Confidence: low</p>',
    'Likelihood\nConfidence',
    'الأرجحية: مرجّح. درجة الثقة: منخفضة.',
    'A confident forecast of rain.',
  ])('[R6] lets pass: %s', (text) => {
    expect(findMixedSentences(text)).toEqual([])
  })
})
