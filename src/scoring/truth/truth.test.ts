// SPDX-License-Identifier: Apache-2.0
import { destination } from '#kernel'
import { createRandom } from '#simulation'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { adjustedRandIndex } from './adjusted-rand.ts'
import {
  brierScore,
  calibrationError,
  calibrationInterval,
  reliabilityBins,
  type Forecast,
} from './calibration.ts'
import { isWithin } from './ellipse-coverage.ts'
import { pairOneToOne, type WeightedPair } from './one-to-one.ts'
import { parseTruth } from './parse-truth.ts'
import { renderReliabilityDiagram } from './reliability-diagram.ts'

describe('pairing one to one', () => {
  /** The best weight, and the most pairs at that weight, by trying everything. */
  function slowBest(left: number, pairs: readonly WeightedPair[], taken: readonly number[] = []): number[] {
    if (left < 0) return [0, 0]
    let best = slowBest(left - 1, pairs, taken)
    for (const pair of pairs) {
      if (pair.left !== left || taken.includes(pair.right)) continue
      const [weight = 0, count = 0] = slowBest(left - 1, pairs, [...taken, pair.right])
      const found = [weight + pair.weight, count + 1]
      if (found[0]! > best[0]! || (found[0] === best[0] && found[1]! > best[1]!)) best = found
    }
    return best
  }

  const pairsOf = (left: number, right: number) =>
    fc.uniqueArray(
      fc.record({
        left: fc.nat({ max: left - 1 }),
        right: fc.nat({ max: right - 1 }),
        weight: fc.integer({ min: 1, max: 4 }),
      }),
      { selector: (pair) => `${pair.left} ${pair.right}`, maxLength: 14 },
    )

  test('[Q20] [Q28] weight and number of pairs are those of trying everything', () => {
    fc.assert(
      fc.property(pairsOf(5, 5), (pairs) => {
        const partner = pairOneToOne(5, 5, pairs)
        const chosen = pairs.filter((pair) => partner[pair.left] === pair.right)
        const paired = [...partner].filter((right) => right >= 0)
        expect(new Set(paired).size).toBe(paired.length)
        expect(chosen.length).toBe(paired.length)
        expect([chosen.reduce((sum, pair) => sum + pair.weight, 0), chosen.length]).toEqual(
          slowBest(4, pairs),
        )
      }),
      { numRuns: 500, seed: 7 },
    )
  })

  test('[Q20] a long chain is paired exactly, and nothing is paired with nothing', () => {
    const size = 20_000
    const pairs = Array.from({ length: size }, (_, k) => [
      { left: k, right: k, weight: 1 },
      ...(k + 1 < size ? [{ left: k, right: k + 1, weight: 1 }] : []),
    ]).flat()
    const partner = pairOneToOne(size, size, pairs)
    expect([...partner].every((right) => right >= 0)).toBe(true)
    expect(pairOneToOne(2, 0, [])).toEqual(Int32Array.of(-1, -1))
    expect(pairOneToOne(0, 3, [])).toEqual(new Int32Array(0))
  })
})

describe('adjusted Rand index', () => {
  function slowRand(a: Int32Array, b: Int32Array): number {
    let [both, inA, inB, all] = [0, 0, 0, 0]
    for (let i = 0; i < a.length; i++) {
      for (let j = i + 1; j < a.length; j++) {
        all++
        if (a[i] === a[j]) inA++
        if (b[i] === b[j]) inB++
        if (a[i] === a[j] && b[i] === b[j]) both++
      }
    }
    const expected = (inA * inB) / all
    const greatest = (inA + inB) / 2
    return greatest === expected ? 1 : (both - expected) / (greatest - expected)
  }

  test('[Q25] [Q28] equals that of counting pair by pair, whatever the numbers of the groups', () => {
    const groups = fc.array(fc.tuple(fc.nat({ max: 5 }), fc.nat({ max: 9 })), { minLength: 2, maxLength: 40 })
    fc.assert(
      fc.property(groups, (rows) => {
        const a = Int32Array.from(rows, ([group]) => group)
        const b = Int32Array.from(rows, ([, group]) => group)
        expect(adjustedRandIndex(a, b)).toBeCloseTo(slowRand(a, b), 10)
        expect(
          adjustedRandIndex(
            a.map((group) => 5 - group),
            b,
          ),
        ).toBeCloseTo(slowRand(a, b), 10)
      }),
      { seed: 7 },
    )
  })

  test('[Q25] equal partitions give one, unrelated ones nearly zero, and a million are counted in a moment', () => {
    const random = createRandom(1)
    const size = 1_000_000
    const a = Int32Array.from({ length: size }, () => Math.floor(random.next() * 200_000))
    const b = Int32Array.from({ length: size }, () => Math.floor(random.next() * 200_000))
    const started = performance.now()
    expect(adjustedRandIndex(a, b)).toBeCloseTo(0, 3)
    expect(performance.now() - started).toBeLessThan(5_000)
    expect(adjustedRandIndex(a, a)).toBe(1)
    expect(adjustedRandIndex(Int32Array.of(0), Int32Array.of(0))).toBe(1)
    expect(adjustedRandIndex(new Int32Array(0), new Int32Array(0))).toBeNaN()
  })
})

describe('calibration', () => {
  const forecast = (probability: number, occurred: boolean): Forecast => ({ probability, occurred })

  test('[Q24] Brier of sure and right is zero, of sure and wrong one', () => {
    expect(brierScore([forecast(1, true), forecast(0, false)])).toBe(0)
    expect(brierScore([forecast(0, true), forecast(1, false)])).toBe(1)
    expect(brierScore([forecast(0.5, true)])).toBe(0.25)
  })

  /** Every forecast cut into fifteen crumbs, ties averaged first; then plain bins of equal numbers of crumbs. */
  function slowError(forecasts: readonly Forecast[]): number {
    const crumbs = forecasts
      .toSorted((a, b) => a.probability - b.probability)
      .flatMap(({ probability }) => {
        const alike = forecasts.filter((other) => other.probability === probability)
        const frequency = alike.filter((other) => other.occurred).length / alike.length
        return Array.from({ length: 15 }, () => ({ probability, frequency }))
      })
    let error = 0
    for (let bin = 0; bin < 15; bin++) {
      const inBin = crumbs.slice(bin * forecasts.length, (bin + 1) * forecasts.length)
      const gap = inBin.reduce((sum, crumb) => sum + crumb.probability - crumb.frequency, 0)
      error += Math.abs(gap) / crumbs.length
    }
    return error
  }

  const forecasts = fc.array(
    fc.record({ probability: fc.integer({ min: 0, max: 20 }).map((k) => k / 20), occurred: fc.boolean() }),
    { minLength: 1, maxLength: 60 },
  )

  test('[Q24] [Q28] the calibration error equals that of counting crumbs, in any order', () => {
    fc.assert(
      fc.property(forecasts, (list) => {
        expect(calibrationError(list)).toBeCloseTo(slowError(list), 9)
        expect(calibrationError(list.toReversed())).toBeCloseTo(calibrationError(list), 12)
      }),
      { seed: 7 },
    )
  })

  test('[Q24] fifteen bins of equal mass hold all forecasts', () => {
    const random = createRandom(3)
    const list = Array.from({ length: 1_000 }, () => forecast(random.next(), random.next() < 0.5))
    const bins = reliabilityBins(list)
    expect(bins.length).toBe(15)
    for (const bin of bins) expect(bin.mass).toBeCloseTo(1_000 / 15, 6)
    const said = bins.map((bin) => bin.meanProbability)
    expect(said).toEqual(said.toSorted((a, b) => a - b))
  })

  test('[Q24] honest probabilities have a small error, and the interval shrinks with their number', () => {
    const random = createRandom(4)
    const honest = (count: number) =>
      Array.from({ length: count }, () => {
        const probability = random.next()
        return forecast(probability, random.next() < probability)
      })
    const many = honest(5_000)
    expect(calibrationError(many)).toBeLessThan(0.03)
    const [low, high] = calibrationInterval(many) ?? [0, 1]
    const [lowFew, highFew] = calibrationInterval(honest(100)) ?? [0, 1]
    expect(high - low).toBeLessThan(highFew - lowFew)
    expect(calibrationInterval(many)).toEqual([low, high])
    expect(calibrationInterval([forecast(0.5, true)])).toBeNull()
    expect(calibrationError([])).toBeNaN()
  })
})

describe('ellipses', () => {
  test('[Q22] a place is inside along the major axis where it is outside along the minor', () => {
    const center = { latitude: 48, longitude: 37 }
    const ellipse = {
      kind: 'ellipse',
      center,
      semiMajorMeters: 1_000,
      semiMinorMeters: 200,
      azimuthDegrees: 30,
    } as const
    const inside = (bearing: number, meters: number) =>
      isWithin(ellipse, destination(center, bearing, meters))
    expect([inside(30, 999), inside(210, 999), inside(30, 1_001)]).toEqual([true, true, false])
    expect([inside(120, 199), inside(300, 199), inside(120, 201)]).toEqual([true, true, false])
    expect(isWithin(ellipse, center)).toBe(true)
    expect(isWithin({ ...ellipse, semiMajorMeters: 0, semiMinorMeters: 0 }, center)).toBe(true)
  })

  test('[Q22] [Q28] a 95 % ellipse holds 95 % of a normal scatter', () => {
    const random = createRandom(5)
    const normal = () => Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next())
    const truth = { latitude: 48, longitude: 37 }
    const scale = Math.sqrt(5.991)
    let held = 0
    for (let k = 0; k < 2_000; k++) {
      const [along, across] = [500 * normal(), 150 * normal()]
      const center = destination(destination(truth, 70, along), 160, across)
      const ellipse = {
        kind: 'ellipse',
        center,
        semiMajorMeters: 500 * scale,
        semiMinorMeters: 150 * scale,
        azimuthDegrees: 70,
      } as const
      if (isWithin(ellipse, truth)) held++
    }
    // Three standard errors of a share of 0.95 in 2,000 are 0.015.
    expect(Math.abs(held / 2_000 - 0.95)).toBeLessThan(0.015)
  })
})

describe('documents', () => {
  test('[Q29] another schema, an unknown hypothesis and a wrong instant are refused by path', () => {
    const read = parseTruth({
      schema: 'marsad/truth@2',
      line: 'l',
      events: [
        {
          id: 'e',
          hypothesis: 'weather',
          start: '2026-01-01',
          end: '2026-01-01T00:00:00',
          latitude: 48,
          longitude: 37,
          side: 'a',
        },
      ],
      rows: [],
    })
    expect(read.ok ? [] : read.problems.map(({ path }) => path)).toEqual([
      'schema',
      'events.0.hypothesis',
      'events.0.end',
    ])
  })

  test('[Q30] the diagram is an SVG with a mark per bin and escaped words', () => {
    const svg = renderReliabilityDiagram(
      [
        { meanProbability: 0.1, frequency: 0, mass: 5 },
        { meanProbability: 0.9, frequency: 1, mass: 10 },
      ],
      { title: 'A & B', probability: 'said', frequency: '<so>' },
    )
    expect(svg.match(/<circle /g)?.length).toBe(2)
    expect(svg).toContain('<title>A &amp; B</title>')
    expect(svg).toContain('&lt;so&gt;')
    expect(svg.startsWith('<svg ') && svg.endsWith('</svg>\n')).toBe(true)
    expect(renderReliabilityDiagram([], { title: '', probability: '', frequency: '' })).not.toContain(
      'circle',
    )
  })
})
