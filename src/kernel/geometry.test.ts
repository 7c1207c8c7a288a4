// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { bearingDegrees, destination, geodesicMeters } from './geodesic.ts'
import { centerOf, uncertaintyMeters, type Sector } from './geometry.ts'
import { quantiseDegrees, quantiseLogOdds, quantiseMeters, quantiseSeconds } from './position.ts'

const kyiv = { latitude: 50.4501, longitude: 30.5234 }
const donetsk = { latitude: 48.0159, longitude: 37.8028 }

describe('geometry', () => {
  test('[K5] distances are geodesics, not circles on a sphere', () => {
    // One degree of latitude on WGS-84 is 110.574 km at the equator and 111.694 km at the poles.
    expect(geodesicMeters({ latitude: 0, longitude: 0 }, { latitude: 1, longitude: 0 })).toBeCloseTo(
      110_574.389,
      2,
    )
    expect(geodesicMeters({ latitude: 89, longitude: 0 }, { latitude: 90, longitude: 0 })).toBeCloseTo(
      111_693.865,
      2,
    )
    expect(geodesicMeters(kyiv, donetsk)).toBeGreaterThan(590_000)
    expect(geodesicMeters(kyiv, donetsk)).toBeLessThan(600_000)
  })

  test('[K5] going out along a bearing and measuring back agree', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -80, max: 80, noNaN: true }),
        fc.double({ min: -179, max: 179, noNaN: true }),
        fc.double({ min: 0, max: 359.9, noNaN: true }),
        fc.double({ min: 1, max: 500_000, noNaN: true }),
        (latitude, longitude, bearing, meters) => {
          const from = { latitude, longitude }
          const to = destination(from, bearing, meters)
          expect(geodesicMeters(from, to)).toBeCloseTo(meters, 3)
          const turn = Math.abs(bearingDegrees(from, to) - bearing)
          expect(Math.min(turn, 360 - turn)).toBeLessThan(1e-3)
        },
      ),
    )
  })

  test('[K6] the circle of uncertainty holds every corner of a sector and of a footprint', () => {
    const sector: Sector = {
      kind: 'sector',
      observer: donetsk,
      bearingDegrees: 112.5,
      bearingHalfWidthDegrees: 11.25,
      rangeMinimumMeters: 2_000,
      rangeMaximumMeters: 4_000,
    }
    const middle = centerOf(sector)
    expect(geodesicMeters(donetsk, middle)).toBeCloseTo(3_000, 3)
    const radius = uncertaintyMeters(sector)
    for (const bearing of [101.25, 112.5, 123.75]) {
      for (const range of [2_000, 4_000]) {
        expect(geodesicMeters(middle, destination(donetsk, bearing, range))).toBeLessThanOrEqual(
          radius + 1e-6,
        )
      }
    }
    const ring = [0, 90, 180, 270].map((bearing) => destination(kyiv, bearing, 500))
    expect(uncertaintyMeters({ kind: 'footprint', center: kyiv, ring })).toBeCloseTo(500, 3)
  })

  test('[K6] an ellipse counts by its longer half-axis', () => {
    const ellipse = {
      kind: 'ellipse',
      center: kyiv,
      semiMajorMeters: 900,
      semiMinorMeters: 300,
      azimuthDegrees: 20,
    } as const
    expect(centerOf(ellipse)).toBe(kyiv)
    expect(uncertaintyMeters(ellipse)).toBe(900)
  })

  test('[K8] numbers are rounded to their stored precision', () => {
    expect(quantiseDegrees(48.12345649)).toBe(48.123456)
    expect(quantiseSeconds(1.23456)).toBe(1.235)
    expect(quantiseLogOdds(-0.12345678)).toBe(-0.123457)
    expect(quantiseMeters(12.34)).toBe(12.3)
  })
})
