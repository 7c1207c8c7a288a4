// SPDX-License-Identifier: Apache-2.0
import { parentPort } from 'node:worker_threads'

import { solveStrip } from '#incidents'

import { DONE, FAILED, type StripTask } from './association-task.ts'

parentPort?.on('message', ({ points, rule, strip, result, signal }: StripTask) => {
  let outcome: number = FAILED
  try {
    solveStrip(points, rule, strip, result)
    outcome = DONE
  } finally {
    Atomics.store(signal, 0, outcome)
    Atomics.notify(signal, 0)
  }
})

// Told once everything is loaded: the caller blocks afterwards, and loading may need its help.
parentPort?.postMessage('ready')
