// SPDX-License-Identifier: Apache-2.0
import { writeFileSync } from 'node:fs'

import { sharedData } from '../test/shared-data.ts'
import { readPublicHistory } from './baselines/public-history.ts'
import { fitThermalWeights } from './thermal/fit-weights.ts'

const firms = sharedData('firms/ukraine-history')
const events = sharedData('events/eyes-on-russia')
const places = sharedData('places/gazetteer_geonames_ua/ukraine-cities.json')
const TARGET = 'src/incidents/thermal-evidence/weights.json'

if (firms === null || events === null || places === null) {
  console.log('The public data for this fit is not on this machine; nothing was fitted.')
} else {
  const weights = fitThermalWeights(readPublicHistory(firms, events, places))
  writeFileSync(TARGET, `${JSON.stringify(weights, null, 2)}\n`)
  console.log(JSON.stringify(weights, null, 1))
}
