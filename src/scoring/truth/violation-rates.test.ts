// SPDX-License-Identifier: Apache-2.0
import { compileAgreement, createAgreementLines } from '#agreement'
import { toInstant } from '#kernel'
import { describe, expect, test } from 'vitest'

import { shipped } from '../../../test/sample-terms.ts'
import type { FoundIncident, FoundRun } from './found-run.ts'
import type { TruthToScore } from './parse-truth.ts'
import { scoreViolations } from './violation-rates.ts'

const agreement = shipped('exercise-2026')
const terms = compileAgreement(agreement, createAgreementLines(agreement))
const START = Date.UTC(2026, 6, 1)

/** Kinds of events a few kilometres from the line, an hour apart, each with one row but those left out. */
function makeTruth(
  kinds: readonly TruthToScore['events'][number]['hypothesis'][],
  untold: readonly number[] = [],
): TruthToScore {
  const events = kinds.map((hypothesis, k) => ({
    id: `event-${k}`,
    hypothesis,
    start: toInstant(START + k * 3_600_000),
    end: toInstant(START + k * 3_600_000),
    latitude: 48.1 + 0.05 * k,
    longitude: 33.25,
    side: 'party-a',
  }))
  const rows = events.map(({ id }, k) => ({ file: 'f.csv', row: k + 1, of: id, copyOf: null }))
  return {
    schema: 'marsad/truth@1',
    line: 'contact',
    events,
    rows: rows.filter((_, k) => !untold.includes(k)),
  }
}

function runOf(truth: TruthToScore, groups: readonly (readonly number[])[]): FoundRun {
  const observations = truth.events.map(({ start, end, latitude, longitude }, k) => ({
    file: 'f.csv',
    row: k + 1,
    start,
    end,
    latitude,
    longitude,
  }))
  const incidents = groups.map((members): FoundIncident => {
    const { latitude, longitude } = observations[members[0]!]!
    const center = { latitude, longitude }
    return {
      id: `incident-${members[0]}`,
      ellipse: {
        kind: 'ellipse',
        center,
        semiMajorMeters: 200,
        semiMinorMeters: 200,
        azimuthDegrees: 0,
      },
      probability: 0.9,
      members,
      side: null,
    }
  })
  return { observations, incidents, steadySources: [] }
}

const heavyFire = (score: ReturnType<typeof scoreViolations>) =>
  score.provisions.find(({ provision }) => provision === 'heavy-fire')

describe('possible violations against the truth', () => {
  test('[Q31] a fire is no violation, shelling is, and each listed wrongly or left out counts', () => {
    const truth = makeTruth(['shelling', 'shelling', 'vegetation-fire', 'vegetation-fire'])
    const run = runOf(truth, [[0], [1], [2], [3]])
    const score = scoreViolations(truth, run, [['heavy-fire'], [], ['heavy-fire'], []], terms)
    expect(heavyFire(score)).toEqual({
      provision: 'heavy-fire',
      act: 'heavy-fire',
      threshold: 0.55,
      baseRate: 0.5,
      precision: 0.5,
      recall: 0.5,
    })
    expect(score.any).toEqual({ baseRate: 0.5, precision: 0.5, recall: 0.5 })
  })

  test('[Q31] the kind must be that of the provision', () => {
    const truth = makeTruth(['air-or-drone-strike'])
    const score = scoreViolations(truth, runOf(truth, [[0]]), [['energy-objects']], terms)
    expect(score.provisions.find(({ provision }) => provision === 'energy-objects')).toMatchObject({
      baseRate: 0,
      precision: 0,
      recall: null,
    })
  })

  test('[Q31] a violation that no row tells of lowers no recall; one merged into another incident does', () => {
    const truth = makeTruth(['shelling', 'shelling'], [1])
    expect(heavyFire(scoreViolations(truth, runOf(truth, [[0]]), [['heavy-fire']], terms))?.recall).toBe(1)
    const told = makeTruth(['shelling', 'shelling'])
    expect(heavyFire(scoreViolations(told, runOf(told, [[0, 1]]), [['heavy-fire']], terms))?.recall).toBe(0.5)
  })

  test('[Q31] shares of nothing are null', () => {
    const truth = makeTruth([])
    expect(scoreViolations(truth, runOf(truth, []), [], terms).any).toEqual({
      baseRate: null,
      precision: null,
      recall: null,
    })
  })
})
