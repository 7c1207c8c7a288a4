// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { afterAll, describe, expect, test } from 'vitest'

import { openExerciseRoom } from '../src/cli/exercise-room.ts'
import { holdMission } from '../src/cli/mission-access.ts'
import { PLAIN_SERVICE, startService } from '../src/cli/service.ts'
import { openExercise } from './open-exercise.ts'
import { makeWorkFolder } from './run-marsad.ts'

const work = makeWorkFolder()
afterAll(() => work.remove())

const entry = { chairs: [], password: 'x', story: () => null }
const never = () => Promise.reject(new Error('nothing may be read'))

describe('npm start', () => {
  test('[ST6] opens a fresh exercise that anybody at this machine may enter, and leaves nothing behind', async () => {
    const scratch = join(work.path, 'scratch')
    mkdirSync(scratch)
    const exercise = await openExercise(scratch)
    const { url } = exercise
    let code: number | null = null
    try {
      const { chairs, story } = (await (await fetch(`${url}/api/v1/exercise`)).json()) as {
        readonly chairs: readonly { readonly login: string; readonly role: string }[]
        readonly story: { readonly case: string }
      }
      expect(new Set(chairs.map(({ role }) => role))).toEqual(
        new Set(['analyst', 'verifier', 'releaser', 'commissioner', 'liaison']),
      )
      const enter = async (role: string): Promise<Record<string, string>> => {
        const login = chairs.find((chair) => chair.role === role)?.login
        const entered = await fetch(`${url}/api/v1/exercise/session`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ login }),
        })
        expect(entered.status).toBe(201)
        return { cookie: (entered.headers.get('set-cookie') ?? '').split(';')[0] ?? '' }
      }
      const analyst = { headers: await enter('analyst') }
      for (const path of [
        'cases',
        'requests',
        'notifications',
        'harms',
        'impediments',
        'incidents',
        'lists',
      ]) {
        const { items } = (await (await fetch(`${url}/api/v1/${path}`, analyst)).json()) as {
          readonly items: readonly unknown[]
        }
        expect([path, items.length > 0]).toEqual([path, true])
      }
      const commissioner = { headers: await enter('commissioner') }
      const response = await fetch(`${url}/api/v1/responses/${story.case}`, commissioner)
      expect(await response.json()).toMatchObject({ summary: { state: expect.not.stringMatching(/conclu/) } })
      expect(response.headers.get('x-marsad-exercise-time')).toMatch(/^2026-06-18T/)
    } finally {
      code = await exercise.stop()
    }
    expect(code).toBe(0)
    expect(readdirSync(scratch)).toEqual([])
  }, 300_000)

  test('[ST6] takes no folder that holds anything', async () => {
    const folder = join(work.path, 'holds-something')
    mkdirSync(folder)
    writeFileSync(join(folder, 'a'), '')
    expect(await openExerciseRoom({ folder, port: 0, told: () => {} })).toMatchObject({
      problems: [{ code: 'exercise-needs-a-new-folder' }],
    })
  })

  test.each([
    ['MARSAD_DATABASE_URL', 'postgres://somewhere/mission'],
    ['MARSAD_PUBLIC_URL', 'https://desk.example'],
  ])('[ST7] does not start beside %s of a mission', async (setting, value) => {
    process.env[setting] = value
    try {
      const folder = join(work.path, 'never')
      expect(await openExerciseRoom({ folder, port: 0, told: () => {} })).toMatchObject({
        problems: [{ path: setting, code: 'exercise-takes-no-setting' }],
      })
    } finally {
      delete process.env[setting]
    }
  })
})

describe('a service with ways in without a password', () => {
  const optionsOf = (folder: string, host: string) => ({
    ...PLAIN_SERVICE,
    folder,
    port: 0,
    host,
    agreement: null,
    background: null,
    frontline: null,
    firstAgreement: never,
    entry,
  })

  test('[ST7] is not started for a live mission, nor on an address that others reach', async () => {
    const folder = join(work.path, 'asked')
    const held = await holdMission(folder, () => {})
    if (!held.ok) throw new Error(JSON.stringify(held.problems))
    const { mission } = held.value
    try {
      const live = { ...held.value, mission: { ...mission, exercise: false } }
      expect(await startService(live, optionsOf(folder, '127.0.0.1'), () => {})).toMatchObject({
        problems: [{ code: 'entry-needs-an-exercise' }],
      })
      expect(await startService(held.value, optionsOf(folder, '0.0.0.0'), () => {})).toMatchObject({
        problems: [{ code: 'entry-needs-this-machine' }],
      })
    } finally {
      await mission.close()
    }
  })
})
