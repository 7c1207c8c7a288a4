// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'

import { compileAgreement, createAgreementLines, HYPOTHESES, type Agreement } from '#agreement'
import {
  assess,
  ASSESSMENT_REASON_CODES,
  compareAgreements,
  kindsOfMeans,
  parsePossibleViolationDocument,
  standingOf,
  toPossibleViolationDocument,
} from '#assessments'
import type { Incident } from '#incidents'
import { digestOf, digestOfJson, toLikelihood } from '#kernel'

import { at, changedTerms, factsAt, shipped, type SampleFacts } from '../../test/sample-terms.ts'

const compiled = (terms: Agreement) => compileAgreement(terms, createAgreementLines(terms))
const exercise = compiled(shipped('exercise-2026'))

/** An incident ten kilometres east of the line of the exercise, unless said otherwise. */
function incident(sample: Partial<SampleFacts> & { readonly independentSources?: number } = {}): Incident {
  const { independentSources = 1, ...rest } = sample
  const facts = factsAt({ latitude: 48.25, longitude: 33.25, ...rest })
  if (facts.geometry.kind !== 'ellipse') throw new Error('not an ellipse')
  return {
    id: digestOf(JSON.stringify(sample)),
    interval: facts.interval,
    geometry: facts.geometry,
    members: [digestOf('member')],
    means: facts.means,
    independentSources,
    hypotheses: HYPOTHESES.map((hypothesis) => ({
      hypothesis,
      probability: facts.probabilities[hypothesis],
    })),
    likelihood: toLikelihood(facts.probabilities.shelling),
    reasons: [
      { code: 'strong-heat', params: { frpMegawatts: 40 }, logOdds: 1.2 },
      { code: 'single-pass', params: {}, logOdds: -0.4 },
    ],
  }
}

const CUT_OFF = at('2026-06-25T10:00:00Z')

describe('possible violations', () => {
  test('[AS1] each breach makes one, named by incident, provision and terms; nothing else does', () => {
    const one = incident()
    const { results, possibleViolations } = assess(one, exercise, CUT_OFF)
    expect(results).toHaveLength(12)
    const breaches = results.filter(({ verdict }) => verdict === 'breach').map(({ provision }) => provision)
    expect(breaches).toEqual(['heavy-fire'])
    expect(possibleViolations.map(({ provision }) => provision)).toEqual(breaches)
    const [found] = possibleViolations
    expect(found).toMatchObject({ act: 'heavy-fire', severity: 'grave', incident: one.id })
    expect(found?.likelihood).toEqual(toLikelihood(0.8))
    expect(found?.distances).toEqual(results[0]?.distances)
    expect(found?.id).toBe(
      digestOfJson({ incident: one.id, provision: 'heavy-fire', agreement: exercise.digest }),
    )
    const other = compiled(changedTerms('exercise-2026', (t) => (t.names.en = 'Another')))
    expect(assess(one, other, CUT_OFF).possibleViolations[0]?.id).not.toBe(found?.id)
  })

  test('[AS1] out of force and far away there is none', () => {
    expect(assess(incident({ start: '2026-05-01T00:00:00Z' }), exercise, CUT_OFF).possibleViolations).toEqual(
      [],
    )
    expect(assess(incident({ longitude: 36 }), exercise, CUT_OFF).possibleViolations).toEqual([])
  })

  test('[AS2] one kind of means is an indication, whatever the number of satellites', () => {
    const standing = (means: Incident['means'], independentSources: number) =>
      assess(incident({ means, independentSources }), exercise, CUT_OFF).possibleViolations[0]?.standing
    expect(standing(['satellite-thermal'], 5)).toBe('indication')
    expect(standing(['satellite-thermal', 'open-source'], 2)).toBe('possible-violation')
    expect(standing(['satellite-thermal', 'open-source'], 1)).toBe('indication')
    expect(standing(['heard', 'recorded'], 2)).toBe('possible-violation')
    expect(standing(['heard', 'party-statement'], 3)).toBe('indication')
    // Radio cannot observe heavy fire under these terms.
    expect(standing(['satellite-thermal', 'radio'], 2)).toBe('indication')
    expect(kindsOfMeans(['heard', 'heard', 'radio'], ['heard', 'recorded'])).toEqual(['heard'])
    expect(standingOf([], 9)).toBe('indication')
  })

  test('[AS3] the clock runs from the breach to the cut-off and never backwards', () => {
    const one = incident({ start: '2026-06-24T10:00:00Z', end: '2026-06-24T16:00:00Z' })
    expect(assess(one, exercise, CUT_OFF).possibleViolations[0]?.clock).toEqual({
      breach: at('2026-06-24T10:00:00Z'),
      elapsedSeconds: 86_400,
    })
    const early = assess(one, exercise, at('2026-06-24T00:00:00Z'))
    expect(early.possibleViolations[0]?.clock.elapsedSeconds).toBe(0)
  })

  test('[AS4] every reason stands on one side', () => {
    const one = incident({ probabilities: { shelling: 0.7, 'vegetation-fire': 0.2, accident: 0.1 } })
    const [found] = assess(one, exercise, CUT_OFF).possibleViolations
    expect(found?.speaksFor.map(({ code }) => code)).toEqual([
      'inside-zone',
      'means-can-observe',
      'probability-reached',
      'strong-heat',
    ])
    expect(found?.speaksAgainst.map(({ code, params }) => [code, params['hypothesis'] ?? ''])).toEqual([
      ['exception-not-excluded', ''],
      ['exception-not-excluded', ''],
      ['single-pass', ''],
      ['one-kind-of-means', ''],
      ['other-explanation', 'vegetation-fire'],
    ])
    const corroborated = incident({ means: ['heard', 'recorded'], independentSources: 2 })
    const codes = assess(corroborated, exercise, CUT_OFF).possibleViolations[0]?.speaksFor.map(
      ({ code }) => code,
    )
    expect(codes).toContain('several-kinds-of-means')
    const leaning = incident({ means: ['heard', 'recorded'], independentSources: 1 })
    const against = assess(leaning, exercise, CUT_OFF).possibleViolations[0]?.speaksAgainst.map(
      ({ code }) => code,
    )
    expect(against).toContain('one-source')
  })

  test('[AS4] nothing that is written says claimed or settled', () => {
    const written = JSON.stringify([assess(incident(), exercise, CUT_OFF), ASSESSMENT_REASON_CODES])
    expect(written).not.toMatch(/alleged|confirmed/i)
  })

  test('[AS6] one reads back as it was written, and nothing else does', () => {
    for (const one of assess(incident(), exercise, CUT_OFF).possibleViolations) {
      const stored = JSON.parse(JSON.stringify(toPossibleViolationDocument(one)))
      expect(stored.clock.breach).toBe('2026-06-24T10:00:00.000Z')
      expect(parsePossibleViolationDocument(stored)).toEqual({ ok: true, value: one })
      for (const change of [
        { id: 'x' },
        { standing: 'settled' },
        { clock: { breach: 'noon', elapsedSeconds: 1 } },
        { likelihood: { kind: 'likelihood', probability: 0.9, band: 'unlikely' } },
        { extra: 1 },
      ]) {
        expect(parsePossibleViolationDocument({ ...stored, ...change }).ok).toBe(false)
      }
    }
  })
})

describe('comparing terms', () => {
  test('[AS5] the two drafts differ on the days that only one of them covers', () => {
    const a = compiled(shipped('energy-moratorium-2025.draft-a'))
    const b = compiled(shipped('energy-moratorium-2025.draft-b'))
    const days = ['2025-03-17', '2025-03-20', '2025-04-01', '2025-04-20', '2025-05-01']
    const incidents = days.map((day) => incident({ start: `${day}T12:00:00Z` }))
    const compared = compareAgreements(a, b, incidents)
    expect(compared.terms.map(({ path }) => path)).toEqual(['draft', 'inForce.from', 'inForce.until'])
    expect([compared.onlyInA, compared.onlyInB]).toEqual([[], []])
    expect(compared.differences).toHaveLength(10)
    const electricity = compared.differences.filter(({ provision }) => provision === 'electricity')
    expect(electricity.map(({ a: left, b: right }) => [left.verdict, right.verdict])).toEqual([
      ['cannot tell', 'out of force'],
      ['out of force', 'cannot tell'],
    ])
    expect(electricity[0]?.b.reasons).toEqual([
      { code: 'not-yet-in-force', params: { from: '2025-03-25T00:00:00.000Z' } },
    ])
    expect(compared.provisions[2]).toEqual({
      provision: 'electricity',
      countsA: { breach: 0, 'no breach': 0, 'cannot tell': 2, 'out of force': 3 },
      countsB: { breach: 0, 'no breach': 0, 'cannot tell': 2, 'out of force': 3 },
    })
  })

  test('[AS5] provisions of one side alone are named, and equal terms do not differ', () => {
    const other = compiled(
      changedTerms('exercise-2026', (draft) => {
        draft.provisions = draft.provisions.slice(0, 2)
        draft.provisions[0].evidence.minimumProbability = 0.95
        draft.gates = []
      }),
    )
    const compared = compareAgreements(exercise, other, [incident()])
    expect(compared.onlyInA).toHaveLength(10)
    expect(compared.differences.map(({ provision, a, b }) => [provision, a.verdict, b.verdict])).toEqual([
      ['heavy-fire', 'breach', 'no breach'],
    ])
    expect(compareAgreements(exercise, exercise, [incident()]).differences).toEqual([])
  })
})
