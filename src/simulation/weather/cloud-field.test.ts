// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'

import { DAY_MS, HOUR_MS, toInstant } from '#kernel'

import { createRandom } from '../random.ts'
import { createCloudField } from './cloud-field.ts'

const bounds = { west: 30, east: 40, south: 45, north: 51 }
const days = 400

function skies(clearShare: number, persistenceHours: number): readonly boolean[] {
  const end = toInstant(days * DAY_MS)
  const field = createCloudField(createRandom(5), bounds, toInstant(0), end, { clearShare, persistenceHours })
  const places = [32, 38].flatMap((longitude) => [46, 50].map((latitude) => ({ latitude, longitude })))
  return places.flatMap((place) =>
    Array.from({ length: days * 4 }, (_, step) => field.isCloudy(place, toInstant(step * 6 * HOUR_MS))),
  )
}

describe('cloud field', () => {
  test.each([0.3, 0.65, 0.9])('[SIM8] clear for a share of %d in the long run', (clearShare) => {
    const sky = skies(clearShare, 12)
    expect(Math.abs(sky.filter((cloudy) => !cloudy).length / sky.length - clearShare)).toBeLessThan(0.04)
  })

  test('[SIM8] longer persistence means fewer changes', () => {
    const changes = (sky: readonly boolean[]): number =>
      sky.filter((cloudy, n) => n > 0 && cloudy !== sky[n - 1]).length
    expect(changes(skies(0.6, 48)) * 1.5).toBeLessThan(changes(skies(0.6, 6)))
  })

  test('[SIM8] neighbours share their weather', () => {
    const field = createCloudField(createRandom(9), bounds, toInstant(0), toInstant(days * DAY_MS), {
      clearShare: 0.5,
      persistenceHours: 12,
    })
    const agree = (eastOf: number): number => {
      const steps = Array.from({ length: days * 4 }, (_, step) => toInstant(step * 6 * HOUR_MS))
      const here = { latitude: 48.5, longitude: 31.5 }
      const there = { latitude: 48.5, longitude: 31.5 + eastOf }
      return (
        steps.filter((at) => field.isCloudy(here, at) === field.isCloudy(there, at)).length / steps.length
      )
    }
    expect(agree(1)).toBeGreaterThan(0.65)
    expect(Math.abs(agree(7) - 0.5)).toBeLessThan(0.06)
  })
})
