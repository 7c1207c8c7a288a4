// SPDX-License-Identifier: Apache-2.0
// `npm run bench:early-warning`: days from a change to the alarm, beside the figures that the method was published with.
import { WATCH_SETTINGS, watchSector, type LevelChange } from '#incidents'
import { createRandom } from '#simulation'

import { FIRST_DAY, lethalEventsPerDay, TURNING_POINTS } from './early-warning/lethal-events.ts'
import { delaysOfKnownModel } from './early-warning/known-model.ts'
import { dateOf, dayNumber, drawPublishedSeries } from './early-warning/published-series.ts'
import { effectsOfScenario } from './early-warning/scenario-series.ts'

const PUBLISHED: Readonly<Record<string, string>> = {
  'true 2': 'median 4 d, 97-98 % within 14 d',
  'true 1.5': 'median 11 d, 61-65 % within 14 d',
  'false 2': 'median 5 d',
  'false 1.5': 'median 14 d, 57 % within 14 d',
}

console.log(
  '20 a day, shape 5, at most 20 % false alarms in 160 days, level known (published figures in brackets)',
)
for (const { factor, effortKnown, medianDays, within14 } of delaysOfKnownModel()) {
  const told = effortKnown ? 'effort told ' : 'effort ignored'
  console.log(
    `  rise x${factor}, ${told}: median ${medianDays} d, ${Math.round(100 * within14)} % within 14 d  (${PUBLISHED[`${effortKnown} ${factor}`]})`,
  )
}

const asDays = (counts: readonly number[]) => counts.map((count) => ({ count, effort: 1 }))
const REPETITIONS = 30

const medianOf = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!
const firstAfter = (changes: readonly LevelChange[], kind: LevelChange['kind'], day: number): number =>
  changes.find((change) => change.kind === kind && change.alarmOn >= day)?.alarmOn ?? Infinity

for (const slow of [false, true]) {
  console.log(
    `\nJuly 2020 and after, from published figures of the OSCE monitors, way back up ${slow ? 'over 60 days' : 'at once'} (${REPETITIONS} courses, level learned)`,
  )
  const courses = Array.from({ length: REPETITIONS }, (_, n) =>
    watchSector(asDays(drawPublishedSeries(createRandom(n + 1), slow)), WATCH_SETTINGS, n + 1),
  )
  const events = [
    ['fall of 27 July 2020', 'fall', dayNumber('2020-07-27')],
    ['relapse of 18 January 2021', 'rise', dayNumber('2021-01-18')],
  ] as const
  for (const [name, kind, day] of events) {
    const delays = courses.map(({ changes }) => firstAfter(changes, kind, day) - day + 1)
    console.log(`  ${name}: median ${medianOf(delays)} d, slowest ${Math.max(...delays)} d`)
  }
  const quietDays = dayNumber('2021-01-18') - WATCH_SETTINGS.learningDays - WATCH_SETTINGS.fewLearningDays
  const falseRises = courses.reduce(
    (sum, { changes }) =>
      sum +
      changes.filter(({ kind, alarmOn }) => kind === 'rise' && alarmOn < dayNumber('2021-01-18')).length,
    0,
  )
  console.log(
    `  false rises before the relapse: ${((falseRises / courses.length / quietDays) * WATCH_SETTINGS.quietDays).toFixed(2)} per ${WATCH_SETTINGS.quietDays} days`,
  )
  const [one] = courses
  for (const { kind, since, alarmOn, from } of one!.changes)
    console.log(
      `    first course: ${kind} since ${dateOf(since)}, alarm on ${dateOf(alarmOn)}, from ${Math.round(from)} a day`,
    )
}

console.log(
  '\nscenarios/relapse.yaml: fall on day 7, first breaches on day 12, answered on day 16 (days count from 0)',
)
for (const { sector, counts } of await effectsOfScenario('scenarios/relapse.yaml', 1)) {
  const { changes } = watchSector(asDays(counts), WATCH_SETTINGS, 1)
  const told = changes.map(
    ({ kind, since, alarmOn }) => `${kind} since day ${since}, alarm on day ${alarmOn}`,
  )
  console.log(`  ${sector}: ${counts.join(' ')}\n    ${told.join('; ')}`)
}

const lethal = lethalEventsPerDay()
if (lethal === null) console.log('\nlethal events 2014-2019: the public data is not at hand')
else {
  console.log('\nlethal events a day 2014-2019 (UCDP GED), no effort known')
  const { changes } = watchSector(asDays(lethal), WATCH_SETTINGS, 1)
  for (const { date, kind, what } of TURNING_POINTS) {
    const day = Math.round((Date.parse(date) - Date.parse(FIRST_DAY)) / 86_400_000)
    console.log(`  ${date} ${what}: ${kind} noticed after ${firstAfter(changes, kind, day) - day + 1} d`)
  }
  const years = lethal.length / 365.25
  console.log(`  ${changes.length} changes of level told in ${years.toFixed(1)} years`)
}
