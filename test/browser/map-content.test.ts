// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'

import { expect, test } from 'vitest'

import { OBJECT_CLASSES } from '#agreement'

import { drawObjectSymbols } from '../../web/build/object-symbols.ts'
import { foldName } from '../../web/src/map/find-places.ts'
import { NAMED_PLACES } from '../../web/src/map/named-places.ts'
import { sharedData } from '../shared-data.ts'

test('[WB69] every class of objects that terms know has a symbol, and the neutral frame where it is an installation', () => {
  const drawn = drawObjectSymbols()
  expect([...drawn.keys()].sort()).toEqual([...OBJECT_CLASSES].sort())
  const installations = [...drawn].filter(([name]) => name !== 'monitor-position')
  const NEUTRAL_FILL = 'rgb(170,255,170)'
  expect(installations.filter(([, svg]) => !svg.includes(NEUTRAL_FILL))).toEqual([])
})

const gazetteer = sharedData('places/gazetteer_geonames_ua/ukraine-cities.json')

/** So many letters at the beginning are the same in every way of writing a name in Latin letters. */
const SAME_LETTERS = 3
const KM_PER_DEGREE = 111.2

test.skipIf(gazetteer === null)('[WB68] settlements lie where GeoNames has one of that name, to 3 km', () => {
  const { features } = JSON.parse(readFileSync(gazetteer ?? '', 'utf8')) as {
    features: readonly {
      properties: { name: string }
      geometry: { coordinates: readonly [number, number] }
    }[]
  }
  const beginning = (name: string): string => foldName(name).slice(0, SAME_LETTERS)
  const astray = NAMED_PLACES.filter(({ kind, at, names, otherNames }) => {
    const own = [names.en, ...otherNames].map(beginning)
    const isThere = features.some(({ properties: { name }, geometry: { coordinates: there } }) => {
      const east = (there[0] - at[0]) * KM_PER_DEGREE * Math.cos((at[1] * Math.PI) / 180)
      const north = (there[1] - at[1]) * KM_PER_DEGREE
      return Math.hypot(east, north) < 3 && own.includes(beginning(name))
    })
    return kind === 'settlement' && !isThere
  })
  expect(astray.map(({ names }) => names.en)).toEqual([])
})
