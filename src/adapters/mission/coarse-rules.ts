// SPDX-License-Identifier: Apache-2.0
import { DEFAULT_PROCEDURE } from '#agreement'
import type { Cryptography, JournalRecord } from '#evidence'
import { HOUR_MS } from '#kernel'
import type { CoarseRules, Localities } from '#releasability'

/** The rules by which coarse copies are made, following the terms that the log names. */
export interface FollowingCoarseRules extends CoarseRules {
  /** Takes up what a record of adopted terms says; others change nothing. */
  follow(record: JournalRecord): void
}

/** Items recorded under earlier terms keep the delay of those terms. Without a locality no coarse copy is made: what is guarded stays inside. */
export function createCoarseRules(
  cryptography: Pick<Cryptography, 'hmacSha256'>,
  saltKey: Uint8Array,
  localities: Localities,
): FollowingCoarseRules {
  let delayHours = DEFAULT_PROCEDURE.release.delayHours
  return {
    get delayMs() {
      return delayHours * HOUR_MS
    },
    localities,
    aliasOf: (id) =>
      Buffer.from(cryptography.hmacSha256(saltKey, Buffer.from(`alias\n${id}`))).toString('hex'),
    follow({ kind, body }) {
      const hours = body['releaseDelayHours']
      if (kind === 'agreement-adopted' && typeof hours === 'number') delayHours = hours
    },
  }
}
