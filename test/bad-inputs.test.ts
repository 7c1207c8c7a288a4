// SPDX-License-Identifier: Apache-2.0
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { afterAll, describe, expect, test } from 'vitest'

import { AGREEMENT, playExercise } from './exercise-inputs.ts'
import { makeWorkFolder, runMarsad } from './run-marsad.ts'

const work = makeWorkFolder()
afterAll(() => work.remove())

const played = playExercise(12)
const textOf = (source: string): string => {
  const file = played.files.find((each) => each.source === source && each.bytes.length > 2_000)
  if (file === undefined) throw new Error(`the exercise has no ${source} file`)
  return new TextDecoder('utf-8').decode(file.bytes)
}
const sound: Readonly<Record<string, string>> = { firms: textOf('firms'), viina: textOf('viina') }

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
function utf16(text: string): Uint8Array {
  const bytes = new Uint8Array(2 + text.length * 2)
  const view = new DataView(bytes.buffer)
  view.setUint16(0, 0xfeff, true)
  for (let i = 0; i < text.length; i += 1) view.setUint16(2 + i * 2, text.charCodeAt(i), true)
  return bytes
}
/** Changes every data row of a table whose fields hold no commas inside quotes before the changed ones. */
const eachRow = (text: string, change: (fields: string[]) => string[]): string => {
  const [header = '', ...rows] = text.trimEnd().split('\n')
  return [header, ...rows.map((row) => change(row.split(',')).join(','))].join('\n')
}
const withoutColumn = (text: string, column: number): string =>
  text
    .trimEnd()
    .split('\n')
    .map((row) =>
      row
        .split(',')
        .filter((_, n) => n !== column)
        .join(','),
    )
    .join('\n')

/** Position of latitude and longitude in the columns of each feed. */
const COLUMNS: Readonly<Record<string, { readonly latitude: number; readonly longitude: number }>> = {
  firms: { latitude: 0, longitude: 1 },
  viina: { latitude: 2, longitude: 1 },
}

type Outcome = 'refused' | 'all-quarantined' | 'some-quarantined' | 'taken'
interface Case {
  readonly name: string
  readonly outcome: Outcome
  readonly make: (text: string, source: string) => Uint8Array
}

const CASES: readonly Case[] = [
  { name: 'empty', outcome: 'refused', make: () => new Uint8Array() },
  { name: 'blank lines only', outcome: 'refused', make: () => utf8('\n\n\n') },
  { name: 'truncated inside a row', outcome: 'some-quarantined', make: (text) => utf8(text.slice(0, -40)) },
  { name: 'UTF-16 with its mark', outcome: 'taken', make: (text) => utf16(text) },
  { name: 'UTF-8 with its mark', outcome: 'taken', make: (text) => utf8(`\u{feff}${text}`) },
  { name: 'Windows line ends', outcome: 'taken', make: (text) => utf8(text.replaceAll('\n', '\r\n')) },
  { name: 'a first column missing', outcome: 'refused', make: (text) => utf8(withoutColumn(text, 0)) },
  { name: 'another table', outcome: 'refused', make: () => utf8('a,b,c\n1,2,3\n') },
  {
    name: 'an image',
    outcome: 'refused',
    make: () => Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]),
  },
  { name: 'zeros', outcome: 'refused', make: () => new Uint8Array(5_000) },
  {
    name: 'longitude -77',
    outcome: 'all-quarantined',
    make: (text, source) =>
      utf8(
        eachRow(text, (row) =>
          row.with(COLUMNS[source]?.longitude ?? 0, source === 'viina' ? '"-77"' : '-77'),
        ),
      ),
  },
  {
    name: 'swapped coordinates',
    outcome: 'all-quarantined',
    make: (text, source) =>
      utf8(
        eachRow(text, (row) => {
          const { latitude, longitude } = COLUMNS[source] ?? { latitude: 0, longitude: 1 }
          return row.with(latitude, row[longitude] ?? '').with(longitude, row[latitude] ?? '')
        }),
      ),
  },
  {
    name: 'one endless row',
    outcome: 'some-quarantined',
    make: (text) => utf8(`${text.split('\n').slice(0, 2).join('\n')}\n${'9'.repeat(3_000_000)}\n`),
  },
]

interface Counts {
  readonly rowsIn: number
  readonly observations: number
  readonly duplicates: number
  readonly quarantined: number
}

const STACK = /^ +at |node:internal|\bTypeError\b|\bRangeError\b|UnhandledPromise/m

describe.each(['firms', 'viina'])('bad %s files', { timeout: 60_000 }, (source) => {
  const at = (name: string): string => join(work.path, `${source} ${name}`.replaceAll(' ', '-'))
  const run = (file: string, out: string) =>
    runMarsad(['run', '--agreement', AGREEMENT, '--input', `${source}:${file}`, '--out', out])
  const countsOf = (out: string): Counts =>
    (JSON.parse(readFileSync(join(out, 'report.json'), 'utf8')) as { counts: Counts }).counts

  test.each(CASES)('[D4] $name: $outcome', async ({ name, outcome, make }) => {
    const [file, out] = [`${at(name)}.csv`, `${at(name)}-out`]
    writeFileSync(file, make(sound[source] ?? '', source))
    const { code, stdout, stderr } = await run(file, out)
    expect(stdout + stderr).not.toMatch(STACK)
    expect(code, stderr).toBe(outcome === 'refused' ? 2 : 0)
    expect(existsSync(out)).toBe(outcome !== 'refused')
    const counts = outcome === 'refused' ? null : countsOf(out)
    expect(outcomeOf(counts)).toBe(outcome)
    expect(outcome === 'refused' ? stderr : file).toContain(file.split('/').at(-1))
  })

  test('[D4] a folder instead of a file, and no file at all, are refused by name', async () => {
    mkdirSync(at('folder'), { recursive: true })
    for (const file of [at('folder'), at('nowhere.csv')]) {
      const out = `${at('folder')}-out`
      const { code, stdout, stderr } = await run(file, out)
      expect(stdout + stderr).not.toMatch(STACK)
      expect(code).toBe(2)
      expect(stderr).toContain(file.split('/').at(-1))
      expect(existsSync(out)).toBe(false)
    }
  })
})

/** Which of the outcomes the counts show; null stands for no report. */
function outcomeOf(counts: Counts | null): Outcome {
  if (counts === null) return 'refused'
  if (counts.rowsIn !== counts.observations + counts.duplicates + counts.quarantined)
    throw new Error('rows do not add up')
  if (counts.quarantined === 0) return 'taken'
  return counts.observations === 0 ? 'all-quarantined' : 'some-quarantined'
}
