// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs'

import { describe, expect, test } from 'vitest'

import { readText, ROOT } from './architecture/read-files.ts'

const DOCUMENT = 'docs/life-of-an-observation.md'
const links = [...readText(DOCUMENT).matchAll(/\[(`?)([^\]`]+)\1\]\(([^)#]+)(#[^)]*)?\)/g)].map((m) => ({
  isCode: m[1] === '`',
  label: m[2] ?? '',
  path: `docs/${m[3] ?? ''}`.replace('docs/../', ''),
}))

describe('docs/life-of-an-observation.md', () => {
  test('[SP2] every link leads to a file', () => {
    expect(links.length).toBeGreaterThan(8)
    expect(links.filter(({ path }) => !existsSync(`${ROOT}${path}`)).map(({ path }) => path)).toEqual([])
  })

  test('[SP2] every name shown as code is exported where its link leads', () => {
    const missing = links.filter(
      ({ isCode, label, path }) =>
        isCode &&
        /^\w+$/.test(label) &&
        path.endsWith('.ts') &&
        !new RegExp(`export (?:async )?(?:function\\*?|const|interface|type|class) ${label}\\b`).test(
          readText(path),
        ),
    )
    expect(missing.map(({ label, path }) => `${path} exports no ${label}`)).toEqual([])
  })
})
