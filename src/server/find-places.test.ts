// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'

import { createPlaceFinder } from './find-places.ts'

const feature = (name: string, pop: number) => ({
  geometry: { coordinates: [38, 48.5] },
  properties: { name, pop },
})

test('[API9] places are found by how their names begin, the largest first', async () => {
  const find = createPlaceFinder(
    JSON.stringify({
      features: [feature('Bakhmutivka', 10), feature('Bakhmut', 70_000), feature('Kyiv', 3e6)],
    }),
  )
  const names = async (text: string, limit = 5) => (await find(text, limit)).map(({ name }) => name)
  expect(await names('bakh')).toEqual(['Bakhmut', 'Bakhmutivka'])
  expect(await names('BAKHMUT', 1)).toEqual(['Bakhmut'])
  expect(await names('akhmut')).toEqual([])
  expect((await find('Kyiv', 1))[0]?.position).toEqual({ latitude: 48.5, longitude: 38 })
  expect(await createPlaceFinder('no gazetteer')('Kyiv', 1)).toEqual([])
})
