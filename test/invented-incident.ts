// SPDX-License-Identifier: Apache-2.0
import { pastOfIncident } from '#incidents'
import { digestOf, toInstant, toLikelihood, type Reason } from '#kernel'
import type { Observation } from '#observations'
import type { IncidentAssessed } from '#reports'

/** An incident of one invented observation, held against the invented terms; every other side and every third means take turns. */
export function inventIncident(
  observation: Observation,
  n: number,
  dice: () => number,
  withLine: boolean,
): IncidentAssessed {
  const likelihood = toLikelihood(dice())
  const probability = Math.round(likelihood.probability * 1e6) / 1e6
  const breach = likelihood.probability > 0.5
  const line = withLine
    ? { meters: Math.round(dice() * 60_000), side: n % 2 === 0 ? 'party-a' : 'party-b' }
    : { meters: null, side: null }
  const distances = [{ line: 'contact', ...line, uncertaintyMeters: 900, nearest: null }]
  const reasons: readonly Reason[] = [
    { code: 'prior-heat', params: { probability: 0.15 }, logOdds: -1.734601 },
    line.meters === null
      ? { code: 'line-unknown', params: {} }
      : { code: 'line-distance', params: { meters: line.meters, uncertaintyMeters: 900 }, logOdds: 1.4 },
    { code: 'sensor-confidence', params: { sensorConfidence: 'high' }, logOdds: 0.2 },
  ]
  const zone = {
    zone: 'buffer',
    line: 'contact',
    meters: line.meters ?? 0,
    uncertaintyMeters: 900,
    party: '',
  }
  const center = observation.geometry.kind === 'ellipse' ? observation.geometry : null
  if (center === null) throw new Error('invented observations are ellipses')
  return {
    incident: {
      id: observation.id,
      interval: { start: observation.time.start, end: observation.time.end, clockErrorSeconds: 1 },
      geometry: center,
      members: [observation.id],
      means: n % 3 === 0 ? ['satellite-thermal', 'open-source'] : ['satellite-thermal'],
      independentSources: 1 + (n % 3),
      hypotheses: [
        { hypothesis: 'shelling', probability },
        { hypothesis: 'unknown', probability: Math.round((1 - probability) * 1e6) / 1e6 },
      ],
      likelihood,
      reasons,
    },
    past: pastOfIncident(
      [{ id: observation.id, knownAt: observation.time.end }],
      toInstant(Date.UTC(2026, 5, 25)),
    ),
    contact: distances[0] ?? null,
    results: [
      {
        provision: 'no-heavy-fire',
        act: 'heavy-fire',
        verdict: breach ? 'breach' : 'no breach',
        probability,
        distances,
        reasons: [{ code: 'inside-zone', params: zone }],
      },
      {
        provision: 'no-drones',
        act: 'drone-strike',
        verdict: 'cannot tell',
        probability: 0.1,
        distances,
        reasons: [],
      },
    ],
    possibleViolations: breach
      ? [
          {
            id: digestOf(`violation ${n}`),
            incident: observation.id,
            provision: 'no-heavy-fire',
            act: 'heavy-fire',
            severity: 'serious',
            standing: n % 3 === 0 ? 'possible-violation' : 'indication',
            likelihood,
            distances,
            clock: { breach: observation.time.start, elapsedSeconds: 3_600 * (n + 1) },
            speaksFor: [{ code: 'inside-zone', params: zone }, ...reasons.slice(1)],
            speaksAgainst: reasons.slice(0, 1),
          },
        ]
      : [],
  }
}
