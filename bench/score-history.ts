// SPDX-License-Identifier: Apache-2.0
import { parseArgs } from 'node:util'

import { sharedData } from '../test/shared-data.ts'
import { readPublicHistory } from './baselines/public-history.ts'
import { scoreHistory } from './baselines/score-history.ts'
import { writeFigures } from './baselines/write-figures.ts'

const firms = sharedData('firms/ukraine-history')
const events = sharedData('events/eyes-on-russia')
const places = sharedData('places/gazetteer_geonames_ua/ukraine-cities.json')

if (firms === null || events === null || places === null) {
  console.log('The public data for this score is not on this machine; nothing was scored.')
} else {
  const { values } = parseArgs({
    options: { write: { type: 'boolean', default: false }, engine: { type: 'boolean', default: false } },
  })
  const started = performance.now()
  const figures = scoreHistory(readPublicHistory(firms, events, places), values.engine || values.write)
  console.log(JSON.stringify(figures, null, 1))
  console.log(`${Math.round(performance.now() - started)} ms`)
  if (values.write) writeFigures(figures)
}
