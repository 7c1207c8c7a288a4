// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { digestOf, toInstant, type Geometry } from '#kernel'

import { locationErrorOf } from './location-error.ts'
import { createObservationTable } from './observation-table.ts'
import type { Observation } from './observation.ts'

const observation = (name: string, startMs: number, change: Partial<Observation> = {}): Observation => ({
  id: digestOf(name),
  source: 'firms',
  means: 'satellite-thermal',
  asset: 'N20',
  lineage: 'pass 1',
  time: { start: toInstant(startMs), end: toInstant(startMs), clockErrorSeconds: 60, precision: 'instant' },
  geometry: {
    kind: 'ellipse',
    center: { latitude: 48.1, longitude: 37.7 },
    semiMajorMeters: 400,
    semiMinorMeters: 300,
    azimuthDegrees: 90,
  },
  placeName: null,
  effect: 'heat',
  count: { value: 1, qualifier: 'exact' },
  weapon: { weaponClass: 'not-known', calibreMillimetres: null },
  flightDirectionDegrees: null,
  assessedContext: 'not-known',
  sensorConfidence: null,
  grades: { source: 'B', information: 2 },
  measurements: {},
  labels: [],
  text: null,
  owner: 'mission',
  audiences: ['mission'],
  originOfFire: false,
  supersedes: null,
  ...change,
})

describe('observation table', () => {
  test('[I1] gives back what was put in, column by column', () => {
    const table = createObservationTable()
    table.append(
      observation('a', 1_000, {
        sensorConfidence: 'high',
        measurements: { frpMegawatts: 2.5, night: 1 },
        labels: ['artillery'],
        lineage: 'wire 7',
      }),
    )
    table.append(
      observation('b', -5_000, { means: 'open-source', effect: 'reported-shelling', source: 'viina' }),
    )
    const columns = table.columns()
    expect(table.size).toBe(2)
    expect([...columns.startMs]).toEqual([1_000, -5_000])
    expect([...columns.frpMegawatts]).toEqual([2.5, Number.NaN])
    expect([...columns.night]).toEqual([1, 255])
    expect([...columns.radiusMeters]).toEqual([400, 400])
    expect(table.idAt(0)).toBe(digestOf('a'))
    expect(table.idAt(1)).toBe(digestOf('b'))
    expect(table.labelsAt(0)).toEqual(['artillery'])
    expect(table.lineageAt(0)).toBe('wire 7')
    expect(table.sourceAt(1)).toBe('viina')
    expect([table.confidenceAt(0), table.confidenceAt(1)]).toEqual(['high', null])
    expect([table.contextAt(0), table.contextAt(1)]).toEqual(['not-known', 'not-known'])
    expect([table.meansAt(1), table.effectAt(1)]).toEqual(['open-source', 'reported-shelling'])
  })

  test('[I1] orders by start, then id, each id once, whatever the order of delivery', () => {
    const deliveries = fc.array(
      fc.record({ name: fc.integer({ min: 0, max: 40 }), ties: fc.boolean(), far: fc.boolean() }),
      { maxLength: 80 },
    )
    fc.assert(
      fc.property(deliveries, (items) => {
        const table = createObservationTable()
        // The time is a function of the name, as in a record named by its content; some lie decades apart.
        for (const { name } of items) table.append(observation(String(name), (name % 4) * 900_000_000_000))
        const expected = [...new Set(items.map((item) => item.name))]
          .map((name) => ({ at: (name % 4) * 900_000_000_000, id: digestOf(String(name)) }))
          .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
        expect([...table.sorted()].map((row) => table.idAt(row))).toEqual(expected.map((item) => item.id))
      }),
    )
  })

  test('[I1] takes no more than 120 bytes a row', () => {
    const table = createObservationTable()
    for (let k = 0; k < 2_000; k++) table.append(observation(String(k), k))
    const bytes = Object.values(table.columns()).reduce((sum, column) => sum + column.byteLength, 0)
    expect(bytes / table.size).toBeLessThanOrEqual(120)
    expect(table.idAt(1_999)).toBe(digestOf('1999'))
  })
})

describe('location error', () => {
  const center = { latitude: 48, longitude: 37 }

  test('[I2] a square pixel gives the ellipse of an even spread over it and the circle through its corners', () => {
    const half = 187.5 / 111_195.0797
    const east = half / Math.cos((48 * Math.PI) / 180)
    const corner = (x: number, y: number) => ({ latitude: 48 + y * half, longitude: 37 + x * east })
    const pixel: Geometry = {
      kind: 'footprint',
      center,
      ring: [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)],
    }
    const error = locationErrorOf(pixel)
    expect(error.radiusMeters).toBeCloseTo(187.5 * Math.SQRT2, 1)
    expect(error.semiMajorMeters).toBeCloseTo(2.4477 * (375 / Math.sqrt(12)), 1)
    expect(error.semiMinorMeters).toBeCloseTo(error.semiMajorMeters, 1)
  })

  test('[I2] a sector is longest across when it is wide, and its axis turns with the bearing', () => {
    const error = locationErrorOf({
      kind: 'sector',
      observer: center,
      bearingDegrees: 90,
      bearingHalfWidthDegrees: 10,
      rangeMinimumMeters: 4_900,
      rangeMaximumMeters: 5_100,
    })
    expect(error.semiMajorMeters).toBeCloseTo((2.4477 * 5_000 * ((10 * Math.PI) / 180)) / Math.sqrt(3), 0)
    expect(error.semiMinorMeters).toBeCloseTo((2.4477 * 100) / Math.sqrt(3), 0)
    expect(error.azimuthDegrees % 180).toBeCloseTo(0, 3)
    expect(error.center.longitude).toBeGreaterThan(37)
  })

  test('[I2] a ring without area has a position and no spread of its own', () => {
    const error = locationErrorOf({ kind: 'footprint', center, ring: [center, center, center] })
    expect(error).toMatchObject({ center, semiMajorMeters: 0, semiMinorMeters: 0, radiusMeters: 0 })
  })
})
