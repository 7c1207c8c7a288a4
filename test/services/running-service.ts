// SPDX-License-Identifier: Apache-2.0
import { spawn, type ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { buildFirst, PROJECT } from '../run-marsad.ts'

/** A `marsad serve` of the built program in a process of its own, so that it can be killed like a user's. */
export interface ServiceProcess {
  readonly url: string
  /** Until it said that it can answer. */
  readonly ready: ReadyAfter
  /** Everything it wrote to standard error. */
  log(): string
  /** Without a word, as a loss of power would; resolves when it is gone. */
  kill(): Promise<void>
  /** As an operator would; resolves with the exit code. */
  stop(): Promise<number | null>
}

/**
 * How long a start took. On a machine that others use the clock tells more of them than of us, and the processor's time counts what
 * the threads of the process do beside each other: it was ready in the shorter of both.
 */
export interface ReadyAfter {
  readonly clockMs: number
  /** Null where nothing tells it. */
  readonly processorMs: number | null
}

export const readyMsOf = ({ clockMs, processorMs }: ReadyAfter): number =>
  Math.min(clockMs, processorMs ?? clockMs)

const LONGEST_START_MS = 30_000

export async function serveMission(
  folder: string,
  databaseUrl: string | null,
  args: readonly string[] = [],
): Promise<ServiceProcess> {
  buildFirst()
  const began = performance.now()
  const child = spawn(
    process.execPath,
    [join(PROJECT, 'bin/marsad.js'), 'serve', '--data', folder, '--port', '0', ...args],
    { env: environmentWith(databaseUrl), stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let log = ''
  child.stderr.on('data', (bytes: Buffer) => (log += bytes.toString()))
  const gone = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  const url = await urlOf(child, gone, () => log)
  while (!(await fetch(`${url}readyz`)).ok) {
    if (performance.now() - began > LONGEST_START_MS) throw new Error(`never ready:\n${log}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return {
    url,
    ready: { clockMs: performance.now() - began, processorMs: processorMsOf(child.pid) },
    log: () => log,
    async kill() {
      child.kill('SIGKILL')
      await gone
    },
    stop() {
      child.kill('SIGTERM')
      return gone
    },
  }
}

const TICK_MS = 10
const USER_TICKS = 11
const SYSTEM_TICKS = 12

/** Time that a process has had on a processor, by proc(5); null where there is no such file. */
function processorMsOf(pid: number | undefined): number | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    return (Number(fields[USER_TICKS]) + Number(fields[SYSTEM_TICKS])) * TICK_MS
  } catch {
    return null
  }
}

const environmentWith = (databaseUrl: string | null): NodeJS.ProcessEnv => ({
  ...process.env,
  ...(databaseUrl === null ? {} : { MARSAD_DATABASE_URL: databaseUrl }),
})

function urlOf(child: ChildProcess, gone: Promise<unknown>, log: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    child.stdout?.on('data', (bytes: Buffer) => {
      text += bytes.toString()
      const url = /at (http:\S+\/)/.exec(text)?.[1]
      if (url !== undefined) resolve(url)
    })
    void gone.then(() => reject(new Error(`the service ended at once:\n${text}${log()}`)))
  })
}
