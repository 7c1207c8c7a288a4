// SPDX-License-Identifier: Apache-2.0
import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'

import {
  cutIntoStrips,
  joinStrips,
  solveStrip,
  type Association,
  type AssociationRule,
  type SpaceTimePoints,
} from '#incidents'

import { DONE, WAITING, type StripTask } from './association-task.ts'

/** Association on several threads: the same result as `associate`, byte for byte. */
export interface AssociationThreads {
  /** Blocks the calling thread, which solves a strip itself. Throws Error where a thread failed. */
  associate(points: SpaceTimePoints, rule: AssociationRule): Association
  close(): Promise<void>
}

/** Starts `threads - 1` workers, since the caller works too; they wait until `close`. */
export async function startAssociationThreads(threads: number): Promise<AssociationThreads> {
  // The compiled worker ends in .js and the source in .ts, like this file.
  const file = new URL(`./association-worker${extname(import.meta.url)}`, import.meta.url)
  const workers = await Promise.all(
    Array.from({ length: threads - 1 }, async () => {
      // What the process was started with is none of its business, and some of it no thread accepts.
      const worker = new Worker(file, { execArgv: [] })
      await new Promise<void>((resolve, reject) => {
        worker.once('message', resolve)
        worker.once('error', reject)
      })
      return worker
    }),
  )
  return {
    associate(points, rule) {
      const shared = inSharedMemory(points)
      const size = points.timeMs.length
      const core = new Uint8Array(new SharedArrayBuffer(size))
      const strips = cutIntoStrips(shared, threads)
      const tasks = strips.map((strip): StripTask => {
        const root = new Int32Array(new SharedArrayBuffer(size * Int32Array.BYTES_PER_ELEMENT)).fill(-1)
        return {
          points: shared,
          rule,
          strip,
          result: { root, core },
          signal: new Int32Array(new SharedArrayBuffer(4)),
        }
      })
      tasks.slice(1).forEach((task, k) => workers[k]?.postMessage(task))
      const [own] = tasks
      if (own !== undefined) solveStrip(shared, rule, own.strip, own.result)
      for (const { signal } of tasks.slice(1)) {
        Atomics.wait(signal, 0, WAITING)
        if (Atomics.load(signal, 0) !== DONE) throw new Error('a thread of the association failed')
      }
      return joinStrips(
        shared,
        rule,
        strips,
        tasks.map((task) => task.result.root),
        core,
      )
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.terminate()))
    },
  }
}

/** The same points where every thread can read them; copied unless they already lie there. */
function inSharedMemory(points: SpaceTimePoints): SpaceTimePoints {
  const share = (values: Float64Array): Float64Array => {
    if (values.buffer instanceof SharedArrayBuffer) return values
    const shared = new Float64Array(new SharedArrayBuffer(values.byteLength))
    shared.set(values)
    return shared
  }
  return {
    latitude: share(points.latitude),
    longitude: share(points.longitude),
    timeMs: share(points.timeMs),
  }
}
