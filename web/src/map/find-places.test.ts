// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'

import { createMapFinder, foldName, readCoordinates, sameInAll } from './find-places.ts'
import { NAMED_PLACES } from './named-places.ts'

const find = createMapFinder(
  NAMED_PLACES,
  {
    lines: [
      {
        id: 'line',
        names: { ...sameInAll('Line of Contact'), ar: 'خط التماس' },
        kind: 'working',
        date: null,
        source: '',
        isLineOfContact: true,
        parts: [
          [
            [32, 49],
            [33, 47],
          ],
        ],
      },
    ],
    zones: [{ id: 'empty', names: sameInAll('Zone without a shape'), polygons: [], edges: [] }],
    objects: [
      { id: 'energy-1', names: null, class: 'power-plant', position: [32.8, 49.75] },
      { id: 'energy-2', names: null, class: 'power-plant', position: [33.8, 48.75] },
    ],
  },
  () => 'power plant',
)
const first = (query: string) => find(query, 8)[0]

describe('[WB66] places are found by any of their names', () => {
  test.each([
    ['Київ', 'Kyiv'],
    ['kiev', 'Kyiv'],
    ['كييف', 'Kyiv'],
    ['артемовск', 'Bakhmut'],
    ['Artemivsk', 'Bakhmut'],
    ['باخموت', 'Bakhmut'],
    ['слов’янськ', 'Sloviansk'],
    ['Слов´янськ', 'Sloviansk'],
    ['Кіровоград', 'Kropyvnytskyi'],
    ['Kyivv', undefined],
    ['mer noire', 'Black Sea'],
    ['NOIRE', 'Black Sea'],
    ['turkiye', 'Türkiye'],
    ['Turquie', 'Türkiye'],
    ['خط التماس', 'Line of Contact'],
    ['', undefined],
    [' - ', undefined],
    ['Zone without', undefined],
  ])('%s', (query, english) => {
    expect(first(query)?.names.en).toBe(english)
  })

  test('the name that the map does not show is said, and only then', () => {
    expect(first('Artemivsk')?.foundBy).toBe('Artemivsk')
    expect(first('Бахмут')?.foundBy).toBeNull()
  })

  test('the same name before a beginning, a beginning before the inside of a word, as many as asked for', () => {
    expect(find('Lyman', 8).map(({ names }) => names.en)).toEqual(['Lyman'])
    const found = find('po', 8).map(({ names }) => names.en)
    expect(found.slice(0, 2)).toEqual(['power plant – energy-1', 'power plant – energy-2'])
    expect(find('po', 3)).toHaveLength(3)
    expect(first('energy-2')?.names.en).toBe('power plant – energy-2')
  })

  test('a line is shown whole', () => {
    expect(first('line of')?.bounds).toEqual([32, 47, 33, 49])
  })

  test('every name is found by itself, and no two places by one', () => {
    for (const { names, otherNames } of NAMED_PLACES) {
      for (const name of [...Object.values(names), ...otherNames]) expect(first(name)?.names).toEqual(names)
    }
  })

  test('letters that are taken for each other are one', () => {
    expect(foldName('أُوديسا')).toBe(foldName('اوديسا'))
    expect(foldName('Шёлк  Й')).toBe('шелк и')
  })
})

describe('[WB67] coordinates are read in the ways that people write them', () => {
  test.each([
    ['48.59 38', [38, 48.59]],
    ['48.59, 38.00', [38, 48.59]],
    ['48,59 38,00', [38, 48.59]],
    ['48,38', [38, 48]],
    ['48.59N 38E', [38, 48.59]],
    ['38.00 E, 48.59 N', [38, 48.59]],
    ["48°30'00\"N 38°15'E", [38.25, 48.5]],
    ['٤٨٫٥ ٣٨', [38, 48.5]],
    ['-48.5 -38', [-38, -48.5]],
    ['−48.5 38', [38, -48.5]],
    ['N 48.59, E 38', [38, 48.59]],
    ['(48.59, 38.00)', [38, 48.59]],
    ['48.59N38.00E', [38, 48.59]],
    ['48,59 38', [38, 48.59]],
    ['48,59, 38,00', [38, 48.59]],
    ['48.5S 38W', [-38, -48.5]],
  ])('%s', (text, place) => {
    expect(readCoordinates(text)).toEqual(place)
  })

  test.each([
    '48',
    'Kyiv',
    '95 38',
    '48 190',
    '48N 38N',
    "48°61'N 38°E",
    '-48S 38E',
    '48 38 12',
    "48 38'",
    "48.5°30'N 38E",
    'N48N 38E',
    '',
  ])('%s is none', (text) => {
    expect(readCoordinates(text)).toBeNull()
  })
})
