// SPDX-License-Identifier: Apache-2.0
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { afterAll, describe, expect, test } from 'vitest'

import { AGREEMENT } from './exercise-inputs.ts'
import { buildFirst, makeWorkFolder, runMarsad } from './run-marsad.ts'

const work = makeWorkFolder()
afterAll(() => work.remove())

const HEADER =
  'latitude,longitude,bright_ti4,scan,track,acq_date,acq_time,satellite,instrument,confidence,version,bright_ti5,frp,daynight'

describe('wrong use and a machine that fails', { timeout: 60_000 }, () => {
  test('[C1] a port that is none is refused before the exercise is played', async () => {
    const finished = await runMarsad(['exercise', '--out', join(work.path, 'never'), '--port', '99999'])
    expect(finished).toMatchObject({ code: 2, stdout: '' })
    expect(finished.stderr).toContain('--port: "99999" is no port')
  })

  test('[C1] a folder that no run wrote is called that, not a place to write to', async () => {
    const finished = await runMarsad(['rebuild', work.path])
    expect(finished.code).toBe(2)
    expect(finished.stderr).toContain('no run has written this folder')
  })

  test('[C9] a failure of the machine ends with 2: 1 says that a verification failed', async () => {
    buildFirst()
    const before = process.env['TMPDIR']
    process.env['TMPDIR'] = join(work.path, 'no-such-folder')
    const running = runMarsad(['demo'])
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
    const finished = await running
    expect(finished.code).toBe(2)
    expect(finished.stderr).toContain('Stopped by Error')
    expect(finished.stderr).not.toMatch(/^\s+at /m)
  })

  test('[C12] a folder that the system will not make ends with 2 and a sentence that names it', async () => {
    const finished = await runMarsad(['serve', '--data', '/proc/marsad/below', '--port', '0'])
    expect(finished).toMatchObject({ code: 2, stdout: '' })
    expect(finished.stderr).toContain('--data: no folder can be made or written at /proc/marsad (')
  })

  test('[C10] a manifest may name a file by its whole path', async () => {
    const input = join(work.path, 'detections.csv')
    writeFileSync(input, `${HEADER}\n`)
    const manifest = join(work.path, 'manifest.json')
    const inputs = [
      { source: 'firms', path: input },
      { source: 'firms', path: 'detections.csv' },
    ]
    writeFileSync(manifest, JSON.stringify({ schema: 'marsad/manifest@1', inputs }))
    const out = join(work.path, 'out')
    const finished = await runMarsad(['run', '--agreement', AGREEMENT, '--manifest', manifest, '--out', out])
    expect(finished).toMatchObject({ code: 0 })
  })
})
