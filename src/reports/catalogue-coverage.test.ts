// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, test } from 'vitest'

import {
  ACTS,
  EFFECTS,
  EXCEPTION_KINDS,
  HYPOTHESES,
  LINE_KINDS,
  MEANS,
  OBJECT_CLASSES,
  PROVISION_REASON_CODES,
  SEVERITIES,
  VERDICTS,
  WEAPON_CLASSES,
} from '#agreement'
import { ASSESSMENT_REASON_CODES, STANDINGS } from '#assessments'
import { LIKELIHOOD_BANDS } from '#kernel'
import { hasMessage, LANGUAGES, wordKey } from '#messages'

import { SECTION_ORDER } from './sections.ts'

const missing = (keys: readonly string[]): readonly string[] =>
  LANGUAGES.flatMap((language) =>
    keys.filter((key) => !hasMessage(language, key)).map((key) => `${language} ${key}`),
  )

/** The code of a folder, tests left out. */
function sourceOf(folder: string): string {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return names
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n')
}

const all = (text: string, pattern: RegExp): readonly string[] => [
  ...new Set([...text.matchAll(pattern)].flatMap((match) => match[1] ?? [])),
]

/** What is wrong with a whole file; such a file is refused and no row of it is quarantined. */
const OF_WHOLE_FILES = [
  'column-missing',
  'column-repeated',
  'encoding-not-recognised',
  'encoding-unsupported',
  'file-empty',
  'file-not-text',
  'header-unreadable',
  'mapping-missing',
  'yaml-unreadable',
]

describe('catalogues cover what the parts say', () => {
  test.each([
    ['act', ACTS],
    ['band', LIKELIHOOD_BANDS.map((one) => one.band)],
    ['effect', EFFECTS],
    ['exception-kind', EXCEPTION_KINDS],
    ['hypothesis', HYPOTHESES],
    ['line-kind', LINE_KINDS],
    ['means', MEANS],
    ['object-class', OBJECT_CLASSES],
    ['section', SECTION_ORDER],
    ['severity', SEVERITIES],
    ['standing', STANDINGS],
    ['verdict', VERDICTS],
    ['weapon-class', WEAPON_CLASSES],
  ] as const)('[R3] every word of %s', (group, words) => {
    expect(missing(words.map((word) => wordKey(group, word)))).toEqual([])
  })

  test('[R3] every reason of a provision and of an assessment', () => {
    const codes = [...PROVISION_REASON_CODES, ...ASSESSMENT_REASON_CODES]
    expect(missing(codes.map((code) => `reason.${code}`))).toEqual([])
  })

  test('[R3] every reason of the incident engine, by its specification and by its code', () => {
    const specified = all(readFileSync('docs/spec/incidents.md', 'utf8'), /^\| `([a-z-]+)` \|/gm)
    const written = all(
      ['first-engine', 'fused-engine', 'sensor-votes', 'thermal-evidence']
        .map((folder) => sourceOf(`src/incidents/${folder}`))
        .join('\n'),
      /(?:reason\(|weigh\(|shift\(|note\(|createLedger\(|code: )'([a-z-]+)'/g,
    )
    expect(specified.length).toBeGreaterThan(20)
    expect(written.length).toBeGreaterThan(15)
    expect(missing([...new Set([...specified, ...written])].map((code) => `reason.${code}`))).toEqual([])
  })

  test('[R3] every reason why a row is set aside', () => {
    const source = sourceOf('src/sources').replaceAll(/\s+/g, ' ')
    const told = all(source, /(?:problem|fail)\((?:[^()']|'[^']*', )*?'([a-z]+(?:-[a-z]+)+)'/g)
    const rows = told.filter((code) => !OF_WHOLE_FILES.includes(code))
    expect(rows.length).toBeGreaterThan(15)
    expect(missing(rows.map((code) => `quarantine.${code}`))).toEqual([])
  })
})
