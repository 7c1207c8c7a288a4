// SPDX-License-Identifier: Apache-2.0
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'

import { sharedData } from '../test/shared-data.ts'
import { peaceViolations, type PeaceYear } from './background/peace-violations.ts'
import { lineOf2015, readWeatherFolder } from './background/quiet-inputs.ts'
import { backgroundOfOthers } from './background/score-counts.ts'
import { readPublicHistory } from './baselines/public-history.ts'

const firms = sharedData('firms/ukraine-history')
const events = sharedData('events/eyes-on-russia')
const places = sharedData('places/gazetteer_geonames_ua/ukraine-cities.json')
const weather = sharedData('weather')
const TARGET = 'docs/methods/peace.figures.json'

/** At most so many possible violations per 100 km of the line and week, in every month of a quiet year. */
const BAR = 0.1

if (firms === null || events === null || places === null || weather === null) {
  console.log('The public data for this score is not on this machine; nothing was scored.')
} else {
  const { values } = parseArgs({
    options: { write: { type: 'boolean', default: false }, years: { type: 'string' } },
  })
  const history = readPublicHistory(firms, events, places)
  const terms = readWeatherFolder(weather)
  const line = lineOf2015()
  const years: PeaceYear[] = []
  for (const year of (values.years ?? '2019,2021').split(',').map(Number)) {
    const figures = peaceViolations(history, backgroundOfOthers(history, year, terms, true), year, line)
    years.push(figures)
    console.log(
      `${year}: ${figures.detections} detections, ${figures.worksDetections} of them at works; line of ${figures.lineKilometres} km; acts ${JSON.stringify(figures.byAct)}`,
    )
    console.log('month  incidents  possible violations  (indications)  per 100 km and week  incidents so')
    for (const one of figures.months) {
      console.log(
        [
          String(one.month).padStart(5),
          String(one.incidents).padStart(10),
          String(one.possibleViolations).padStart(20),
          String(one.indications).padStart(14),
          one.perHundredKilometresAndWeek.toFixed(3).padStart(20),
          one.incidentsPerHundredKilometresAndWeek.toFixed(3).padStart(13),
        ].join(' '),
      )
    }
  }
  const worst = years
    .flatMap(({ months }) => months.map((one) => one.perHundredKilometresAndWeek))
    .reduce((most, rate) => Math.max(most, rate), 0)
  console.log(
    `worst month ${worst.toFixed(3)} per 100 km and week (bar ${BAR}): ${worst <= BAR ? 'met' : 'missed'}`,
  )
  console.log(
    'recall and false rate by side of the line: not measurable, since no labels of these years lie at the exercise’s line',
  )
  if (values.write) writeFileSync(TARGET, `${JSON.stringify({ bar: BAR, years }, null, 1)}\n`)
}
