// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import {
  compileAgreement,
  createAgreementLines,
  HYPOTHESES,
  HYPOTHESES_OF_ACT,
  MEANS,
  PROVISION_REASON_CODES,
  toAgreement,
  type Agreement,
  type IncidentFacts,
  type ProvisionResult,
} from '#agreement'
import { destination } from '#kernel'

import { at, changedTerms, factsAt, shipped, SHIPPED, type SampleFacts } from '../../../test/sample-terms.ts'

const compiled = (terms: Agreement) => compileAgreement(terms, createAgreementLines(terms))

/** The exercise with a straight line along 33 E, so that places can be named by their distance from it. */
const straight = (change: Parameters<typeof changedTerms>[1] = () => undefined): Agreement =>
  changedTerms('exercise-2026', (draft) => {
    draft.lines[0].geometry.parts = [
      [
        { latitude: 51, longitude: 33 },
        { latitude: 46, longitude: 33 },
      ],
    ]
    change(draft)
  })

/** Facts `kilometres` east (or, negative, west) of the straight line. */
const eastOf = (kilometres: number, sample: Partial<SampleFacts> = {}): IncidentFacts => {
  const bearing = kilometres < 0 ? 270 : 90
  const place = destination({ latitude: 48.5, longitude: 33 }, bearing, Math.abs(kilometres) * 1_000)
  return factsAt({ ...place, ...sample })
}

function resultOf(terms: Agreement, provision: string, facts: IncidentFacts): ProvisionResult {
  const found = compiled(terms)
    .test(facts)
    .find((result) => result.provision === provision)
  if (found === undefined) throw new Error(provision)
  return found
}

const told = (terms: Agreement, provision: string, facts: IncidentFacts): string => {
  const { verdict, reasons } = resultOf(terms, provision, facts)
  return [verdict, ...reasons.map(({ code }) => code)].join(' | ')
}

describe('place', () => {
  test('[AG7] a breach lists every condition that holds, with the distance and side', () => {
    const result = resultOf(straight(), 'heavy-fire', eastOf(20))
    expect(result.verdict).toBe('breach')
    expect(result.probability).toBe(0.8)
    expect(result.distances).toHaveLength(1)
    expect(result.distances[0]).toMatchObject({ line: 'contact', side: 'party-b' })
    expect(result.distances[0]!.meters).toBeCloseTo(20_000, -2)
    // 300 m of the incident and 100 m of the line, as squares.
    expect(result.distances[0]!.uncertaintyMeters).toBe(316.2)
    expect(result.reasons.map(({ code }) => code)).toEqual([
      'inside-zone',
      'means-can-observe',
      'probability-reached',
      'exception-not-excluded',
      'exception-not-excluded',
    ])
  })

  test.each([
    [20, 'breach'],
    [-20, 'breach'],
    [0.1, 'breach'],
    [49.5, 'breach'],
    [-49.5, 'breach'],
    [49.9, 'cannot tell'],
    [50.2, 'cannot tell'],
    [-50.2, 'cannot tell'],
    [50.5, 'no breach'],
    [-60, 'no breach'],
  ])('[AG10] heavy fire %s km from the line: %s', (kilometres, verdict) => {
    expect(resultOf(straight(), 'heavy-fire', eastOf(kilometres)).verdict).toBe(verdict)
  })

  test('[AG10] the edges of a polygon and of an object leave it open as well', () => {
    const sea = (latitude: number, longitude: number) =>
      told(shipped('exercise-2026'), 'sea-corridor', factsAt({ latitude, longitude }))
    expect(sea(45.75, 30.7)).toContain('breach | inside-zone')
    expect(sea(46.2501, 31)).toBe(
      'cannot tell | zone-edge-uncertain | means-can-observe | probability-reached',
    )
    expect(sea(46.3, 31)).toBe('no breach | outside-zone')
    const energy = (kilometres: number) => {
      const place = destination({ latitude: 49.75, longitude: 32.8 }, 0, kilometres * 1_000)
      return told(shipped('exercise-2026'), 'energy-objects', factsAt(place))
    }
    expect(energy(1)).toContain('breach | object-near')
    expect(energy(2.1)).toContain('cannot tell | object-edge-uncertain')
    expect(energy(3)).toBe('no breach | no-object-near')
  })

  test('[AG9] without a line a distance is unknown, never zero', () => {
    const terms = straight((draft) => delete draft.lines[0].geometry)
    const result = resultOf(terms, 'heavy-fire', eastOf(20))
    expect(result.verdict).toBe('cannot tell')
    expect(result.reasons[0]).toEqual({ code: 'no-line', params: { line: 'contact' } })
    expect(result.distances).toEqual([
      { line: 'contact', meters: null, uncertaintyMeters: 300, side: null, nearest: null },
    ])
    // Objects need no line.
    const place = factsAt({ latitude: 49.75, longitude: 32.8 })
    expect(resultOf(terms, 'energy-objects', place).verdict).toBe('breach')
  })

  test('[AG9] a band that leaves out the middle is told apart on each side', () => {
    const terms = straight((draft) => {
      draft.zones[2].sides[0].fromKilometres = 10
      draft.zones[2].sides[1].fromKilometres = 10
    })
    expect(resultOf(terms, 'heavy-fire', eastOf(5)).verdict).toBe('no breach')
    expect(resultOf(terms, 'heavy-fire', eastOf(10.1)).verdict).toBe('cannot tell')
    expect(resultOf(terms, 'heavy-fire', eastOf(-15)).verdict).toBe('breach')
  })

  test('[AG9] a zone on one side only does not reach over the line', () => {
    const terms = straight((draft) => draft.zones[2].sides.splice(1, 1))
    expect(resultOf(terms, 'heavy-fire', eastOf(-5)).verdict).toBe('breach')
    expect(resultOf(terms, 'heavy-fire', eastOf(5)).verdict).toBe('no breach')
    expect(resultOf(terms, 'heavy-fire', eastOf(0.1)).verdict).toBe('cannot tell')
  })
})

describe('two lines', () => {
  const MINSK_TIME = { start: '2015-06-01T10:00:00Z', means: ['satellite-thermal'] as const }

  test('[AG11] between the two Minsk lines neither is preferred, and both answer', () => {
    const debaltseve = factsAt({ latitude: 48.34, longitude: 38.4, ...MINSK_TIME })
    const result = resultOf(shipped('minsk'), 'package-heavy-fire-50', debaltseve)
    expect(result.verdict).toBe('cannot tell')
    expect(result.distances.map(({ line, side }) => [line, side])).toEqual([
      ['memorandum-line', 'party-a'],
      ['actual-line', 'party-b'],
    ])
    expect(
      result.reasons.slice(0, 3).map(({ code, params }) => [code, params['line'], params['party']]),
    ).toEqual([
      ['lines-disagree', undefined, undefined],
      ['line-answers-inside', 'actual-line', 'party-b'],
      ['line-answers-inside', 'memorandum-line', 'party-a'],
    ])
  })

  test('[AG11] where both lines agree on the side, that side is measured from its own line', () => {
    const svitlodarsk = factsAt({ latitude: 48.62, longitude: 38.2, ...MINSK_TIME })
    expect(told(shipped('minsk'), 'package-heavy-fire-50', svitlodarsk)).toContain('breach | inside-zone')
    const farSouth = factsAt({ latitude: 47.9, longitude: 38.6, ...MINSK_TIME })
    expect(told(shipped('minsk'), 'package-heavy-fire-50', farSouth)).toBe(
      'no breach | outside-zone | outside-zone',
    )
  })

  test('[AG11] where two claims for one side answer differently, both are carried', () => {
    const terms = straight((draft) => {
      const claim = { ...draft.lines[0], id: 'claim', kind: 'claimed', claimedBy: 'party-a' }
      claim.geometry = structuredClone(claim.geometry)
      for (const point of claim.geometry.parts[0]) point.longitude = 33.2
      draft.lines.push(claim)
      for (const side of draft.zones[2].sides) side.line = ['contact', 'claim']
    })
    const farEast = resultOf(terms, 'heavy-fire', eastOf(58))
    expect(farEast.verdict).toBe('cannot tell')
    expect(farEast.reasons.slice(0, 3).map(({ code, params }) => [code, params['line']])).toEqual([
      ['lines-disagree', undefined],
      ['line-answers-outside', 'contact'],
      ['line-answers-inside', 'claim'],
    ])
    expect(resultOf(terms, 'heavy-fire', eastOf(30)).verdict).toBe('breach')
    expect(resultOf(terms, 'heavy-fire', eastOf(7)).verdict).toBe('cannot tell')
    expect(resultOf(terms, 'heavy-fire', eastOf(90)).verdict).toBe('no breach')
  })
})

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

/** The same terms with the two parties' ids exchanged everywhere, sides included. */
function swapped(terms: Agreement): Agreement {
  const text = JSON.stringify(terms).replace(
    /party-([ab])/g,
    (_, side) => `party-${side === 'a' ? 'b' : 'a'}`,
  )
  const read = toAgreement(JSON.parse(text))
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return read.value
}

test('[AG14] swapping the parties mirrors every answer and changes none', () => {
  const pairs = SHIPPED.map((name) => {
    const terms = shipped(name)
    return [compiled(terms), compiled(swapped(terms))] as const
  })
  const anyFacts = fc
    .record({
      latitude: fc.double({ min: 46, max: 51, noNaN: true }),
      longitude: fc.double({ min: 30, max: 40, noNaN: true }),
      uncertaintyMeters: fc.integer({ min: 10, max: 20_000 }),
      start: fc.constantFrom(
        '2015-06-01T00:00:00Z',
        '2025-03-20T00:00:00Z',
        '2025-04-20T00:00:00Z',
        '2026-07-01T00:00:00Z',
      ),
      means: fc.subarray([...MEANS], { minLength: 1 }),
      weights: fc.array(fc.nat(9), { minLength: HYPOTHESES.length, maxLength: HYPOTHESES.length }),
    })
    .map(({ weights, ...sample }) => {
      const sum = Math.max(
        1,
        weights.reduce((a, b) => a + b, 0),
      )
      const probabilities = Object.fromEntries(HYPOTHESES.map((h, i) => [h, weights[i]! / sum]))
      return factsAt({ ...sample, probabilities })
    })
  const codes = new Set<string>(PROVISION_REASON_CODES)
  fc.assert(
    fc.property(anyFacts, (facts) => {
      for (const [one, other] of pairs) {
        const results = JSON.stringify(one.test(facts))
        const mirrored = results.replace(/party-([ab])/g, (_, side) => `party-${side === 'a' ? 'b' : 'a'}`)
        expect(JSON.stringify(other.test(facts))).toBe(mirrored)
        for (const { reasons } of one.test(facts))
          for (const { code } of reasons) expect(codes).toContain(code)
      }
    }),
    { numRuns: 150, seed: 7 },
  )
})

describe('drawing', () => {
  test('[AG15] the edge of a band lies at its distance, on its party’s side, within five per cent', () => {
    for (const name of ['exercise-2026', 'minsk'] as const) {
      const terms = shipped(name)
      const lines = createAgreementLines(terms)
      const moment = at(terms.inForce.from)
      const drawings = compileAgreement(terms, lines).describeZones(moment)
      expect(drawings.map(({ zone }) => zone)).toEqual(terms.zones.map(({ id }) => id))
      const edges = drawings.flatMap((drawing) => drawing.edges)
      expect(edges.length).toBeGreaterThan(7)
      for (const { line, party, kilometres, parts } of edges) {
        expect(parts.length).toBeGreaterThan(0)
        const index = lines.lineAt(line, moment)!
        for (const point of parts.flat()) {
          expect(index.nearest(point).meters / 1_000).toBeGreaterThan(0.94 * kilometres)
          expect(index.nearest(point).meters / 1_000).toBeLessThan(1.01 * kilometres)
          expect(index.sideOf(point)).toBe(party)
        }
      }
    }
  })

  test('[AG15] polygons come as the terms have them, and a missing line is named', () => {
    const terms = straight((draft) => delete draft.lines[0].geometry)
    const drawings = compiled(terms).describeZones(at('2026-07-01T00:00:00Z'))
    expect(drawings[0]).toMatchObject({ zone: 'buffer', edges: [], missingLines: ['contact'] })
    expect(drawings.at(-1)?.polygons).toHaveLength(1)
  })
})
