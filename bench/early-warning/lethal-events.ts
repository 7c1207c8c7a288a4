// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'

import Papa from 'papaparse'

import { sharedData } from '../../test/shared-data.ts'

const DAY_MS = 86_400_000

/** Days on which everybody knows that the war in Donbas changed its level; what an alarm may be held against. */
export const TURNING_POINTS = [
  { date: '2014-09-05', kind: 'fall', what: 'Minsk protocol' },
  { date: '2015-01-13', kind: 'rise', what: 'fighting for Donetsk airport' },
  { date: '2015-02-15', kind: 'fall', what: 'Minsk package takes effect' },
  { date: '2017-01-29', kind: 'rise', what: 'fighting at Avdiivka' },
] as const

export const FIRST_DAY = '2014-07-01'
const LAST_DAY = '2019-12-31'

/** Lethal events a day whose day is known, as the Uppsala Conflict Data Program counted them; null where the data is not at hand. */
export function lethalEventsPerDay(): readonly number[] | null {
  const path = sharedData('events/ucdp/ucdp-ged-ukraine-2014-2019.csv')
  if (path === null) return null
  const { data } = Papa.parse<Record<string, string>>(readFileSync(path, 'utf8'), {
    header: true,
    skipEmptyLines: true,
  })
  const dayOf = (date: string): number =>
    Math.round((Date.parse(date.slice(0, 10)) - Date.parse(FIRST_DAY)) / DAY_MS)
  const counts = Array.from({ length: dayOf(LAST_DAY) + 1 }, () => 0)
  for (const row of data) {
    const day = dayOf(row['date_start'] ?? '')
    if (row['date_prec'] === '1' && counts[day] !== undefined) counts[day]++
  }
  return counts
}
