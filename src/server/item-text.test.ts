// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'

import { canonicalJson, toInstant } from '#kernel'
import type { DeskItem } from '#reports'

import { itemText, pageText, toOutboundItem } from './item-text.ts'

const document = { name: 'a "quoted" name, قصف', nested: { list: [1, null, 0.25] }, when: '2026-06-01' }
const unstored: DeskItem = {
  id: 'an id',
  interval: { start: toInstant(0), end: toInstant(60_000) },
  center: { latitude: 48.1, longitude: 37.7 },
  since: 7,
  audiences: ['mechanism'],
  document,
}
/** As tables give it: whoever looks into the document is an error here. */
const stored: DeskItem = {
  ...unstored,
  text: canonicalJson(document),
  get document(): DeskItem['document'] {
    throw new Error('the document was read')
  },
}

test('an item is written the same whether its document was read or handed on as stored', () => {
  const text = itemText(toOutboundItem(stored, 7))
  expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(toOutboundItem(unstored, 7))))
  expect(text).toBe(itemText(toOutboundItem(unstored, 7)))
})

test('a page is what JSON.stringify makes of it, and the stored text is nowhere beside the document', () => {
  const rest = { next: null, asOf: 9, total: { atLeast: 2 }, exercise: true }
  const items = [unstored, { ...unstored, id: 'another' }].map((item) => toOutboundItem(item, 7))
  const page = { items, ...rest }
  expect(pageText(page)).toBe(JSON.stringify(page))
  expect(pageText({ items: [], ...rest })).toBe(JSON.stringify({ items: [], ...rest }))
  expect(Object.keys(JSON.parse(itemText(toOutboundItem(stored, 7))) as object)).toEqual([
    'id',
    'start',
    'end',
    'center',
    'since',
    'document',
  ])
})
