// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs'

import { expect, test } from 'vitest'

import { listFiles, readText } from './architecture/read-files.ts'

const rules = new Set(
  listFiles('docs/spec', '.md').flatMap((path) =>
    [...readText(path).matchAll(/\[([A-Z]{1,3}\d+[a-z]?)\]/g)].map((found) => found[1] ?? ''),
  ),
)

test('[OP13] the threat model cites rules that are there, and its runbooks too', () => {
  const model = readText('docs/threat-model.md')
  const cited = [...model.matchAll(/\b(?:RL|OP|LG|PE|E|R)\d+\b/g)].map(([id]) => id)
  expect(new Set(cited).size).toBeGreaterThan(20)
  expect(cited.filter((id) => !rules.has(id))).toEqual([])
  const pages = ['docs/threat-model.md', ...listFiles('docs/runbooks', '.md')]
  const broken = pages.flatMap((page) =>
    [...readText(page).matchAll(/\]\(([a-z./-]+\.md)\)/g)]
      .map((found) => `${page.slice(0, page.lastIndexOf('/'))}/${found[1] ?? ''}`)
      .filter((path) => !existsSync(path)),
  )
  expect(broken).toEqual([])
})
