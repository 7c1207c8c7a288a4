// SPDX-License-Identifier: Apache-2.0
import { parentPort, workerData } from 'node:worker_threads'

import type { CheckpointSetup } from './checkpoint-thread.ts'
import { loadSqlite } from './drivers.ts'

const { file, everyMs, patienceMs } = workerData as CheckpointSetup
const Sqlite = loadSqlite()
const database = new Sqlite(file, { timeout: patienceMs, fileMustExist: true })
// As the writer's: what the log gave up must be on the disk in the file.
database.pragma('synchronous = FULL')

/** Neither waits for writers and readers nor lets them wait; what is still in use is moved the next time. */
const timer = setInterval(() => database.pragma('wal_checkpoint(PASSIVE)'), everyMs)
parentPort?.once('message', () => {
  clearInterval(timer)
  database.close()
  parentPort?.close()
})
