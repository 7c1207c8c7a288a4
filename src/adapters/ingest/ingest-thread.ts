// SPDX-License-Identifier: Apache-2.0
import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'

import { ok, type Result } from '#kernel'

import { createIngestDesk } from './create-ingest-desk.ts'
import { INGEST_CALLS, type IngestDesk, type IngestSetup } from './ingest-desk.ts'

/** What goes to the thread and what comes back; answers come in the order of the questions. */
export interface IngestCall {
  readonly number: number
  readonly name: (typeof INGEST_CALLS)[number]
  readonly params: readonly unknown[]
}

export type IngestAnswer =
  | { readonly kind: 'opened'; readonly result: Result<null> }
  | { readonly kind: 'answer'; readonly number: number; readonly value: unknown }
  | { readonly kind: 'failure'; readonly number: number; readonly message: string }

export interface RunningIngestDesk {
  readonly desk: IngestDesk
  stop(): Promise<void>
}

/**
 * An ingest desk in a thread of its own, so that fusing delays no reader; run from its sources, where Node 20 cannot load a thread,
 * it stays in this one. Refuses like `createIngestDesk`; where the thread ends by itself every call rejects.
 */
export async function startIngestDesk(setup: IngestSetup): Promise<Result<RunningIngestDesk>> {
  if (extname(import.meta.url) === '.ts') {
    const desk = createIngestDesk(setup)
    return desk.ok ? ok({ desk: desk.value, stop: () => Promise.resolve() }) : desk
  }
  // What the process was started with is none of its business, and some of it no thread accepts.
  const worker = new Worker(new URL('./ingest-worker.js', import.meta.url), {
    workerData: setup,
    execArgv: [],
  })
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  let ended: Error | null = null
  let calls = 0
  const end = (error: Error): void => {
    ended ??= error
    for (const { reject } of waiting.values()) reject(ended)
    waiting.clear()
  }
  const opened = new Promise<Result<null>>((resolve, reject) => {
    worker.on('message', (answer: IngestAnswer) => {
      if (answer.kind === 'opened') return resolve(answer.result)
      const one = waiting.get(answer.number)
      waiting.delete(answer.number)
      if (answer.kind === 'answer') one?.resolve(answer.value)
      else one?.reject(new Error(`the ingest thread failed: ${answer.message}`))
    })
    worker.once('error', (error) => {
      end(error)
      reject(error)
    })
    worker.once('exit', (code) => end(new Error(`the ingest thread ended with code ${code}`)))
  })
  const result = await opened
  if (!result.ok) {
    await worker.terminate()
    return result
  }
  const call = (name: IngestCall['name'], params: readonly unknown[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (ended !== null) return reject(ended)
      const number = (calls += 1)
      waiting.set(number, { resolve, reject })
      worker.postMessage({ number, name, params } satisfies IngestCall)
    })
  const desk = Object.fromEntries(
    INGEST_CALLS.map((name) => [name, (...params: unknown[]) => call(name, params)]),
  ) as unknown as IngestDesk
  return ok({
    desk,
    async stop() {
      await worker.terminate()
    },
  })
}
