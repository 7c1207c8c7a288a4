// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { geodesicMeters } from '#kernel'

import { AGREEMENT } from './exercise-inputs.ts'
import { makeWorkFolder, runMarsad } from './run-marsad.ts'
import { sharedData } from './shared-data.ts'

const detections = sharedData('firms/ukraine-2026-06/viirs-nrt-20260624-27.csv')
const frontline = sharedData('frontline')
const reason = 'the public data lies not beside the project'

interface Report {
  readonly counts: Readonly<Record<string, number>>
  readonly lineOfContact: {
    readonly kind: string
    readonly days: readonly { readonly date: string; readonly lengthKilometres: number }[]
  }
}
interface Incidents {
  readonly features: readonly { readonly geometry: { readonly coordinates: readonly [number, number] } }[]
}

/** Works that have been hot for years: methods.md of the war-fire literature names neither as fighting. */
const STEADY = [
  { latitude: 47.15, longitude: 37.56 },
  { latitude: 44.771, longitude: 33.861 },
]
const LIMITS = { seconds: 60 }

describe.skipIf(detections === null || frontline === null)(`a real day (else skipped: ${reason})`, () => {
  const work = makeWorkFolder()
  const out = join(work.path, 'day')
  let seconds = 0
  beforeAll(async () => {
    const began = performance.now()
    const words = ['--input', `firms:${detections!}`, '--frontline', frontline!, '--out', out]
    const { code, stderr } = await runMarsad(['run', '--agreement', AGREEMENT, ...words])
    seconds = (performance.now() - began) / 1_000
    if (code !== 0) throw new Error(stderr)
  }, 180_000)
  afterAll(work.remove)
  const read = <T>(name: string): T => JSON.parse(readFileSync(join(out, name), 'utf8')) as T

  test(`[D6] takes less than ${LIMITS.seconds} s`, () => expect(seconds).toBeLessThan(LIMITS.seconds))

  test('[D6] has incidents and possible violations, and rows in add up', () => {
    const { counts } = read<Report>('report.json')
    expect(counts['incidents']).toBeGreaterThan(0)
    expect(counts['possibleViolations']).toBeGreaterThan(0)
    expect(counts['observations']! + counts['duplicates']! + counts['quarantined']!).toBe(counts['rowsIn'])
  })

  test('[D6] has no incident within a kilometre of a steady source', () => {
    const near = read<Incidents>('incidents.geojson').features.filter(({ geometry }) => {
      const [longitude, latitude] = geometry.coordinates
      return STEADY.some((place) => geodesicMeters(place, { latitude, longitude }) < 1_000)
    })
    expect(near).toEqual([])
  })

  test('[D6] has a line of plausible length that is steady from day to day', () => {
    const { lineOfContact } = read<Report>('report.json')
    const lengths = lineOfContact.days.map((day) => day.lengthKilometres)
    expect(lineOfContact.days.map((day) => day.date)).toEqual([
      '2026-06-24',
      '2026-06-25',
      '2026-06-26',
      '2026-06-27',
    ])
    for (const [i, length] of lengths.entries()) {
      expect(length).toBeGreaterThan(900)
      expect(length).toBeLessThan(1_450)
      const before = lengths[i - 1] ?? length
      expect(Math.abs(length - before) / before).toBeLessThan(0.02)
    }
  })

  test('[E1] verifies, and comes out the same from its originals', { timeout: 180_000 }, async () => {
    const verified = await runMarsad(['verify', out, '--json'])
    expect(JSON.parse(verified.stdout)).toMatchObject({ verdict: 'self-consistent', firstMismatch: null })
    const rebuilt = await runMarsad(['rebuild', out, '--json'])
    expect(JSON.parse(rebuilt.stdout)).toMatchObject({ identical: true, different: [] })
  })
})
