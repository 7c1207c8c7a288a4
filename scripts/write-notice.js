// SPDX-License-Identifier: Apache-2.0
// Writes NOTICE from the packages that the program needs when it runs; `--check` says whether it is current and whether every
// one of them comes under terms we may pass on.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { listProductionPackages } from './production-packages.js'

/** Terms that ask for no more than keeping the notice. */
const ACCEPTED = new Set([
  '0BSD',
  '(BSD-2-Clause OR MIT OR Apache-2.0)',
  '(MIT OR Apache-2.0)',
  '(MIT OR CC0-1.0)',
  '(MIT OR WTFPL)',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  // Fonts of the situation room; it asks that they are not sold by themselves.
  'OFL-1.1',
  'Unlicense',
])

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const file = join(root, 'NOTICE')
const packages = listProductionPackages(root)

const head = `Marsad
Copyright the Marsad authors

Licensed under the Apache License, Version 2.0 (see LICENSE).

The program uses these packages when it runs; each stays under its own terms. This list is generated: npm run notice.
The border and coast outlines of world-atlas are made from Natural Earth, which is in the public domain.
`
const body = packages.map(
  ({ name, version, license, holders }) =>
    `${name} ${version} (${license})\n${holders.map((line) => `  ${line}\n`).join('')}`,
)
const notice = [head, ...body].join('\n')

const refused = packages.filter(({ license }) => !ACCEPTED.has(license))
for (const { name, license } of refused)
  console.error(`notice: ${name} comes under ${license}, which nobody has accepted yet`)
if (refused.length > 0) process.exitCode = 1

if (process.argv.includes('--check')) {
  const current = existsSync(file) && readFileSync(file, 'utf8') === notice
  if (!current) console.error('notice: NOTICE is not current; run `npm run notice` and commit it')
  if (!current) process.exitCode = 1
  else console.log(`notice: current, ${packages.length} packages`)
} else {
  writeFileSync(file, notice)
  console.log(`notice: ${packages.length} packages`)
}
