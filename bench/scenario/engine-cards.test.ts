// SPDX-License-Identifier: Apache-2.0
import { existsSync, readdirSync, readFileSync } from 'node:fs'

import { describe, expect, test } from 'vitest'

import { createFirstEngine, createFusedEngine } from '#incidents'
import { digestOfJson } from '#kernel'
import { hasMessage, LANGUAGES } from '#messages'
import { findMethodCard, SHIPPED_METHOD_CARDS } from '#reports'

import { dataFileOf, pageOf, withTruthFigures } from './card-text.ts'

const FOLDER = 'src/reports/method-card'

describe('cards of the engines', () => {
  test('[Q32] every recorded card ships', () => {
    const recorded = readdirSync(FOLDER).filter((name) => name.endsWith('.json'))
    expect(SHIPPED_METHOD_CARDS.map((card) => dataFileOf(card)).toSorted()).toEqual(
      recorded.map((name) => `${FOLDER}/${name}`).toSorted(),
    )
  })

  test.each(SHIPPED_METHOD_CARDS.map((card) => [`${card.engine} ${card.version}`, card] as const))(
    '[Q32] the page of %s shows the last recorded score',
    (_, card) => {
      const page = pageOf(card.engine)
      expect(existsSync(page)).toBe(true)
      const text = readFileSync(page, 'utf8')
      expect(withTruthFigures(text, card)).toBe(text)
    },
  )

  test.each([createFirstEngine(), createFusedEngine(null)])(
    '[Q32] engine $name was scored with the parameters it has now',
    ({ name, version, parameters }) => {
      expect(findMethodCard(name, version)?.parameters).toBe(digestOfJson(parameters))
    },
  )

  test('[Q32] known failures have their sentence in every language', () => {
    const keys = SHIPPED_METHOD_CARDS.flatMap((card) =>
      card.knownFailures.map((one) => `known-failure.${one}`),
    )
    expect(keys.length).toBeGreaterThan(0)
    expect(LANGUAGES.flatMap((language) => keys.filter((key) => !hasMessage(language, key)))).toEqual([])
  })

  test('[Q32] an engine or version without a record has no card', () => {
    expect(findMethodCard('first', '0')).toBeNull()
    expect(findMethodCard('other', '1')).toBeNull()
  })
})
