// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

import { LANGUAGES } from '#messages'

import { PROJECT } from '../run-marsad.ts'

const CATALOGUE = new RegExp(`^(?:${LANGUAGES.join('|')})-[^.]+\\.js$`)

/** Scripts that the page names and the longest catalogue, all of which load before anything is seen: kilobytes as packed for the way. */
export function entryKilobytes(): number {
  const dist = join(PROJECT, 'web/dist')
  const html = readFileSync(join(dist, 'index.html'), 'utf8')
  const scripts = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(([, path]) => path ?? '')
  if (scripts.length === 0) throw new Error('the page names no script')
  const packed = (path: string): number => gzipSync(readFileSync(join(dist, path))).length / 1_000
  const catalogues = readdirSync(join(dist, 'assets')).filter((name) => CATALOGUE.test(name))
  if (catalogues.length !== LANGUAGES.length) throw new Error('not one catalogue for each language')
  const longest = Math.max(...catalogues.map((name) => packed(`assets/${name}`)))
  return scripts.reduce((sum, path) => sum + packed(path), longest)
}
