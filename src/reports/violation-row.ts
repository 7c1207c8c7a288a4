// SPDX-License-Identifier: Apache-2.0
import type { LineDistance } from '#agreement'
import type { PossibleViolation } from '#assessments'
import { formatInstant, uncertaintyMeters } from '#kernel'

import { csvLine } from './csv.ts'
import type { Publication } from './publication.ts'
import type { Configured, IncidentAssessed } from './run-record.ts'

/** Columns of `violations.csv`; new ones are added at the end only. */
export const VIOLATION_COLUMNS = [
  'id',
  'incident',
  'provision',
  'act',
  'severity',
  'standing',
  'likelihood_probability',
  'likelihood_band',
  'start',
  'end',
  'latitude',
  'longitude',
  'uncertainty_metres',
  'line',
  'side',
  'distance_metres',
  'distance_uncertainty_metres',
  'further_lines',
  'breach',
  'elapsed_seconds',
  'means',
  'independent_sources',
  'observations',
  'agreement',
  'exercise',
] as const

/** One possible violation as a line of the table; empty cells are values that are not known or not shown. */
export function violationLine(
  violation: PossibleViolation,
  assessed: IncidentAssessed,
  question: Configured,
  publication: Publication,
): string {
  const { incident } = assessed
  const placed = publication.showsPlaceOf(assessed)
  const [first, ...further] = placed ? violation.distances : []
  return csvLine([
    violation.id,
    violation.incident,
    violation.provision,
    violation.act,
    violation.severity,
    violation.standing,
    violation.likelihood.probability,
    violation.likelihood.band,
    formatInstant(incident.interval.start),
    formatInstant(incident.interval.end),
    placed ? incident.geometry.center.latitude : null,
    placed ? incident.geometry.center.longitude : null,
    placed ? uncertaintyMeters(incident.geometry) : null,
    first?.line ?? null,
    first?.side ?? null,
    first?.meters ?? null,
    first === undefined || first.meters === null ? null : first.uncertaintyMeters,
    further.map(furtherLine).join('; '),
    formatInstant(violation.clock.breach),
    violation.clock.elapsedSeconds,
    incident.means.join(' '),
    incident.independentSources,
    incident.members.length,
    question.agreement.id,
    question.exercise ? 'EXERCISE' : 'no',
  ])
}

const furtherLine = ({ line, side, meters, uncertaintyMeters: give }: LineDistance): string =>
  `${line} ${side ?? '-'} ${meters === null ? '-' : `${meters} m +/- ${give} m`}`
