// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { afterAll, describe, expect, test } from 'vitest'

import { makeWorkFolder, PROJECT, runMarsad } from './run-marsad.ts'

const work = makeWorkFolder()
afterAll(() => work.remove())

/** A table of two reports and its mapping, for the named audiences; the place names are the words to look for. */
function writeTable(name: string, audiences: readonly string[], places: readonly [string, string]): string {
  const path = join(work.path, name)
  const rows = places.map((place, n) => `2026-06-24T0${n + 1}:00:00Z,48.${n + 1},37.5,${place}\n`)
  writeFileSync(path, `when,lat,lon,place\n${rows.join('')}`)
  const mapping = {
    schema: 'marsad/table-mapping@1',
    source: 'patrol',
    owner: 'mechanism',
    audiences,
    means: 'heard',
    time: { start: { column: 'when' } },
    place: { kind: 'point', latitude: 'lat', longitude: 'lon', radiusMeters: 500 },
    placeName: { column: 'place' },
    effect: 'explosion-undetermined',
  }
  writeFileSync(`${path}.mapping.yaml`, JSON.stringify(mapping))
  return path
}

/** Every file below the folder that holds the word. */
const filesWith = (folder: string, word: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path).includes(word))

describe('an edition for the public', () => {
  test('[E12] what it withholds stands in no file of it, and the rest can be checked', async () => {
    const open = writeTable('open.csv', ['public', 'mechanism'], ['Openham', 'Plainfield'])
    const hidden = writeTable('hidden.csv', ['mechanism'], ['Hiddenbury', 'Secretford'])
    const out = join(work.path, 'edition')
    const agreement = join(PROJECT, 'agreements/exercise-2026.yaml')
    const inputs = [open, hidden].flatMap((path) => ['--input', `table:${path}`])
    const run = await runMarsad([
      'run',
      '--agreement',
      agreement,
      ...inputs,
      '--audience',
      'public',
      '--out',
      out,
    ])
    expect(run).toMatchObject({ code: 0 })
    expect(filesWith(out, 'Plainfield').length).toBeGreaterThan(1)
    expect([...filesWith(out, 'Hiddenbury'), ...filesWith(out, 'Secretford')]).toEqual([])

    const verified = await runMarsad(['verify', out, '--json'])
    expect(verified.code).toBe(0)
    expect(JSON.parse(verified.stdout)).toMatchObject({
      verdict: 'self-consistent',
      originals: { withheld: 1 },
      firstMismatch: null,
    })
    const { records } = JSON.parse(verified.stdout) as { records: { withheld: number } }
    expect(records.withheld).toBeGreaterThanOrEqual(2)
  }, 120_000)
})
