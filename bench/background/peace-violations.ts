// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'

import {
  compileAgreement,
  createAgreementLines,
  lengthKilometres,
  parseAgreement,
  type LineIndex,
} from '#agreement'
import { assess } from '#assessments'
import type { Background } from '#background'
import { createFusedEngine } from '#incidents'
import { DAY_MS, toInstant, utcMilliseconds } from '#kernel'
import { createObservationTable } from '#observations'
import { fusionContext } from '#pipeline'

import type { PublicHistory } from '../baselines/public-history.ts'
import { toDetections } from '../thermal/history-units.ts'
import { toObservation } from '../thermal/score-thermal.ts'

export interface PeaceMonth {
  readonly month: number
  readonly weeks: number
  readonly incidents: number
  /** Possible violations, those that are indications only among them. */
  readonly possibleViolations: number
  readonly indications: number
  readonly perHundredKilometresAndWeek: number
  /** Of any provision, but each incident once. */
  readonly incidentsPerHundredKilometresAndWeek: number
}

export interface PeaceYear {
  readonly year: number
  readonly detections: number
  readonly lineKilometres: number
  readonly worksDetections: number
  readonly months: readonly PeaceMonth[]
  /** Possible violations by act. */
  readonly byAct: Readonly<Record<string, number>>
}

/** Fires of years in which this ground was quiet lie at least so far from the line of 2015. */
const QUIET_METERS = 50_000

/** Holds the fires of a quiet year against the exercise's terms and line as if they were in force that year. */
export function peaceViolations(
  history: PublicHistory,
  background: Background,
  year: number,
  lineOf2015: LineIndex,
): PeaceYear {
  const text = readFileSync('agreements/exercise-2026.yaml', 'utf8')
  const parsed = parseAgreement(
    // As if in force from the first to the last day of that year, and every provision with it.
    text
      .replaceAll(/from: '?2026-06-\d\dT00:00:00Z'?/g, `from: ${year}-01-01T00:00:00Z`)
      .replaceAll(/until: 202[67]-\d\d-\d\dT00:00:00Z/g, `until: ${year + 1}-01-01T00:00:00Z`),
    'exercise-2026.yaml',
  )
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  const lines = createAgreementLines(parsed.value)
  const terms = compileAgreement(parsed.value, lines)
  const end = toInstant(utcMilliseconds(year + 1, 1, 1))
  const contact = lines.lineAt('contact', end)
  if (contact === null) throw new Error('the exercise has no line')
  const detections = toDetections(history, year)
  const table = createObservationTable()
  for (const detection of detections) table.append(toObservation(detection))
  const partition = createFusedEngine(background).partition(table, fusionContext(parsed.value, lines))
  const months = Array.from({ length: 12 }, () => ({
    incidents: 0,
    violating: 0,
    possible: 0,
    indications: 0,
  }))
  const byAct: Record<string, number> = {}
  for (const incident of partition.incidents) {
    if (lineOf2015.nearest(incident.geometry.center).meters <= QUIET_METERS) continue
    const month = months[new Date(incident.interval.start).getUTCMonth()]!
    const { possibleViolations } = assess(incident, terms, end)
    month.incidents++
    if (possibleViolations.length > 0) month.violating++
    for (const { act, standing } of possibleViolations) {
      month.possible++
      if (standing === 'indication') month.indications++
      byAct[act] = (byAct[act] ?? 0) + 1
    }
  }
  const kilometres = lengthKilometres(contact.line.parts)
  return {
    year,
    detections: detections.length,
    lineKilometres: Math.round(kilometres),
    worksDetections: partition.steadySources.reduce((sum, { members }) => sum + members.length, 0),
    months: months.map((month, k) => {
      const next = k === 11 ? utcMilliseconds(year + 1, 1, 1) : utcMilliseconds(year, k + 2, 1)
      const weeks = (next - utcMilliseconds(year, k + 1, 1)) / (7 * DAY_MS)
      const perLineAndWeek = (count: number) => Math.round((count / (kilometres / 100) / weeks) * 1e3) / 1e3
      return {
        month: k + 1,
        weeks: Math.round(weeks * 100) / 100,
        incidents: month.incidents,
        possibleViolations: month.possible,
        indications: month.indications,
        perHundredKilometresAndWeek: perLineAndWeek(month.possible),
        incidentsPerHundredKilometresAndWeek: perLineAndWeek(month.violating),
      }
    }),
    byAct,
  }
}
