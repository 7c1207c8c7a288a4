// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'

import { listFiles, readText } from './architecture/read-files.ts'

/** `[F3]`, `[AR12]`, `[F3a]`: letters of the part, number, and a letter where a rule was split. */
const ID = '\\[([A-Z]{1,3}\\d+[a-z]?)\\]'

/** The ids that a rule of docs/spec begins with: at the start of a paragraph, a list item, a heading or a table row. */
const RULE = new RegExp(`^(?:#+ |[-*] |\\d+\\. |\\| ?)?(?:\\*\\*)?${ID}`, 'gm')

/** The first argument of test(…), test.skipIf(…)(…), test.each([…])(…) and the like, where it begins with ids. */
const TITLE = new RegExp(`\\(\\s*['"\`]((?:${ID}\\s*)+)`, 'g')

const idsOf = (text: string): readonly string[] =>
  [...text.matchAll(new RegExp(ID, 'g'))].map((m) => m[1] ?? '')

const specRules = listFiles('docs/spec', '.md').flatMap((path) =>
  [...readText(path).matchAll(RULE)].map((m) => ({ id: m[1] ?? '', path })),
)
const testFiles = ['src', 'test', 'bench', 'web/src', 'web/build'].flatMap((folder) =>
  listFiles(folder, '.ts'),
)
const titleIds = testFiles
  .filter((path) => /\.(test|contract)\.ts$/.test(path))
  .flatMap((path) =>
    [...readText(path).matchAll(TITLE)].flatMap((m) => idsOf(m[1] ?? '').map((id) => ({ id, path }))),
  )

/** Titles of the architecture test are made from its list of rules. */
const generatedIds = [...readText('test/architecture/rules.ts').matchAll(/^ {4}id: '(AR\d+)'/gm)].map(
  (m) => m[1] ?? '',
)

describe('rules and tests', () => {
  test('[SP1] every rule has a test whose title begins with its id', () => {
    const tested = new Set([...titleIds.map(({ id }) => id), ...generatedIds])
    expect(
      specRules.filter(({ id }) => !tested.has(id)).map(({ id, path }) => `${path}: ${id} has no test`),
    ).toEqual([])
  })

  test('[SP1] every id in a test title is a rule of docs/spec', () => {
    const written = new Set(specRules.map(({ id }) => id))
    expect(
      titleIds.filter(({ id }) => !written.has(id)).map(({ id, path }) => `${path}: ${id} is no rule`),
    ).toEqual([])
  })

  test('[SP1] no id names two rules', () => {
    const ids = specRules.map(({ id }) => id)
    expect(ids.filter((id, n) => ids.indexOf(id) !== n)).toEqual([])
  })
})
