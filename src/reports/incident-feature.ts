// SPDX-License-Identifier: Apache-2.0
import type { ProvisionResult, Verdict } from '#agreement'
import { sumOfEffects, toIncidentPastDocument, type EffectsAtLeast } from '#incidents'
import { formatInstant, uncertaintyMeters, type JsonValue, type Reason } from '#kernel'
import { formatReason } from '#messages'

import type { Publication } from './publication.ts'
import { REPORT_LANGUAGES } from './report-languages.ts'
import type { IncidentAssessed } from './run-record.ts'
import type { ReasonNames } from './reason-names.ts'

/** Breaches first, then what cannot be told; within a verdict as the agreement lists them. */
export const VERDICT_ORDER: readonly Verdict[] = ['breach', 'cannot tell', 'no breach', 'out of force']

/**
 * One incident as a GeoJSON feature (RFC 7946): its best position as a point, which every map program draws, with the
 * 95 % ellipse among the properties. The geometry is null where the place may not be shown to the audience.
 */
export function toIncidentFeature(
  assessed: IncidentAssessed,
  effects: EffectsAtLeast,
  publication: Publication,
  names: ReasonNames,
): JsonValue {
  const { incident, past } = assessed
  const { geometry } = incident
  const placed = publication.showsPlaceOf(assessed)
  // Sentences for the few that somebody will read; a code says the same in a tenth of the space.
  const worded = publication.shown(assessed).length > 0
  return {
    type: 'Feature',
    id: incident.id,
    geometry: placed
      ? { type: 'Point', coordinates: [geometry.center.longitude, geometry.center.latitude] }
      : null,
    properties: {
      id: incident.id,
      start: formatInstant(incident.interval.start),
      end: formatInstant(incident.interval.end),
      clockErrorSeconds: incident.interval.clockErrorSeconds,
      state: past.state,
      past: { steps: toIncidentPastDocument(past).steps, omitted: past.omitted },
      effectsAtLeast: effects.size === 0 ? null : sumOfEffects(effects),
      effects: Object.fromEntries(effects),
      locationWithheld: !placed,
      uncertaintyMeters: placed ? uncertaintyMeters(geometry) : null,
      ellipse: placed
        ? {
            semiMajorMeters: geometry.semiMajorMeters,
            semiMinorMeters: geometry.semiMinorMeters,
            azimuthDegrees: geometry.azimuthDegrees,
          }
        : null,
      hypotheses: incident.hypotheses.map(({ hypothesis, probability }) => ({ hypothesis, probability })),
      likelihood: { probability: incident.likelihood.probability, band: incident.likelihood.band },
      reasons: publication
        .reasonsOf(assessed, incident.reasons)
        .map((reason) => (worded ? withText(reason, names) : bare(reason))),
      lineOfContact: placed && assessed.contact !== null ? toDistance(assessed.contact) : null,
      means: [...incident.means],
      independentSources: incident.independentSources,
      members: [...incident.members],
      possibleViolations: provisionAnswers(assessed, publication, names, placed),
    },
  }
}

function provisionAnswers(
  assessed: IncidentAssessed,
  publication: Publication,
  names: ReasonNames,
  placed: boolean,
): readonly JsonValue[] {
  const shown = new Map(publication.shown(assessed).map((one) => [one.provision, one]))
  const hidden = new Set(
    assessed.possibleViolations.map((one) => one.provision).filter((id) => !shown.has(id)),
  )
  const told = (reasons: readonly Reason[]): readonly JsonValue[] =>
    publication.reasonsOf(assessed, reasons).map((reason) => withText(reason, names))
  return VERDICT_ORDER.flatMap((verdict) => assessed.results.filter((result) => result.verdict === verdict))
    .filter((result) => !hidden.has(result.provision))
    .map((result): JsonValue => {
      const violation = shown.get(result.provision)
      const plain = {
        provision: result.provision,
        act: result.act,
        verdict: result.verdict,
        probability: result.probability,
        distances: placed ? result.distances.map(toDistance) : [],
      }
      if (violation === undefined)
        return { ...plain, reasons: publication.reasonsOf(assessed, result.reasons).map(bare) }
      return {
        ...plain,
        id: violation.id,
        standing: violation.standing,
        severity: violation.severity,
        likelihood: { probability: violation.likelihood.probability, band: violation.likelihood.band },
        clock: {
          breach: formatInstant(violation.clock.breach),
          elapsedSeconds: violation.clock.elapsedSeconds,
        },
        reasons: told(result.reasons),
        speaksFor: told(violation.speaksFor),
        speaksAgainst: told(violation.speaksAgainst),
      }
    })
}

const toDistance = ({
  line,
  side,
  meters,
  uncertaintyMeters: give,
}: ProvisionResult['distances'][number]): JsonValue => ({
  line,
  side,
  meters,
  uncertaintyMeters: give,
})

const bare = ({ code, params, logOdds }: Reason): { [key: string]: JsonValue | undefined } => ({
  code,
  params: { ...params },
  logOdds,
})

const withText = (reason: Reason, names: ReasonNames): JsonValue => ({
  ...bare(reason),
  text: Object.fromEntries(
    REPORT_LANGUAGES.map((language) => [language, formatReason(language, names(language, reason))]),
  ),
})
