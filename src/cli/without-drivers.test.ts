// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { afterAll, expect, test } from 'vitest'

import { AGREEMENT, playExercise } from '../../test/exercise-inputs.ts'
import { makeWorkFolder, PROJECT } from '../../test/run-marsad.ts'

/** Makes the drivers of the databases as if they had never been installed, however they are asked for. */
const HIDE_DRIVERS = `
import Module, { register } from 'node:module'
const hidden = ['better-sqlite3', 'pg']
const refuse = (name) => { throw new Error('hidden: ' + name) }
const resolve = Module._resolveFilename
Module._resolveFilename = (name, ...rest) => hidden.includes(name) ? refuse(name) : resolve(name, ...rest)
const hooks = 'export const resolve = (name, context, next) => ' + JSON.stringify(hidden) +
  ".includes(name) ? Promise.reject(new Error('hidden: ' + name)) : next(name, context)"
register('data:text/javascript,' + encodeURIComponent(hooks))
`
const work = makeWorkFolder()
afterAll(() => work.remove())

test('[C11] a report is made and verified where no driver of a database is there; what needs one says so', () => {
  const hide = join(work.path, 'hide-drivers.mjs')
  writeFileSync(hide, HIDE_DRIVERS)
  const marsad = (...args: readonly string[]) =>
    spawnSync(
      process.execPath,
      [
        '--import',
        'tsx',
        '--import',
        hide,
        '--conditions=marsad-source',
        join(PROJECT, 'src/cli/main.ts'),
        ...args,
      ],
      { cwd: PROJECT, encoding: 'utf8' },
    )
  const firms = playExercise(8).files.find(({ source }) => source === 'firms')
  if (firms === undefined) throw new Error('the exercise has no FIRMS file')
  const [input, day] = [join(work.path, firms.name), join(work.path, 'day')]
  writeFileSync(input, firms.bytes)
  const made = marsad('run', '--agreement', AGREEMENT, '--input', `firms:${input}`, '--out', day)
  expect([made.status, made.stderr]).toMatchObject([0, expect.not.stringContaining('hidden')])
  expect(marsad('verify', day).status).toBe(0)
  const served = marsad('serve', '--data', join(work.path, 'mission'))
  expect(served.status).toBe(2)
  expect(served.stderr).toContain('better-sqlite3 is not there')
}, 120_000)
