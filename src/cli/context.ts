// SPDX-License-Identifier: Apache-2.0
import type { CommandContext } from '@stricli/core'

import { createProgress, silentProgress, type Progress } from './progress.ts'

/** What every command gets: where to write, and how to end. */
export interface CliContext extends CommandContext {
  readonly process: {
    readonly stdout: NodeJS.WriteStream
    readonly stderr: NodeJS.WriteStream
    exitCode?: number | string | null
  }
}

/** The running program, with an exit code that commands may set. */
export const cliContext: CliContext = {
  process: {
    stdout: process.stdout,
    stderr: process.stderr,
    get exitCode() {
      return process.exitCode ?? null
    },
    set exitCode(code: number | string | null) {
      process.exitCode = code ?? undefined
    },
  },
}

/** Progress on standard error, unless the result is for a machine. */
export const progressOf = (context: CliContext, json: boolean): Progress =>
  json ? silentProgress : createProgress(context.process.stderr)

export const print = (context: CliContext, text: string): void => {
  context.process.stdout.write(`${text}\n`)
}

export const printJson = (context: CliContext, value: unknown): void =>
  print(context, JSON.stringify(value, null, 2))
