// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

import { PROJECT } from '../run-marsad.ts'

/** Scripts that the page names, all of which load before anything is seen: kilobytes as packed for the way. */
export function entryKilobytes(): number {
  const dist = join(PROJECT, 'web/dist')
  const html = readFileSync(join(dist, 'index.html'), 'utf8')
  const scripts = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(([, path]) => path ?? '')
  if (scripts.length === 0) throw new Error('the page names no script')
  return scripts.reduce((sum, path) => sum + gzipSync(readFileSync(join(dist, path))).length / 1_000, 0)
}
