// SPDX-License-Identifier: Apache-2.0
import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser'
import { describe, expect, test } from 'vitest'

import { catalogueOf } from './catalogues.ts'
import { LANGUAGES } from './language.ts'
import { findMixedSentences } from './mixed-sentences.ts'
import { isNumberStyle } from './number-format.ts'
import { pluralCategoriesOf } from './plural-rules.ts'

const keys = Object.keys(catalogueOf('en'))

/** Every element of a message with those inside its plural and select forms. */
function elementsOf(text: string): readonly MessageFormatElement[] {
  const walk = (elements: readonly MessageFormatElement[]): readonly MessageFormatElement[] =>
    elements.flatMap((element) =>
      element.type === TYPE.plural || element.type === TYPE.select
        ? [element, ...Object.values(element.options).flatMap((option) => walk(option.value))]
        : [element],
    )
  return walk(parse(text, { ignoreTag: true }))
}

const paramsOf = (text: string): readonly string[] =>
  [
    ...new Set(
      elementsOf(text).flatMap((element) =>
        element.type === TYPE.literal || element.type === TYPE.pound ? [] : [element.value],
      ),
    ),
  ].sort()

describe.each(LANGUAGES)('catalogue %s', (language) => {
  const catalogue = catalogueOf(language)
  /** French has a form of its own for whole millions only; where it is left out, `other` serves. */
  const needed = pluralCategoriesOf(language).filter((form) => !(language === 'fr' && form === 'many'))

  test('[R2] has every message and no other', () => {
    expect(Object.keys(catalogue).filter((key) => !keys.includes(key))).toEqual([])
    expect(keys.filter((key) => !Object.hasOwn(catalogue, key))).toEqual([])
  })

  test('[R2] has no empty message and keeps its keys in order', () => {
    expect(Object.values(catalogue).filter((text) => text.trim() === '')).toEqual([])
    expect(Object.keys(catalogue)).toEqual(Object.keys(catalogue).sort())
  })

  test('[R2] asks for the same parameters as English', () => {
    const differing = Object.entries(catalogue).filter(
      ([key, text]) => paramsOf(text).join() !== paramsOf(catalogueOf('en')[key] ?? '').join(),
    )
    expect(differing).toEqual([])
  })

  test('[R2] has every plural form of the language', () => {
    const formless = Object.entries(catalogue).filter(([, text]) =>
      elementsOf(text).some(
        (element) =>
          element.type === TYPE.plural && !needed.every((form) => Object.hasOwn(element.options, form)),
      ),
    )
    expect(formless).toEqual([])
  })

  test('[R2] names number styles that exist', () => {
    const styles = Object.values(catalogue)
      .flatMap(elementsOf)
      .flatMap((element) => (element.type === TYPE.number ? (element.style ?? 'plain') : []))
    expect(styles.length).toBeGreaterThan(20)
    expect(styles.filter((style) => typeof style !== 'string' || !isNumberStyle(style))).toEqual([])
  })

  test('[R6] never has likelihood and confidence in one sentence', () => {
    expect(Object.values(catalogue).flatMap(findMixedSentences)).toEqual([])
  })

  test('[R6] never uses a word that only a person may give', () => {
    const judged =
      /\balleg|\bconfirm(?!ation of nothing)|مزعوم|مؤكد|مؤكَّد|présumé|confirmé|підтвердж|подтвержд|ймовірний порушник/i
    // What people judge is said in the words of their own proceedings; everything else speaks of what a machine lists.
    const ofMachines = Object.entries(catalogue).filter(([key]) => !key.startsWith('proceeding'))
    expect(ofMachines.filter(([, text]) => judged.test(text))).toEqual([])
  })
})
