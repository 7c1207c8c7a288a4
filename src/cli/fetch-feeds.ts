// SPDX-License-Identifier: Apache-2.0
import { createInbox, noteSilences, pollFirms, repeat, type Mission } from '#adapters'
import type { Agreement } from '#agreement'
import type { FirmsSettings } from '#config'
import { areaOfInterest } from '#sources'

/** Near real time comes pass by pass; asking more often would bring the same rows again. */
const FIRMS_RHYTHM = { everyMs: 20 * 60_000, retryMs: 15_000 }
const INBOX_RHYTHM = { everyMs: 2_000, retryMs: 2_000 }
const SILENCE_RHYTHM = { everyMs: 10_000, retryMs: 10_000 }

/** What comes without being sent: the inbox, FIRMS where there is a key for it, and the silence of feeds. */
export function fetchFeeds(
  mission: Pick<Mission, 'folder' | 'originals' | 'feeds' | 'ledger' | 'now'>,
  agreement: Agreement,
  firms: FirmsSettings | null,
  wake: () => void,
  onFault: (error: unknown) => void,
): { stop(): Promise<void> } {
  const { folder, ledger, now } = mission
  const ports = { ...mission, wake }
  const inbox = createInbox(folder, ports, onFault)
  const box = areaOfInterest(agreement)?.near ?? null
  const running = [
    repeat(INBOX_RHYTHM, async () => void (await inbox.look()), onFault),
    repeat(SILENCE_RHYTHM, async () => void (await noteSilences(ledger, now())), onFault),
    ...(firms === null
      ? []
      : [repeat(FIRMS_RHYTHM, (stopping) => pollFirms(ports, firms, box, stopping), onFault)]),
  ]
  return {
    async stop() {
      await Promise.all(running.map((one) => one.stop()))
    },
  }
}
