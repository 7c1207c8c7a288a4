// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { PROJECT } from '../../test/run-marsad.ts'
import { serveMission } from './served-mission.ts'
import { soak } from './soak.ts'

const SECONDS = Number(process.env['MARSAD_SOAK_SECONDS'] ?? 900)
const FEED = 'firms-soak'
/**
 * A quarter of the load that is asked for a minute, since a quarter of an hour of that would be ten days of the heaviest war. Over
 * a hundred and eighty days, of which the live engine holds forty at most: it is full after less than a quarter of the time.
 */
const LOAD = { feed: FEED, seconds: SECONDS, rate: 250, readers: 50, days: 180 }

test('[LG20] under load for a quarter of an hour memory stays flat and nothing is refused', async () => {
  execFileSync('npm', ['run', 'build'], { cwd: PROJECT, stdio: 'ignore' })
  const folder = mkdtempSync(join(tmpdir(), 'marsad-soak-'))
  const mission = await serveMission(join(folder, 'mission'), FEED)
  try {
    const figures = await soak(mission, LOAD, { fillingSeconds: SECONDS / 4, everySeconds: SECONDS / 60 })
    console.log(JSON.stringify(figures))
    expect(figures.refused).toBe(0)
    expect(figures.reads).toBeGreaterThan(SECONDS)
    expect(figures.growth).toBeLessThan(1.2)
  } finally {
    await mission.stop()
    rmSync(folder, { recursive: true, force: true })
  }
})
