// SPDX-License-Identifier: Apache-2.0
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { afterAll, describe, expect, test } from 'vitest'

import { AGREEMENT, playExercise, writeInputs } from './exercise-inputs.ts'
import { makeWorkFolder, runMarsad } from './run-marsad.ts'

const work = makeWorkFolder()
afterAll(work.remove)

/** Swaps the parties by id wherever they stand; applied twice, it gives the text back. */
const swap = (text: string): string =>
  text.replaceAll('party-a', 'party-?').replaceAll('party-b', 'party-a').replaceAll('party-?', 'party-b')

/** Every digest by the order in which it first appears. */
function withOrdinals(text: string): string {
  const known = new Map<string, string>()
  return text.replace(/[0-9a-f]{64}/g, (digest) => {
    const ordinal = known.get(digest) ?? `#${known.size}`
    known.set(digest, ordinal)
    return ordinal
  })
}

interface Report {
  readonly counts: unknown
  readonly provisions: unknown
}

describe('the parties swapped', () => {
  test('[D5] mirror the table, the map and the counts', { timeout: 120_000 }, async () => {
    const inputs = writeInputs(playExercise(7), join(work.path, 'inputs'))
    const swapped = join(work.path, 'swapped.yaml')
    writeFileSync(swapped, swap(readFileSync(AGREEMENT, 'utf8')))
    const run = async (agreement: string, out: string): Promise<string> => {
      const folder = join(work.path, out)
      const words = inputs.flatMap((input) => ['--input', input])
      const finished = await runMarsad(['run', '--agreement', agreement, ...words, '--out', folder])
      expect(finished.stderr).not.toContain('Stopped')
      expect(finished.code).toBe(0)
      return folder
    }
    const [plain, mirrored] = [await run(AGREEMENT, 'plain'), await run(swapped, 'mirrored')]
    const read = (folder: string, name: string): string => readFileSync(join(folder, name), 'utf8')
    for (const name of ['violations.csv', 'incidents.geojson']) {
      expect(read(plain, name)).toMatch(/party-[ab]/)
      expect(withOrdinals(swap(read(mirrored, name)))).toBe(withOrdinals(read(plain, name)))
    }
    const [of, ofMirrored] = [plain, mirrored].map(
      (folder) => JSON.parse(read(folder, 'report.json')) as Report,
    )
    expect(ofMirrored?.counts).toEqual(of?.counts)
    expect(JSON.parse(swap(JSON.stringify(ofMirrored?.provisions)))).toEqual(of?.provisions)
  })
})
