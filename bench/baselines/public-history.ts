// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { parseInstant, type Position } from '#kernel'
import {
  dayOf,
  parsePlaces,
  type Detection,
  type Label,
  type PastDetection,
  type PopulatedPlace,
} from '#scoring'
import Papa from 'papaparse'

/** The public data that the history score reads, out of the folder of shared data. */
export interface PublicHistory {
  readonly detections: readonly Detection[]
  /** Detections of each year before. */
  readonly past: ReadonlyMap<number, readonly PastDetection[]>
  readonly labels: readonly Label[]
  readonly places: readonly PopulatedPlace[]
}

const PAST_YEARS = [2013, 2016, 2018, 2019, 2020, 2021] as const
const SCORED_FILE = 'ukr_fire_data_2022-02-24_2022-05-31.csv'
const LABEL_FILE = 'events-2022-02-24_2022-05-31.csv'

/** A text speaks of what may burn when it, or the group it is filed under, holds one of these words or a longer one. */
const NAMED = /fire|explosion|strike|shelling|missile|bomb/i

/** Reads six years of detections, the spring of 2022 and what was geolocated in it. */
export function readPublicHistory(
  firmsFolder: string,
  eventsFolder: string,
  placesFile: string,
): PublicHistory {
  const places = parsePlaces(JSON.parse(readFileSync(placesFile, 'utf8')))
  if (!places.ok) throw new Error(`${placesFile}: ${JSON.stringify(places.problems)}`)
  return {
    detections: readDetections(join(firmsFolder, SCORED_FILE)),
    past: new Map(PAST_YEARS.map((year) => [year, readPast(join(firmsFolder, `ukr_fire_data_${year}.csv`))])),
    labels: readLabels(join(eventsFolder, LABEL_FILE)),
    places: places.value,
  }
}

/** The rows have a date and no time: their order in the file stands for it. */
function readDetections(file: string): readonly Detection[] {
  return readRows(file).map((row, number) => ({
    id: String(number).padStart(8, '0'),
    timeMs: timeOf(row['ACQ_DATE']),
    position: positionOf(row['LATITUDE'], row['LONGITUDE']),
    source: null,
    frpMegawatts: null,
  }))
}

const readPast = (file: string): readonly PastDetection[] =>
  readDetections(file).map(({ timeMs, position }) => ({ day: dayOf(timeMs), position }))

function readLabels(file: string): readonly Label[] {
  return readRows(file)
    .filter((row) => NAMED.test(`${row['brief description']} ${row['event_group']}`))
    .map((row) => ({
      id: row['entry'] ?? '',
      day: dayOf(timeOf(row['date'])),
      position: positionOf(row['lat'], row['lon']),
      kind: row['event_group'] ?? '',
    }))
}

const readRows = (file: string): readonly Record<string, string>[] =>
  Papa.parse<Record<string, string>>(readFileSync(file, 'utf8'), { header: true, skipEmptyLines: true }).data

function timeOf(date: string | undefined): number {
  const parsed = parseInstant(date ?? '')
  if (!parsed.ok) throw new Error(`date ${date}`)
  return parsed.value
}

const positionOf = (latitude: string | undefined, longitude: string | undefined): Position => ({
  latitude: Number(latitude),
  longitude: Number(longitude),
})
