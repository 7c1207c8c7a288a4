// SPDX-License-Identifier: Apache-2.0
import { parentPort, workerData } from 'node:worker_threads'

import { ok, type Result } from '#kernel'

import { createIngestDesk } from './create-ingest-desk.ts'
import type { IngestSetup } from './ingest-desk.ts'
import type { IngestAnswer, IngestCall } from './ingest-thread.ts'

const created = createIngestDesk(workerData as IngestSetup)
const answer = (message: IngestAnswer): void => parentPort?.postMessage(message)

parentPort?.on('message', ({ number, name, params }: IngestCall) => {
  if (!created.ok) return
  const call = created.value[name] as (...given: readonly unknown[]) => Promise<unknown>
  call(...params).then(
    (value) => answer({ kind: 'answer', number, value }),
    (error: unknown) =>
      answer({
        kind: 'failure',
        number,
        message: error instanceof Error ? (error.stack ?? error.message) : String(error),
      }),
  )
})

const result: Result<null> = created.ok ? ok(null) : created
answer({ kind: 'opened', result })
