// SPDX-License-Identifier: Apache-2.0
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'

import { sharedData } from '../test/shared-data.ts'
import { readPublicHistory } from './baselines/public-history.ts'
import { scoreThermal } from './thermal/score-thermal.ts'

const firms = sharedData('firms/ukraine-history')
const events = sharedData('events/eyes-on-russia')
const places = sharedData('places/gazetteer_geonames_ua/ukraine-cities.json')
const TARGET = 'docs/methods/fused-engine.figures.json'

if (firms === null || events === null || places === null) {
  console.log('The public data for this score is not on this machine; nothing was scored.')
} else {
  const { values } = parseArgs({
    options: { write: { type: 'boolean', default: false }, engine: { type: 'boolean', default: false } },
  })
  const figures = scoreThermal(readPublicHistory(firms, events, places), values.engine)
  const range = (ci: readonly number[] | null) =>
    ci === null ? '' : ` (${ci.map((x) => x.toFixed(2)).join('-')})`
  for (const { period, rows } of figures.periods) {
    console.log(period)
    for (const row of rows) {
      console.log(
        `  ${row.radiusKm} km ${row.method.padEnd(28)} day ${row.dayAuc?.toFixed(3)}${range(row.dayCi95)} local ${row.localAuc?.toFixed(3)}${range(row.localCi95)} pop ${row.popAuc?.toFixed(3)}${range(row.popCi95)} over cell-excess day ${row.vsCellExcess.day?.join(' ')} local ${row.vsCellExcess.local?.join(' ')} over population day ${row.vsPopulation.day?.join(' ')}`,
      )
    }
  }
  console.log(JSON.stringify({ peace: figures.peace, clusters: figures.clusters }, null, 1))
  if (values.write) writeFileSync(TARGET, `${JSON.stringify(figures, null, 1)}\n`)
}
