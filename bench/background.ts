// SPDX-License-Identifier: Apache-2.0
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'

import { sharedData } from '../test/shared-data.ts'
import { lineOf2015, readWeatherFolder } from './background/quiet-inputs.ts'
import {
  backgroundOfOthers,
  scoreYear,
  type GroupFigures,
  type YearFigures,
} from './background/score-counts.ts'
import { readPublicHistory } from './baselines/public-history.ts'

const firms = sharedData('firms/ukraine-history')
const events = sharedData('events/eyes-on-russia')
const places = sharedData('places/gazetteer_geonames_ua/ukraine-cities.json')
const weather = sharedData('weather')
const TARGET = 'docs/methods/background.figures.json'

/** What the p-values of held-out quiet years must reach: the greatest gap to the even distribution, of the years' median and at worst. */
const BARS = { median: 0.03, worst: 0.05 } as const

const gaps = (years: readonly YearFigures[], of: (year: YearFigures) => GroupFigures): readonly number[] =>
  years.map((year) => of(year).kolmogorovSmirnov ?? 1).sort((a, b) => a - b)

const medianOf = (sorted: readonly number[]): number =>
  (sorted[Math.floor((sorted.length - 1) / 2)]! + sorted[Math.ceil((sorted.length - 1) / 2)]!) / 2

const show = ({ cellDays, kolmogorovSmirnov, observedOverExpected }: GroupFigures): string =>
  `${String(cellDays).padStart(8)} KS ${kolmogorovSmirnov?.toFixed(4) ?? 'none  '} seen/foretold ${observedOverExpected?.toFixed(3) ?? 'none'}`

if (firms === null || events === null || places === null || weather === null) {
  console.log('The public data for this score is not on this machine; nothing was scored.')
} else {
  const { values } = parseArgs({
    options: { write: { type: 'boolean', default: false }, years: { type: 'string' } },
  })
  const history = readPublicHistory(firms, events, places)
  const terms = readWeatherFolder(weather)
  const line = lineOf2015()
  const asked = values.years?.split(',').map(Number) ?? [...history.past.keys()]
  const years: YearFigures[] = []
  for (const year of asked) {
    const { cells } = backgroundOfOthers(history, year, terms, false)
    if (cells === null) throw new Error('no model of cells')
    const figures = scoreYear(
      cells,
      year,
      history.past.get(year) ?? [],
      (position) => line.nearest(position).meters,
    )
    years.push(figures)
    console.log(`${year} held out`)
    console.log(`  all cell-days                    ${show(figures.all)}`)
    console.log(`  expected one or more             ${show(figures.expectedOneOrMore)}`)
    console.log(`  within 30 km of the line of 2015 ${show(figures.nearLine)}`)
    console.log(`  of these, expected one or more   ${show(figures.nearLineExpectedOneOrMore)}`)
  }
  let missed = false
  for (const [name, of] of [
    ['all cell-days', (year: YearFigures) => year.all],
    ['expected one or more', (year: YearFigures) => year.expectedOneOrMore],
  ] as const) {
    const sorted = gaps(years, of)
    const [median, worst] = [medianOf(sorted), sorted.at(-1) ?? 1]
    const met = median <= BARS.median && worst <= BARS.worst
    missed ||= !met
    console.log(
      `${name}: median KS ${median.toFixed(4)} (bar ${BARS.median}), worst ${worst.toFixed(4)} (bar ${BARS.worst}): ${met ? 'met' : 'missed'}`,
    )
  }
  if (values.write) writeFileSync(TARGET, `${JSON.stringify({ bars: BARS, years }, null, 1)}\n`)
  if (missed) process.exitCode = 1
}
