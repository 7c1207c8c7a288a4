// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process'
import { request } from 'node:http'
import { join } from 'node:path'

import { PROJECT } from './run-marsad.ts'

const COMMAND = ['--import', 'tsx', '--conditions=marsad-source', join(PROJECT, 'src/cli/main.ts')]

export interface SourceService {
  readonly url: string
  /** Everything it wrote to standard error. */
  log(): string
  stop(): Promise<number | null>
}

/** A `marsad serve` of the sources in a process of its own, with more in its environment. Rejects where it ends at once. */
export async function serveFromSource(
  folder: string,
  environment: Readonly<Record<string, string>>,
): Promise<SourceService> {
  const child = spawn(process.execPath, [...COMMAND, 'serve', '--data', folder, '--port', '0'], {
    cwd: PROJECT,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let log = ''
  child.stderr.on('data', (bytes: Buffer) => (log += bytes.toString()))
  const gone = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  const url = await new Promise<string>((resolve, reject) => {
    let text = ''
    child.stdout.on('data', (bytes: Buffer) => {
      text += bytes.toString()
      const found = /at (http:\S+\/)/.exec(text)?.[1]
      if (found !== undefined) resolve(found)
    })
    void gone.then(() => reject(new Error(`the service ended at once:\n${text}${log}`)))
  })
  return {
    url,
    log: () => log,
    stop() {
      child.kill('SIGTERM')
      return gone
    },
  }
}

export interface HostAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly text: string
}

/** Asks as a proxy would pass it on: under a host name of its own, which `fetch` does not let one choose. */
export function askAs(
  host: string,
  url: string,
  options: {
    readonly method?: string
    readonly headers?: Record<string, string>
    readonly body?: unknown
  } = {},
): Promise<HostAnswer> {
  const { method = 'GET', headers = {}, body } = options
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method,
        headers: { host, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      },
      (answer) => {
        let text = ''
        answer.on('data', (bytes: Buffer) => (text += bytes.toString()))
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }))
      },
    )
    sent.on('error', reject)
    sent.end(body === undefined ? undefined : JSON.stringify(body))
  })
}
