// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, test } from 'vitest'

import { associate } from '#incidents'

const root = join(import.meta.dirname, '../..')
/** A thread loads its own file, which Node 20 can do only once it is compiled. */
const isCompiled = existsSync(join(root, 'dist/adapters/association-threads.js'))

const RULE = { epsilonMeters: 1_000, epsilonMs: 86_400_000, minimumPoints: 3 }
const SIZE = 4_000
/** Evenly strewn over 44 by 30 km and three days. */
const strewn = (from: number, times: number): number[] =>
  Array.from({ length: SIZE }, (_, k) => from + (0.4 * ((k * times) % SIZE)) / SIZE)
const LATITUDE = strewn(48, 1_597)
const LONGITUDE = strewn(37, 2_801)
const TIME_MS = Array.from({ length: SIZE }, (_, k) => k * 60_000)

describe.skipIf(!isCompiled)('association on threads (skipped before the first build)', () => {
  test('[I3] two threads give what one gives', () => {
    const script = `
      import { startAssociationThreads } from './dist/adapters/association-threads.js'
      const [latitude, longitude, timeMs] = ${JSON.stringify([LATITUDE, LONGITUDE, TIME_MS])}.map((list) => Float64Array.from(list))
      const threads = await startAssociationThreads(2)
      const { cluster, core } = threads.associate({ latitude, longitude, timeMs }, ${JSON.stringify(RULE)})
      await threads.close()
      console.log(JSON.stringify({ cluster: [...cluster], core: [...core] }))`
    const out = execFileSync(process.execPath, ['--input-type=module', '-'], {
      cwd: root,
      encoding: 'utf8',
      input: script,
      env: { ...process.env, NODE_OPTIONS: '' },
    })
    const points = {
      latitude: Float64Array.from(LATITUDE),
      longitude: Float64Array.from(LONGITUDE),
      timeMs: Float64Array.from(TIME_MS),
    }
    const whole = associate(points, RULE)
    expect(whole.clusters).toBeGreaterThan(5)
    expect(JSON.parse(out)).toEqual({ cluster: [...whole.cluster], core: [...whole.core] })
  })
})
