// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'

import { DAY_MS, destination, HOUR_MS, parseInstant, toInstant } from '#kernel'

import { valuesOf } from './figure.ts'
import { headingDegrees, listPasses, viewFrom } from './sun-synchronous.ts'
import { VIIRS_MODEL, VIIRS_SATELLITES } from './viirs-model.ts'

const figures = valuesOf(VIIRS_MODEL)
const center = { latitude: 48, longitude: 36 }
const parsed = parseInstant('2026-06-08')
const from = parsed.ok ? parsed.value : toInstant(0)
const passes = VIIRS_SATELLITES.map((satellite) =>
  listPasses(satellite, center, from, toInstant(from + 16 * DAY_MS), figures),
)

/** Local solar hours at the theatre's meridian, 0 to 24. */
const solarHours = (time: number): number => ((time / HOUR_MS + center.longitude / 15) % 24) % 24

describe('sun-synchronous passes', () => {
  test('[SIM9] each satellite sees the theatre by day and by night, every day', () => {
    for (const list of passes) {
      const views = list.filter((pass) => viewFrom(pass, center, figures) !== null)
      for (const night of [false, true]) {
        const perDay = views.filter((pass) => pass.night === night).length / 16
        expect(perDay).toBeGreaterThanOrEqual(1)
        expect(perDay).toBeLessThan(2.5)
      }
    }
  })

  test('[SIM9] day passes are near 13:30 local time, night passes near 01:30', () => {
    for (const pass of passes.flat().filter((each) => viewFrom(each, center, figures) !== null)) {
      const hours = solarHours(pass.time)
      // At 48 N the track has moved half an hour from its node, and the edge of the swath another 80 minutes.
      expect(Math.abs(hours - (pass.night ? 2 : 12.8))).toBeLessThan(1.7)
    }
  })

  test('[SIM9] pixels grow from 0.375 km at nadir to about 0.8 km at the edge, and nothing is seen beyond', () => {
    const pass = passes.flat()[0]
    if (pass === undefined) throw new Error('no pass')
    const heading = headingDegrees(pass)
    const [x, y, z] = pass.at
    const nadir = {
      latitude: (Math.asin(z) * 180) / Math.PI,
      longitude: (Math.atan2(y, x) * 180) / Math.PI,
    }
    const at = (kilometres: number) =>
      viewFrom(pass, destination(nadir, heading + 90, kilometres * 1_000), figures)
    expect(at(0)?.scanKilometres).toBeCloseTo(0.375, 3)
    expect(at(0)?.trackKilometres).toBeCloseTo(0.375, 3)
    expect(at(1_480)?.scanKilometres).toBeGreaterThan(0.7)
    expect(at(1_480)?.scanKilometres).toBeLessThan(0.82)
    expect(at(1_480)?.trackKilometres).toBeGreaterThan(0.7)
    expect(at(1_600)).toBeNull()
    const sizes = [0, 200, 400, 600, 800, 1_000, 1_200, 1_400].map((km) => at(km)?.scanKilometres ?? 0)
    expect(Math.max(...sizes)).toBeLessThan(0.82)
  })
})
