// SPDX-License-Identifier: Apache-2.0
import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { promisify } from 'node:util'

const PROGRAM = 'bin/marsad.js'
const PASSWORD = 'four short plain words'
const PATIENCE_MS = 60_000
const MOST_SAID = 10_000

/** A service that a bench started on a folder of its own, with a token of a feed and a session to read with. */
export interface ServedMission {
  readonly url: string
  readonly pid: number
  readonly token: string
  readonly cookie: string
  stop(): Promise<void>
}

/** Starts the built program as anybody would, sets up its first two administrators and issues a token for `feed`. */
export async function serveMission(folder: string, feed: string): Promise<ServedMission> {
  const port = await freePort()
  const child = spawn(process.execPath, [PROGRAM, 'serve', '--data', folder, '--port', String(port)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const url = `http://127.0.0.1:${port}`
  const code = await setUpCodeOf(child)
  await untilReady(url)
  const issued = await promisify(execFile)(process.execPath, [
    PROGRAM,
    'token',
    'issue',
    '--feed',
    feed,
    '--data',
    folder,
  ])
  return {
    url,
    pid: child.pid ?? 0,
    token: issued.stdout.trim(),
    cookie: await firstSession(url, code),
    async stop() {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** Reads both outputs to their end, so that the service never waits for a reader. */
function setUpCodeOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    const hear = (bytes: Buffer): void => {
      if (said.length > MOST_SAID) return
      said += bytes.toString()
      const code = /with this code: (\S+)/.exec(said)?.[1]
      if (code !== undefined) resolve(code)
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    child.once('exit', () => reject(new Error(`the service ended before it said how to set it up: ${said}`)))
  })
}

async function untilReady(url: string): Promise<void> {
  const began = performance.now()
  while (performance.now() - began < PATIENCE_MS) {
    const status = await fetch(`${url}/readyz`)
      .then((response) => response.status)
      .catch(() => 0)
    if (status === 200) return
    await new Promise((done) => setTimeout(done, 100))
  }
  throw new Error('the service was not ready in time')
}

async function firstSession(url: string, code: string): Promise<string> {
  const post = async (path: string, body: unknown): Promise<Response> => {
    const response = await fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`)
    return response
  }
  const administrators = ['first', 'second'].map((login) => ({
    login,
    name: login,
    organisation: 'Mechanism',
    nation: 'FI',
    compartment: 'mechanism',
    roles: ['administrator', 'analyst'],
  }))
  const { enrolments } = (await (await post('/api/v1/set-up', { code, administrators })).json()) as {
    enrolments: readonly { person: { login: string }; code: string }[]
  }
  const [first] = enrolments
  if (first === undefined) throw new Error('the set-up enrolled nobody')
  await post('/api/v1/enrolment', { login: first.person.login, code: first.code, password: PASSWORD })
  const session = await post('/api/v1/session', { login: first.person.login, password: PASSWORD })
  return (session.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
