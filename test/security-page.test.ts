// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'

import { listFiles, readText } from './architecture/read-files.ts'

test('the page on security walks all ten risks, and names rules that there are', () => {
  const page = readText('docs/security.md')
  const risks = [...page.matchAll(/^\| API(\d+) .*\| (.*) \|$/gm)]
  expect(risks.map((match) => Number(match[1]))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  const rules = new Set(
    listFiles('docs/spec', '.md').flatMap((path) =>
      [...readText(path).matchAll(/^[-*] (?:\*\*)?\[([A-Z]+\d+)\]/gm)].map((match) => match[1]),
    ),
  )
  const named = risks.flatMap((match) =>
    [...(match[2] ?? '').matchAll(/\[([A-Z]+\d+)\]/g)].map((one) => one[1]),
  )
  expect(named.length).toBeGreaterThan(30)
  expect(named.filter((id) => !rules.has(id))).toEqual([])
})
