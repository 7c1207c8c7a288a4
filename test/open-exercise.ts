// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

import { buildFirst, PROJECT } from './run-marsad.ts'

/** What `npm start` starts, in a process of its own; `scratch` is where it may put what is temporary. */
export interface RunningExercise {
  /** Without a slash at its end. */
  readonly url: string
  /** As Ctrl-C does; resolves with the exit code. */
  stop(): Promise<number | null>
}

export async function openExercise(scratch: string): Promise<RunningExercise> {
  buildFirst()
  const child = spawn(process.execPath, [join(PROJECT, 'bin/marsad.js'), 'exercise', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, TMPDIR: scratch },
  })
  const ended = once(child, 'close')
  let said = ''
  for await (const bytes of child.stdout) {
    said += String(bytes)
    const url = /Open (http:\/\/[\d.]+:\d+)\//.exec(said)?.[1]
    if (url === undefined) continue
    return {
      url,
      async stop() {
        child.kill('SIGINT')
        return ((await ended) as [number | null])[0]
      },
    }
  }
  throw new Error(`the exercise ended: ${said}`)
}
