// SPDX-License-Identifier: Apache-2.0
import { readdirSync } from 'node:fs'

import { describe, expect, test } from 'vitest'

import { LAYOUT, SIDE_DOORS } from './architecture/layout.ts'
import { listFiles, readSourceFiles, readText, ROOT } from './architecture/read-files.ts'
import { RULES } from './architecture/rules.ts'
import { toSourceFile } from './architecture/source-file.ts'

const FIXTURES = 'test/fixtures/architecture'
const files = ['src', 'test', 'bench', 'web/src', 'web/build'].flatMap(readSourceFiles)

/** A fixture's first line says where in the repository it pretends to lie; the rest is the file. */
function readFixture(name: string): ReturnType<typeof toSourceFile> {
  const text = readText(`${FIXTURES}/${name}.bad`)
  const path = /^pretends to be (\S+)\n/.exec(text)?.[1]
  if (path === undefined) throw new Error(`${name}.bad does not say what it pretends to be`)
  return toSourceFile(path, text.slice(text.indexOf('\n') + 1))
}

describe('layout and imports', () => {
  test('there is something to look at', () => {
    expect(files.length).toBeGreaterThan(20)
  })

  for (const rule of RULES) {
    test(`[${rule.id}] ${rule.name}`, () => {
      const breaches = files.flatMap((file) => rule.breaches(file).map((what) => `${file.path}:${what}`))
      expect(breaches, `${rule.id} ${rule.name}. ${rule.instead}`).toEqual([])
    })

    test(`[${rule.id}] catches its bad example`, () => {
      const file = readFixture(rule.name)
      const marked = file.text.split('\n').flatMap((line, n) => (line.includes('<- breach') ? [n + 1] : []))
      const lines = rule.breaches(file).map((what) => Number(what.split(':')[0]))
      expect([...new Set(lines)]).toEqual(marked.length > 0 ? marked : [1])
    })
  }

  test('[AR6] scripts and the entry point say their licence too', () => {
    const scripts = [...listFiles('scripts', '.js'), ...listFiles('bin', '.js')]
    const bare = scripts.filter(
      (path) => !/^(#![^\n]*\n)?\/\/ SPDX-License-Identifier: Apache-2\.0\n/.test(readText(path)),
    )
    expect(bare).toEqual([])
  })

  test('every fixture belongs to a rule', () => {
    const names = readdirSync(`${ROOT}${FIXTURES}`).map((name) => name.replace(/\.bad$/, ''))
    expect(names.toSorted()).toEqual(RULES.map((rule) => rule.name).toSorted())
  })

  test('[AR2] package.json opens a folder by its index, and by the doors named in the layout', () => {
    const { imports } = JSON.parse(readText('package.json')) as {
      imports: Record<string, Record<string, string>>
    }
    const rooms: readonly string[] = LAYOUT.map((entry) => entry.name)
    for (const [name, to] of Object.entries(imports)) {
      const path = name.slice(1)
      expect([...rooms, ...SIDE_DOORS]).toContain(path)
      const file = path === 'pipeline' || path.includes('/') ? path : `${path}/index`
      expect(to).toEqual({ 'marsad-source': `./src/${file}.ts`, default: `./dist/${file}.js` })
    }
  })
})
