// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import {
  compileAgreement,
  createAgreementLines,
  HYPOTHESES,
  MEANS,
  PROVISION_REASON_CODES,
  toAgreement,
  type Agreement,
} from '#agreement'

import { at, factsAt, shipped, SHIPPED } from '../../../test/sample-terms.ts'
import { compiled, straight } from '../../../test/straight-line.ts'

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

  test('[AG15] edges go with a line that is another from some day on', () => {
    const here = straight(() => {})
    const there = straight((draft) => {
      for (const point of draft.lines[0].geometry.parts[0]) point.longitude += 0.5
    })
    const [before, after] = [createAgreementLines(here), createAgreementLines(there)]
    const moved = at('2026-07-02T00:00:00Z')
    const moving = compileAgreement(here, {
      lineAt: (line, moment) => (moment < moved ? before : after).lineAt(line, moment),
    })
    for (const moment of ['2026-07-01T00:00:00Z', '2026-07-02T00:00:00Z', '2026-07-01T12:00:00Z'].map(at)) {
      const standing = compileAgreement(here, moment < moved ? before : after)
      expect(moving.describeZones(moment)).toEqual(standing.describeZones(moment))
    }
    expect(moving.describeZones(moved)).not.toEqual(moving.describeZones(at('2026-07-01T00:00:00Z')))
  })

  test('[AG15] polygons come as the terms have them, and a missing line is named', () => {
    const terms = straight((draft) => delete draft.lines[0].geometry)
    const drawings = compiled(terms).describeZones(at('2026-07-01T00:00:00Z'))
    expect(drawings[0]).toMatchObject({ zone: 'buffer', edges: [], missingLines: ['contact'] })
    expect(drawings.at(-1)?.polygons).toHaveLength(1)
  })
})
