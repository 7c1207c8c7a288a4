// SPDX-License-Identifier: Apache-2.0
import type { Mission } from '#adapters'
import type { Agreement } from '#agreement'
import { formatInstant } from '#kernel'
import { carryOutDue } from '#responses'

const LOOK_EVERY_MS = 1_000
/** What has fallen due while the service was away is worked off in steps, so that others get their turn. */
const MOST_AT_A_LOOK = 200

/**
 * Lets clocks run out: what falls due is put on record by the service itself, in a turn that finds out again whether it still is, so that
 * each fires once however often the service was started. A failure is told and tried again at the next look.
 */
export function keepDeadlines(
  { ledger, proceedings, now }: Pick<Mission, 'ledger' | 'proceedings' | 'now'>,
  agreement: Agreement,
  onFault: (error: unknown) => void,
): { stop(): Promise<void> } {
  let underWay: Promise<unknown> = Promise.resolve()
  let looking = false
  const look = async (): Promise<void> => {
    for (const one of await proceedings.due(now(), MOST_AT_A_LOOK)) {
      try {
        await ledger.write((turn) => carryOutDue(turn, agreement, one, formatInstant(now())))
      } catch (error) {
        // One that cannot be carried out keeps none of the others waiting.
        onFault(error)
      }
    }
  }
  const timer = setInterval(() => {
    if (looking) return
    looking = true
    underWay = look()
      .catch(onFault)
      .finally(() => {
        looking = false
      })
  }, LOOK_EVERY_MS)
  return {
    async stop() {
      clearInterval(timer)
      await underWay
    },
  }
}
