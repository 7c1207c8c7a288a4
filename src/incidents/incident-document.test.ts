// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'

import { digestOf, toInstant, toLikelihood } from '#kernel'

import {
  parseIncidentDocument,
  parseSteadySourceDocument,
  toIncidentDocument,
  toSteadySourceDocument,
} from './incident-document.ts'
import type { Incident, SteadySource } from './incident.ts'

const incident: Incident = {
  id: digestOf('a'),
  interval: { start: toInstant(1_782_259_500_000), end: toInstant(1_782_263_100_500), clockErrorSeconds: 60 },
  geometry: {
    kind: 'ellipse',
    center: { latitude: 48.1, longitude: 37.7 },
    semiMajorMeters: 420.5,
    semiMinorMeters: 300,
    azimuthDegrees: 12.5,
  },
  members: [digestOf('a'), digestOf('b')],
  means: ['satellite-thermal'],
  independentSources: 2,
  hypotheses: [
    { hypothesis: 'shelling', probability: 0.25 },
    { hypothesis: 'unknown', probability: 0.75 },
  ],
  likelihood: toLikelihood(0.25),
  reasons: [
    { code: 'prior-heat', params: { probability: 0.15 }, logOdds: -1.734601 },
    { code: 'line-unknown', params: {} },
  ],
}

const source: SteadySource = {
  id: digestOf('c'),
  center: { latitude: 47, longitude: 35 },
  radiusMeters: 300,
  members: [digestOf('c')],
  reasons: [{ code: 'steady-nights', params: { nights: 4, ofNights: 4 } }],
}

describe('stored incidents', () => {
  test('[I16] an incident and a steady source come back equal, through JSON', () => {
    const document = toIncidentDocument(incident)
    expect(document.interval.start).toBe('2026-06-24T00:05:00.000Z')
    expect(parseIncidentDocument(JSON.parse(JSON.stringify(document)))).toEqual({ ok: true, value: incident })
    const stored = JSON.parse(JSON.stringify(toSteadySourceDocument(source)))
    expect(parseSteadySourceDocument(stored)).toEqual({ ok: true, value: source })
  })

  test('[I16] what is missing, unknown or does not add up is refused with every problem', () => {
    const document = toIncidentDocument(incident)
    const broken = {
      ...document,
      id: 'short',
      interval: { ...document.interval, start: '2026-06-24T00:05:00' },
      hypotheses: [{ hypothesis: 'shelling', probability: 0.25 }],
      likelihood: { ...document.likelihood, band: 'likely' },
      means: ['telepathy'],
      extra: 1,
    }
    const read = parseIncidentDocument(broken)
    expect(read.ok).toBe(false)
    const found = read.ok ? [] : read.problems.map(({ path, code }) => [path, code])
    expect(found).toContainEqual(['id', 'digest-expected'])
    expect(found).toContainEqual(['interval.start', 'instant-without-zone'])
    expect(found).toContainEqual(['hypotheses', 'hypotheses-do-not-sum-to-one'])
    expect(found).toContainEqual(['likelihood', 'likelihood-band-does-not-fit'])
    expect(found).toContainEqual(['means.0', 'invalid-value'])
    expect(found).toContainEqual(['', 'unrecognized-keys'])
    expect(parseSteadySourceDocument(null).ok).toBe(false)
  })
})
