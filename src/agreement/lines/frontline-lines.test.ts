// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'

import { toInstant, utcMilliseconds, type Instant } from '#kernel'

import type { BorderReference } from './border-reference.ts'
import {
  createFrontlineLines,
  FrontlineError,
  toHeldAreaDays,
  type FrontlineLines,
  type HeldAreaFile,
  type HeldAreaFiles,
} from './frontline-lines.ts'
import { createLineIndex } from './line-index.ts'

const box = (west: number, east: number): readonly (readonly number[])[] => [
  [west, 48],
  [east, 48],
  [east, 50],
  [west, 50],
  [west, 48],
]

const land = [
  [
    box(30, 36)
      .slice(1)
      .map(([longitude = 0, latitude = 0]) => ({ latitude, longitude })),
  ],
]
const border: BorderReference = { source: 'made for a test', territory: land, land }

interface Counted extends HeldAreaFile {
  reads: number
}

function fileOf(day: string | null, content: string): Counted {
  const file: Counted = {
    name: day === null ? 'area.geojson' : `area_${day.replaceAll('-', '')}.geojson`,
    date: day,
    reads: 0,
    read: () => {
      file.reads += 1
      return new TextEncoder().encode(content)
    },
  }
  return file
}

/** Ground held from a meridian to the eastern coast. */
const heldFrom = (west: number): string => JSON.stringify({ type: 'Polygon', coordinates: [box(west, 36)] })

const ownLine = createLineIndex({
  id: 'old-line',
  kind: 'codified',
  claimedBy: null,
  date: null,
  source: 'the terms',
  method: 'drawn',
  accuracyMeters: 0,
  parts: [[{ latitude: 49, longitude: 31 }]],
  sides: { kind: 'hand', left: 'a', right: 'b' },
})

const linesOf = (files: HeldAreaFiles): FrontlineLines =>
  createFrontlineLines(
    files,
    { lineId: 'contact', heldBy: 'b', otherwise: 'a', toleranceKilometres: 6, accuracyMeters: 500 },
    () => border,
    { lineAt: (id) => (id === 'old-line' ? ownLine : null) },
  )

const byDay = (...files: readonly HeldAreaFile[]): FrontlineLines => linesOf({ kind: 'by-day', files })

const noonOf = (year: number, month: number, day: number): Instant =>
  toInstant(utcMilliseconds(year, month, day, 12))

/** The meridian on which the line runs that day. */
const meridianOn = (lines: FrontlineLines, at: Instant): number | null => {
  const index = lines.lineAt('contact', at)
  return index === null
    ? null
    : Math.round(index.nearest({ latitude: 49, longitude: 33 }).point.longitude * 100) / 100
}

describe('lines from drawn areas', () => {
  test('[L16] each day has its own area, else the latest before, and none before the first', () => {
    const lines = byDay(fileOf('2026-06-27', heldFrom(33.2)), fileOf('2026-06-24', heldFrom(33)))
    expect(meridianOn(lines, noonOf(2026, 6, 23))).toBeNull()
    expect(meridianOn(lines, noonOf(2026, 6, 24))).toBe(33)
    expect(meridianOn(lines, noonOf(2026, 6, 26))).toBe(33)
    expect(meridianOn(lines, noonOf(2026, 6, 27))).toBe(33.2)
    expect(meridianOn(lines, noonOf(2027, 1, 1))).toBe(33.2)
    expect(lines.lineAt('contact', noonOf(2026, 6, 26))?.line.date).toBe('2026-06-24')
  })

  test('[L16] a single area holds for all times', () => {
    const lines = linesOf({ kind: 'for-all-times', file: fileOf('2026-06-24', heldFrom(33)) })
    expect(meridianOn(lines, noonOf(2014, 1, 1))).toBe(33)
    expect(lines.lineAt('contact', noonOf(2014, 1, 1))?.line.date).toBe('2026-06-24')
  })

  test('[L16] other lines come from the provider behind', () => {
    const lines = byDay(fileOf('2026-06-24', heldFrom(33)))
    expect(lines.lineAt('old-line', noonOf(2020, 1, 1))).toBe(ownLine)
    expect(lines.lineAt('unknown', noonOf(2026, 6, 24))).toBeNull()
    expect(lines.used()).toEqual([])
  })

  test('[L17] only the days that are asked are read, once each, and equal bytes are derived once', () => {
    const first = fileOf('2026-06-24', heldFrom(33))
    const same = fileOf('2026-06-25', heldFrom(33))
    const never = fileOf('2026-06-26', heldFrom(34))
    const lines = byDay(first, same, never)
    expect(lines.prepare(['2026-06-25', '2026-06-24', '2026-06-25', '2020-01-01']).ok).toBe(true)
    lines.lineAt('contact', noonOf(2026, 6, 24))
    expect([first.reads, same.reads, never.reads]).toEqual([1, 1, 0])
    const [a, b] = lines.used()
    expect(a?.file.name).toBe('area_20260624.geojson')
    expect(b?.file.name).toBe('area_20260625.geojson')
    expect(a?.original).toBe(b?.original)
    expect(a?.derived.line.parts).toBe(b?.derived.line.parts)
    expect([a?.index.line.date, b?.index.line.date]).toEqual(['2026-06-24', '2026-06-25'])
  })

  test('[L17] the files that were used are enough to give the same lines again', () => {
    const lines = byDay(
      fileOf('2026-06-20', heldFrom(32)),
      fileOf('2026-06-24', heldFrom(33)),
      fileOf('2026-06-26', heldFrom(34)),
    )
    const days = ['2026-06-21', '2026-06-24', '2026-06-25']
    expect(lines.prepare(days).ok).toBe(true)
    const again = byDay(...lines.used().map(({ file }) => file))
    for (const day of days) {
      expect(again.frontlineOn(day)?.derived).toEqual(lines.frontlineOn(day)?.derived)
    }
    expect(again.frontlineOn('2026-06-01')).toBeNull()
  })

  test('[L17] a file that cannot be used is told by name before any line is asked for', () => {
    const lines = byDay(
      fileOf('2026-06-24', '{'),
      fileOf('2026-06-25', JSON.stringify({ type: 'Polygon', coordinates: [box(10, 12)] })),
      fileOf('2026-06-26', heldFrom(34)),
    )
    const prepared = lines.prepare(['2026-06-24', '2026-06-25', '2026-06-26'])
    expect(prepared.ok ? [] : prepared.problems).toEqual([
      { path: 'area_20260624.geojson', code: 'json-unreadable' },
      { path: 'area_20260625.geojson', code: 'held-area-outside-territory' },
    ])
    expect(() => lines.lineAt('contact', noonOf(2026, 6, 24))).toThrow(FrontlineError)
    expect(lines.prepare(['2026-06-26']).ok).toBe(true)
  })

  test('[L16] files without a day, or two of one day, are refused', () => {
    const codes = (...files: readonly HeldAreaFile[]): readonly string[] => {
      const result = toHeldAreaDays(files)
      return result.ok ? [] : result.problems.map(({ code }) => code)
    }
    expect(codes()).toEqual(['frontline-without-days'])
    expect(codes(fileOf(null, ''))).toEqual(['frontline-day-unknown'])
    const twin = { ...fileOf('2026-06-24', ''), name: 'other_20260624.geojson' }
    expect(codes(fileOf('2026-06-24', ''), twin)).toEqual(['frontline-day-twice'])
  })
})
