// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs'

import { describe, expect, test } from 'vitest'

import { type Agreement, parseAgreement } from '#agreement'

import { sharedData } from '../../test/shared-data.ts'
import { areaOfInterest } from './area-of-interest.ts'
import { isInside } from './source.ts'

const folder = new URL('../../agreements/', import.meta.url)
function readAgreement(name: string): Agreement {
  const read = parseAgreement(readFileSync(new URL(name, folder), 'utf8'), name)
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return read.value
}

const exercise = readAgreement('exercise-2026.yaml')
const area = areaOfInterest(exercise)
const holds = (latitude: number, longitude: number): boolean =>
  area !== undefined && isInside(area.near, { latitude, longitude })

describe('area of interest', () => {
  test('[AOI1] holds what the terms draw and its surroundings, and not the other side of the world', () => {
    expect(holds(48.5, 33)).toBe(true)
    expect(holds(47.1, 37.6)).toBe(true)
    const allows = (latitude: number, longitude: number): boolean =>
      area !== undefined && isInside(area.far, { latitude, longitude })
    expect([holds(40.4, -3.7), allows(40.4, -3.7), allows(64.1, -21.9)]).toEqual([false, true, true])
    expect([allows(48.5, -77), allows(-33, 18.4)]).toEqual([false, false])
  })

  test('[AOI1] leaves out places around the line with latitude and longitude swapped', () => {
    const line = exercise.lines.flatMap(({ geometry }) => geometry?.parts.flat() ?? [])
    expect(line.length).toBeGreaterThan(2)
    expect(line.filter(({ latitude, longitude }) => holds(longitude, latitude))).toEqual([])
  })

  test('[AOI1] is everywhere for terms that draw nothing', () => {
    expect(areaOfInterest({ ...exercise, lines: [], zones: [], objects: [] })).toBeUndefined()
  })

  test.each(readdirSync(folder).filter((name) => name.endsWith('.yaml')))(
    '[AOI1] of %s is a box or none',
    (name) => {
      const box = areaOfInterest(readAgreement(name))
      for (const { west, east, south, north } of box === undefined ? [] : [box.near, box.far]) {
        expect(west < east && south < north).toBe(true)
      }
    },
  )

  const real = sharedData('firms/ukraine-2026-06/viirs-nrt-20260624-27.csv')
  test.skipIf(real === null)('[AOI1] holds every row of a real file cut by country (shared data)', () => {
    const rows = readFileSync(real ?? '', 'utf8')
      .trimEnd()
      .split('\n')
      .slice(1)
    const outside = rows.filter((row) => {
      const [latitude, longitude] = row.split(',').map(Number)
      return !holds(latitude ?? 0, longitude ?? 0)
    })
    expect(outside).toEqual([])
  })
})
