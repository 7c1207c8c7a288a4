// SPDX-License-Identifier: Apache-2.0
import type { Mission } from '#adapters'
import { RECORD_SCHEMA } from '#evidence'
import { formatInstant } from '#kernel'
import { PUBLIC_AUDIENCE } from '#releasability'

/** Whatever happens, the logs are published this often: when tells nothing. */
const PUBLISH_EVERY_MS = 60_000
/** The root of the internal log is put into the public one this often, so that it cannot be rewritten later. */
const ANCHOR_EVERY_MS = 24 * 3_600_000

/** Publishes both logs at once and then at a fixed cadence. A failure is told and tried again at the next beat. */
export async function publishAtCadence(
  { ledger, now }: Mission,
  onFault: (error: unknown) => void,
): Promise<{ stop(): Promise<void> }> {
  let underWay: Promise<unknown> = Promise.resolve()
  const publish = async (): Promise<void> => {
    await ledger.publishCheckpoint('internal', now())
    await ledger.publishCheckpoint('public', now())
  }
  const anchor = async (): Promise<void> => {
    const { size, root } = await ledger.publishCheckpoint('internal', now())
    await ledger.write((turn) =>
      turn.append('public', {
        schema: RECORD_SCHEMA,
        kind: 'internal-log-anchored',
        time: formatInstant(now()),
        audiences: [PUBLIC_AUDIENCE],
        body: { size, root },
      }),
    )
  }
  const atEach = (work: () => Promise<void>, everyMs: number): NodeJS.Timeout =>
    setInterval(() => {
      underWay = underWay.then(work).catch(onFault)
    }, everyMs)

  await publish()
  const timers = [atEach(publish, PUBLISH_EVERY_MS), atEach(anchor, ANCHOR_EVERY_MS)]
  return {
    async stop() {
      for (const timer of timers) clearInterval(timer)
      await underWay
    },
  }
}
