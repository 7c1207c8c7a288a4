// SPDX-License-Identifier: Apache-2.0
import { SingleBar } from 'cli-progress'

/** Tells a person how far long work is; writes to standard error, so that standard output stays clean for results. */
export interface Progress {
  /** Begins a step; `total` is in the step's own unit, 0 where unknown. */
  begin(step: string, total: number): void
  advance(amount: number): void
  end(): void
}

/** A bar on a terminal; a line per step elsewhere. */
export function createProgress(stream: NodeJS.WriteStream): Progress {
  return stream.isTTY ? bar(stream) : lines(stream)
}

export const silentProgress: Progress = { begin: () => {}, advance: () => {}, end: () => {} }

function bar(stream: NodeJS.WriteStream): Progress {
  let current: SingleBar | null = null
  return {
    begin: (step, total) => {
      current?.stop()
      current = new SingleBar({
        format: `{step} [{bar}] {percentage}%`,
        stream,
        hideCursor: true,
        clearOnComplete: true,
      })
      current.start(Math.max(1, total), 0, { step: step.padEnd(28) })
    },
    advance: (amount) => current?.increment(amount),
    end: () => {
      current?.stop()
      current = null
    },
  }
}

function lines(stream: NodeJS.WriteStream): Progress {
  return {
    begin: (step) => void stream.write(`${step} ...\n`),
    advance: () => {},
    end: () => {},
  }
}
