// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { makeWorkFolder, PROJECT, runMarsad } from '../run-marsad.ts'
import { serveMission } from '../services/running-service.ts'

export const PASSWORD = 'lantern gravel orbit teapot'

/** A mission that is served, with people and two simulated days of incidents in it. */
export interface ServedRoom {
  /** Without a slash at its end. */
  readonly url: string
  stop(): Promise<void>
}

const PEOPLE = [
  { login: 'analyst', compartment: 'mechanism', role: 'analyst', nation: 'FI' },
  { login: 'verifier', compartment: 'mechanism', role: 'verifier', nation: 'SE' },
  { login: 'releaser', compartment: 'mechanism', role: 'releaser', nation: 'TR' },
  { login: 'administrator', compartment: 'mechanism', role: 'administrator', nation: 'FI' },
  { login: 'administrator-2', compartment: 'mechanism', role: 'administrator', nation: 'SE' },
  { login: 'commissioner-1', compartment: 'commission', role: 'commissioner', nation: 'FR' },
  { login: 'commissioner-2', compartment: 'commission', role: 'commissioner', nation: 'CH' },
  { login: 'commissioner-3', compartment: 'commission', role: 'commissioner', nation: 'GB' },
  { login: 'liaison', compartment: 'party:party-a', role: 'liaison', nation: 'FI' },
  { login: 'liaison-b', compartment: 'party:party-b', role: 'liaison', nation: 'FI' },
] as const

/** Starts the built program on a folder of its own; people come by the command line, all of them or those named, observations by a feed. */
export async function serveRoom(logins: readonly string[] | null = null): Promise<ServedRoom> {
  const work = makeWorkFolder()
  const folder = join(work.path, 'mission')
  const simulated = join(work.path, 'simulated')
  const scenario = join(PROJECT, 'scenarios/desk-story.yaml')
  await expectDone(runMarsad(['simulate', '--scenario', scenario, '--seed', '1', '--out', simulated]))
  const service = await serveMission(folder, null)
  const url = service.url.replace(/\/$/, '')
  const people = PEOPLE.filter(({ login }) => logins?.includes(login) ?? true)
  for (const person of people) await addPerson(folder, person)
  for (const feed of ['firms', 'viina']) {
    const token = (await expectDone(runMarsad(['token', 'issue', '--feed', feed, '--data', folder]))).trim()
    const inputs = join(simulated, 'inputs')
    const names = readdirSync(inputs).filter((name) => name.includes(feed === 'firms' ? 'firms' : 'reports'))
    for (const name of names) {
      const answer = await fetch(`${url}/api/v1/feeds/${feed}/originals`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}` },
        body: readFileSync(join(inputs, name)),
      })
      if (!answer.ok) throw new Error(`${name}: ${answer.status} ${await answer.text()}`)
    }
  }
  return {
    url,
    async stop() {
      await service.stop()
      work.remove()
    },
  }
}

async function expectDone(running: ReturnType<typeof runMarsad>): Promise<string> {
  const { code, stdout, stderr } = await running
  if (code !== 0) throw new Error(`ended with ${code}: ${stdout}${stderr}`)
  return stdout
}

function addPerson(
  folder: string,
  { login, compartment, role, nation }: (typeof PEOPLE)[number],
): Promise<void> {
  const child = spawn(
    process.execPath,
    [
      join(PROJECT, 'bin/marsad.js'),
      'user',
      'add',
      '--data',
      folder,
      '--login',
      login,
      '--name',
      `EXERCISE ${role}`,
      '--organisation',
      'EXERCISE',
      '--nation',
      nation,
      '--compartment',
      compartment,
      '--role',
      role,
      '--password-stdin',
    ],
    { stdio: ['pipe', 'ignore', 'pipe'] },
  )
  let said = ''
  child.stderr.on('data', (bytes: Buffer) => (said += bytes.toString()))
  child.stdin.end(`${PASSWORD}\n`)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`${login}: ${said}`))))
  })
}
