// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { describe, expect, test } from 'vitest'

import { listTamperings } from '#evidence'

import { MISMATCH_TEXTS, TAMPERING_TEXTS } from './mismatch-texts.ts'
import { problemText } from './problems.ts'
import { fillText, PROBLEM_TEXTS } from './texts.ts'
import { VERSION } from './version.ts'

const SOURCE = fileURLToPath(new URL('../', import.meta.url))

const sources = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !/\.(test|contract)\.ts$/.test(path))
  .map((path) => readFileSync(join(SOURCE, path), 'utf8'))
const codesIn = (pattern: RegExp): readonly string[] =>
  [...new Set(sources.flatMap((text) => [...text.matchAll(pattern)].map((found) => found[1]!)))].sort()

describe('sentences of the command line', () => {
  test('[C1] every problem that the code can name has one', () => {
    const codes = codesIn(/\bproblem\(\s*[^,()]*(?:\([^()]*\))?[^,()]*,\s*'([a-z0-9-]+)'/g)
    expect(codes.length).toBeGreaterThan(60)
    expect(codes.filter((code) => PROBLEM_TEXTS[code] === undefined)).toEqual([])
  })

  test('[C1] every problem of a drawn area has one', () => {
    const area = (name: string): string => readFileSync(join(SOURCE, 'agreement/lines', name), 'utf8')
    const parsed = [...area('parse-held-area.ts').matchAll(/error: '([a-z-]+)'/g)]
    const derive = area('derive-line.ts')
    const derived = [
      ...derive.slice(derive.indexOf('function problemOf')).matchAll(/'([a-z]+(?:-[a-z]+)+)'/g),
    ]
    const codes = [...parsed, ...derived].map((found) => found[1]!)
    expect(codes.length).toBeGreaterThan(6)
    expect(codes.filter((code) => PROBLEM_TEXTS[code] === undefined)).toEqual([])
  })

  test('[C1] every mismatch and every tampering has one', () => {
    const outcome = readFileSync(join(SOURCE, 'evidence/verification/outcome.ts'), 'utf8')
    const union = outcome.slice(outcome.indexOf('MismatchCode ='), outcome.indexOf('/** The first thing'))
    const codes = [...union.matchAll(/'([a-z-]+)'/g)].map((found) => found[1]!)
    expect(codes.length).toBeGreaterThan(20)
    expect(codes.filter((code) => MISMATCH_TEXTS[code] === undefined)).toEqual([])
    expect(listTamperings().filter(({ name }) => TAMPERING_TEXTS[name] === undefined)).toEqual([])
  })

  test('[C1] values are put into their places, and a code without a sentence is printed with its values', () => {
    expect(fillText('{a} of {b}', { a: 1 })).toBe('1 of {b}')
    expect(problemText({ path: '', code: 'no-such-code', params: { rows: 3 } })).toBe('no-such-code, rows 3')
  })

  test('[C2] the version is that of the package', () => {
    const { version } = JSON.parse(readFileSync(join(SOURCE, '../package.json'), 'utf8')) as {
      version: string
    }
    expect(VERSION).toBe(version)
  })
})
