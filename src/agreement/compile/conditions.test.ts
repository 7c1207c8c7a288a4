// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'

import { HYPOTHESES_OF_ACT } from '#agreement'

import { factsAt, shipped, type SampleFacts } from '../../../test/sample-terms.ts'
import { compiled, eastOf, resultOf, straight, told } from '../../../test/straight-line.ts'

describe('time', () => {
  const verdictAt = (sample: Partial<SampleFacts>) => resultOf(straight(), 'heavy-fire', eastOf(20, sample))

  test.each([
    ['2026-05-31T23:59:59Z', '2026-05-31T23:59:59Z', 0, 'out of force', 'not-yet-in-force'],
    ['2026-06-01T00:00:00Z', '2026-06-01T00:00:00Z', 0, 'breach', 'inside-zone'],
    ['2026-05-31T23:00:00Z', '2026-06-01T01:00:00Z', 0, 'cannot tell', 'edge-of-force-uncertain'],
    ['2026-06-01T00:00:10Z', '2026-06-01T00:00:10Z', 30, 'cannot tell', 'edge-of-force-uncertain'],
    ['2026-05-31T23:59:50Z', '2026-05-31T23:59:50Z', 30, 'cannot tell', 'edge-of-force-uncertain'],
    ['2026-12-31T23:59:59Z', '2026-12-31T23:59:59Z', 0, 'breach', 'inside-zone'],
    ['2026-12-31T00:00:00Z', '2027-01-01T00:00:00Z', 0, 'cannot tell', 'edge-of-force-uncertain'],
    ['2027-01-01T00:00:00Z', '2027-01-01T00:00:00Z', 0, 'out of force', 'no-longer-in-force'],
  ])('[AG8] %s to %s with a clock good to %s s: %s', (start, end, clockErrorSeconds, verdict, code) => {
    const result = verdictAt({ start, end, clockErrorSeconds })
    expect([result.verdict, result.reasons[0]?.code]).toEqual([verdict, code])
  })

  test('[AG8] the truce begins and ends at the hours it names', () => {
    const verdict = (start: string) =>
      resultOf(shipped('easter-truce-2025'), 'all-fire', factsAt({ latitude: 48, longitude: 37.8, start }))
        .verdict
    expect(verdict('2025-04-19T14:59:59Z')).toBe('out of force')
    expect(verdict('2025-04-19T15:00:00Z')).toBe('breach')
    expect(verdict('2025-04-20T20:59:59Z')).toBe('breach')
    expect(verdict('2025-04-20T21:00:00Z')).toBe('out of force')
  })

  test('[AG8] a provision may be in force for less than its agreement', () => {
    const weapons = [{ weaponClass: 'artillery' as const, calibreMillimetres: 152 }]
    const seen = (start: string) =>
      resultOf(
        straight(),
        'artillery-withdrawn',
        eastOf(20, { start, weapons, means: ['uav'], probabilities: { 'other-military-activity': 0.9 } }),
      ).verdict
    expect(seen('2026-06-14T23:59:59Z')).toBe('out of force')
    expect(seen('2026-06-15T00:00:00Z')).toBe('breach')
  })
})

describe('evidence', () => {
  test('[AG12] means that cannot observe an act say nothing about it, however improbable', () => {
    for (const shelling of [0.01, 0.99]) {
      const facts = eastOf(5, { probabilities: { 'air-or-drone-strike': shelling } })
      expect(told(straight(), 'drone-strikes', facts)).toBe(
        'cannot tell | applies-everywhere | means-cannot-observe',
      )
    }
    const terms = straight((draft) => (draft.provisions[0].observableBy = []))
    expect(told(terms, 'heavy-fire', eastOf(5))).toContain('cannot tell')
    expect(told(terms, 'heavy-fire', eastOf(5))).toContain('not-observable-from-afar')
  })

  test('[AG12] without a register of objects nothing can be said of them', () => {
    const facts = factsAt({ latitude: 50, longitude: 30, start: '2025-03-30T10:00:00Z' })
    const results = compiled(shipped('energy-moratorium-2025.draft-a')).test(facts)
    expect(results.map(({ verdict }) => verdict)).toEqual(Array(5).fill('cannot tell'))
    expect(
      results[2]?.reasons.map(({ params }) => params['objectClass']).filter((c) => c !== undefined),
    ).toEqual(['power-plant', 'substation', 'power-line'])
  })

  test('[AG12] a weapon limit needs a weapon that was told apart', () => {
    const answer = (weapons: SampleFacts['weapons']) =>
      told(
        straight(),
        'artillery-withdrawn',
        eastOf(20, {
          means: ['uav'],
          probabilities: { 'other-military-activity': 0.9 },
          ...(weapons === undefined ? {} : { weapons }),
        }),
      )
    expect(answer(undefined)).toContain('cannot tell | inside-zone | weapon-not-known')
    expect(answer([{ weaponClass: 'not-known', calibreMillimetres: null }])).toContain('weapon-not-known')
    expect(answer([{ weaponClass: 'artillery', calibreMillimetres: null }])).toContain('weapon-not-known')
    expect(answer([{ weaponClass: 'artillery', calibreMillimetres: 85 }])).toBe('no breach | weapon-other')
    expect(answer([{ weaponClass: 'tank', calibreMillimetres: 125 }])).toBe('no breach | weapon-other')
    expect(answer([{ weaponClass: 'mortar', calibreMillimetres: 120 }])).toContain('breach | inside-zone')
  })

  test('[AG12] a gate and a subject that only attribution can name leave it open; a side does not', () => {
    const facts = eastOf(5, { means: ['seen'], probabilities: { 'other-military-activity': 0.9 } })
    expect(told(straight(), 'buffer-presence', facts)).toContain('gate-not-demonstrated')
    const bySide = straight((draft) => {
      draft.provisions[0].subject = { party: 'party-b', establishedBy: 'side' }
    })
    expect(resultOf(bySide, 'heavy-fire', eastOf(5)).verdict).toBe('breach')
    expect(told(bySide, 'heavy-fire', eastOf(-5))).toBe('no breach | on-other-side')
    expect(told(bySide, 'heavy-fire', eastOf(0.1))).toContain('side-uncertain')
    const byFinding = straight((draft) => {
      draft.provisions[0].subject = { party: 'party-b', establishedBy: 'attribution' }
    })
    expect(told(byFinding, 'heavy-fire', eastOf(5))).toContain('subject-needs-attribution')
  })

  test('[AG13] probabilities add up over the explanations of the act, and the threshold belongs to it', () => {
    const reached = eastOf(20, {
      probabilities: { shelling: 0.3, 'air-or-drone-strike': 0.25, accident: 0.45 },
    })
    expect(resultOf(straight(), 'heavy-fire', reached)).toMatchObject({
      verdict: 'breach',
      probability: 0.55,
    })
    const missed = eastOf(20, { probabilities: { shelling: 0.3, 'air-or-drone-strike': 0.249999 } })
    expect(told(straight(), 'heavy-fire', missed)).toBe('no breach | probability-not-reached')
    for (const hypotheses of Object.values(HYPOTHESES_OF_ACT)) {
      expect(hypotheses.length).toBeGreaterThan(0)
      expect(new Set(hypotheses).size).toBe(hypotheses.length)
    }
  })

  test('[AG7] what surely fails settles it, whatever else is unknown', () => {
    const terms = straight((draft) => delete draft.lines[0].geometry)
    const improbable = eastOf(20, { probabilities: { 'vegetation-fire': 1 } })
    expect(told(terms, 'heavy-fire', improbable)).toBe('no breach | probability-not-reached')
    expect(told(straight(), 'aircraft-flights', eastOf(60))).toBe('no breach | outside-zone')
  })
})
