// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'

import { describe, expect, test } from 'vitest'

import { sharedData } from '../../test/shared-data.ts'
import { FIGURES_FILE } from './card-figures.ts'
import { readPublicHistory } from './public-history.ts'
import { scoreHistory, type HistoryFigures } from './score-history.ts'

const firms = sharedData('firms/ukraine-history')
const events = sharedData('events/eyes-on-russia')
const places = sharedData('places/gazetteer_geonames_ua/ukraine-cities.json')

describe('the public history', () => {
  // Skipped where the public data is not on this machine: it is not ours to ship.
  test.skipIf(firms === null || events === null || places === null)(
    '[Q10] [Q11] scoring it again gives the recorded figures',
    () => {
      const figures = scoreHistory(readPublicHistory(firms!, events!, places!), false)
      const recorded = JSON.parse(readFileSync(FIGURES_FILE, 'utf8')) as HistoryFigures
      // The engine takes minutes; its own tests hold it to its answers.
      const periods = recorded.periods.map(({ period, rows }) => ({
        period,
        rows: rows.filter((row) => row.method !== 'marsad'),
      }))
      expect(figures).toEqual({ ...recorded, periods })
    },
    240_000,
  )
})
