// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'

import { dayInFileName } from './frontline-file-name.ts'
import { parseHeldArea } from './parse-held-area.ts'

const ring = [
  [37, 48],
  [38, 48],
  [38, 49],
  [37, 48],
]

const read = (value: unknown): ReturnType<typeof parseHeldArea> =>
  parseHeldArea(
    new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value)),
    'a.geojson',
  )

const problemsOf = (value: unknown): readonly string[] => {
  const result = read(value)
  return result.ok ? [] : result.problems.map(({ path, code }) => `${path} ${code}`)
}

const polygon = { type: 'Polygon', coordinates: [ring] }
const inCollection = (geometry: unknown): unknown => ({
  type: 'FeatureCollection',
  features: [{ type: 'Feature', properties: {}, geometry }],
})

describe('reading a drawn area', () => {
  test('[L15] polygons are read from every kind of GeoJSON that holds areas, longitude first, rings not closed', () => {
    const expected = [
      [
        { latitude: 48, longitude: 37 },
        { latitude: 48, longitude: 38 },
        { latitude: 49, longitude: 38 },
      ],
    ]
    const multi = { type: 'MultiPolygon', coordinates: [[ring], [ring]] }
    expect(read(polygon)).toEqual({ ok: true, value: [expected] })
    expect(read({ type: 'Feature', geometry: polygon })).toEqual({ ok: true, value: [expected] })
    expect(read(inCollection(multi))).toEqual({ ok: true, value: [expected, expected] })
    const withHeight = { type: 'Polygon', coordinates: [ring.map((place) => [...place, 120])] }
    expect(read(withHeight)).toEqual({ ok: true, value: [expected] })
    expect(read(`\uFEFF${JSON.stringify(polygon)}`)).toEqual({ ok: true, value: [expected] })
  })

  test('[L15] a stated reference system other than WGS-84 is refused', () => {
    const crs = (name: string): unknown => ({ ...polygon, crs: { type: 'name', properties: { name } } })
    expect(problemsOf(crs('urn:ogc:def:crs:OGC:1.3:CRS84'))).toEqual([])
    expect(problemsOf(crs('urn:ogc:def:crs:EPSG::4326'))).toEqual([])
    expect(problemsOf(crs('urn:ogc:def:crs:EPSG::3857'))).toEqual(['a.geojson: crs crs-unsupported'])
  })

  test('[L15] every fault is told by file and path', () => {
    expect(problemsOf('')).toEqual(['a.geojson json-unreadable'])
    expect(problemsOf(JSON.stringify(polygon).slice(0, -9))).toEqual(['a.geojson json-unreadable'])
    expect(problemsOf([])).toEqual(['a.geojson not-a-geojson-area'])
    expect(problemsOf('null')).toEqual(['a.geojson not-a-geojson-area'])
    expect(problemsOf({ type: 'FeatureCollection', features: [] })).toEqual(['a.geojson held-area-empty'])
    expect(problemsOf(inCollection(null))).toEqual(['a.geojson: features.0.geometry not-a-geojson-area'])
    expect(problemsOf(inCollection({ type: 'Point', coordinates: [37, 48] }))).toEqual([
      'a.geojson: features.0.geometry.type not-a-geojson-area',
    ])
    expect(problemsOf({ type: 'Polygon', coordinates: [] })).toEqual([
      'a.geojson: coordinates held-area-empty',
    ])
    const faulty = [
      [37, 48],
      [38, 148],
      [38, 'x'],
      [38, 49],
    ]
    expect(problemsOf({ type: 'Polygon', coordinates: [faulty, [[1, 1]]] })).toEqual([
      'a.geojson: coordinates.0.1 position-out-of-range',
      'a.geojson: coordinates.0.2.1 position-unreadable',
      'a.geojson: coordinates.1 ring-too-short',
    ])
    expect(
      problemsOf({ type: 'Polygon', coordinates: [faulty.map(() => [37, 48]).concat([[1, 1]])] }),
    ).toEqual(['a.geojson: coordinates.0 ring-not-closed'])
  })

  test('[L15] a file that is all faults is told by its first fifty', () => {
    const many = { type: 'Polygon', coordinates: [Array.from({ length: 500 }, () => [400, 48])] }
    const result = read(many)
    expect(result.ok ? [] : result.problems).toHaveLength(51)
    expect(result.ok ? null : result.problems.at(-1)).toEqual({
      path: 'a.geojson',
      code: 'more-problems',
      params: { count: 450 },
    })
  })

  test('[L16] the day stands in the file name', () => {
    expect(dayInFileName('area_20260624.geojson')).toBe('2026-06-24')
    expect(dayInFileName('a_b_20240229.geojson')).toBe('2024-02-29')
    for (const name of [
      'area_20250229.geojson',
      'area_2026-06-24.geojson',
      '20260624.geojson',
      'a_20260624.json',
    ]) {
      expect(dayInFileName(name)).toBeNull()
    }
  })
})
