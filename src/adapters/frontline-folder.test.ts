// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { findFrontline } from './frontline-folder.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'frontline-'))
  mkdirSync(join(folder, 'days'))
  mkdirSync(join(folder, 'empty'))
  mkdirSync(join(folder, 'broken', 'area_20260624.geojson'), { recursive: true })
  for (const name of [
    'area_20260625.geojson',
    'area_20260624.geojson',
    'area_20261301.geojson',
    'notes.txt',
  ]) {
    writeFileSync(join(folder, 'days', name), name)
  }
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('finding drawn areas', () => {
  test('[L16] a folder gives its dated files in order and leaves others alone', () => {
    const found = findFrontline(join(folder, 'days'))
    if (!found.ok || found.value.kind !== 'by-day') throw new Error('no days')
    expect(found.value.files.map(({ name, date }) => [name, date])).toEqual([
      ['area_20260624.geojson', '2026-06-24'],
      ['area_20260625.geojson', '2026-06-25'],
    ])
    expect(new TextDecoder().decode(found.value.files[0]?.read())).toBe('area_20260624.geojson')
  })

  test('[L16] a file holds for all times, dated by its name where it has a day', () => {
    const dated = findFrontline(join(folder, 'days', 'area_20260624.geojson'))
    expect(dated).toMatchObject({ ok: true, value: { kind: 'for-all-times', file: { date: '2026-06-24' } } })
    const undated = findFrontline(join(folder, 'days', 'notes.txt'))
    expect(undated).toMatchObject({ ok: true, value: { file: { name: 'notes.txt', date: null } } })
  })

  test('[L16] what cannot be used is refused with its path', () => {
    const codeOf = (name: string): string => {
      const found = findFrontline(join(folder, name))
      return found.ok
        ? 'found'
        : found.problems.map(({ path, code }) => `${path.slice(folder.length)} ${code}`).join()
    }
    expect(codeOf('nowhere')).toBe('/nowhere input-missing')
    expect(codeOf('empty')).toBe('/empty frontline-without-days')
    expect(codeOf('broken')).toBe('/broken/area_20260624.geojson input-is-no-file')
  })
})
