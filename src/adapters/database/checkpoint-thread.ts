// SPDX-License-Identifier: Apache-2.0
import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'

/** What the thread is started with; plain values. */
export interface CheckpointSetup {
  readonly file: string
  readonly everyMs: number
  readonly patienceMs: number
}

export interface CheckpointThread {
  /** Resolves when the thread has let go of the file. */
  stop(): Promise<void>
}

/**
 * Moves pages from the write-ahead log into the file beside whoever reads and writes: done by the writer, it would hold up everybody
 * for as long as the disk takes. Null where it runs from its sources, which Node 20 cannot load into a thread. `onEnd` hears of a
 * thread that ended by itself.
 */
export function startCheckpoints(setup: CheckpointSetup, onEnd: () => void): CheckpointThread | null {
  if (extname(import.meta.url) === '.ts') return null
  const worker = new Worker(new URL('./checkpoint-worker.js', import.meta.url), {
    workerData: setup,
    // What the process was started with is none of its business, and some of it no thread accepts.
    execArgv: [],
  })
  let stopping = false
  worker.once('error', (error) =>
    process.emitWarning(`the thread of checkpoints failed, the writer does its work again: ${error.message}`),
  )
  const ended = new Promise<void>((resolve) =>
    worker.once('exit', () => {
      if (!stopping) onEnd()
      resolve()
    }),
  )
  worker.unref()
  return {
    async stop() {
      stopping = true
      worker.ref()
      worker.postMessage('stop')
      await ended
    },
  }
}
