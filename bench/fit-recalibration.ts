// SPDX-License-Identifier: Apache-2.0
// `npm run fit:recalibration [-- --seeds 101-120] [--scenario FILE] [--write]`: plays a scenario for seeds that no score uses, runs the
// engine on them as it weighs, and fits how often what it says turns out so.
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'

import { RECALIBRATION } from '#incidents'

import { fitKnots } from './recalibration/fit-knots.ts'
import { playSeed } from './recalibration/play-seed.ts'

const FILE = 'src/incidents/fused-engine/recalibration.json'

const { values } = parseArgs({
  options: {
    scenario: { type: 'string', default: 'scenarios/default.yaml' },
    seeds: { type: 'string', default: '101-120' },
    write: { type: 'boolean', default: false },
  },
})
const [first = 0, last = 0] = values.seeds.split('-').map(Number)
const seeds = Array.from({ length: last - first + 1 }, (_, k) => first + k)
const played = []
for (const seed of seeds) played.push(await playSeed(values.scenario, seed))

const knots = fitKnots(played.flatMap(({ said }) => said))
const recalibration = {
  schema: 'marsad/recalibration@1',
  fittedOn: {
    scenario: played[0]?.scenario ?? '',
    seeds,
    method:
      'isotonic regression (pool adjacent violators) in groups of equal mass, joined linearly in log-odds',
  },
  knots,
  placeErrors: RECALIBRATION.placeErrors,
}
console.log(JSON.stringify(recalibration, null, 1))
for (const kind of ['sensed', 'named', 'both'] as const) {
  const places = played.flatMap(({ covered }) => covered.filter((one) => one.kind === kind))
  const within = places.filter((one) => one.within).length
  console.log(`${kind}: ${within} of ${places.length} true places within the 95 % ellipse`)
}
if (values.write) writeFileSync(FILE, `${JSON.stringify(recalibration, null, 2)}\n`)
