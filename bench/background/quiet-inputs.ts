// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { createAgreementLines, parseAgreement, type LineIndex } from '#agreement'
import {
  parseWeatherFile,
  toWeatherTerms,
  type RegionPoint,
  type WeatherDay,
  type WeatherTerms,
} from '#background'
import { toInstant } from '#kernel'

/** Reads a folder of daily weather as `background build --weather` does. */
export function readWeatherFolder(folder: string): WeatherTerms {
  const days: WeatherDay[] = []
  let points: readonly RegionPoint[] = []
  for (const name of readdirSync(folder, { recursive: true }).map(String).sort()) {
    if (!name.endsWith('.csv')) continue
    const read = parseWeatherFile(readFileSync(join(folder, name), 'utf8'), name)
    if (!read.ok) throw new Error(JSON.stringify(read.problems))
    if (read.value.kind === 'days') for (const day of read.value.days) days.push(day)
    if (read.value.kind === 'regions' && read.value.points.length > points.length) points = read.value.points
  }
  const terms = toWeatherTerms(days, points)
  if (terms === null) throw new Error(`${folder} has no weather`)
  return terms
}

/** The line of February 2015 as the Minsk terms of this repository generalise it through named localities. */
export function lineOf2015(): LineIndex {
  const parsed = parseAgreement(readFileSync('agreements/minsk.yaml', 'utf8'), 'minsk.yaml')
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  const line = createAgreementLines(parsed.value).lineAt('actual-line', toInstant(Date.UTC(2019, 0, 1)))
  if (line === null) throw new Error('no line of 2015')
  return line
}
