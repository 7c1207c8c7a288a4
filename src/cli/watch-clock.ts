// SPDX-License-Identifier: Apache-2.0
import { examineMissionClock, type Mission } from '#adapters'

/** For how long an answer about the clock is given again before the tables are asked anew. */
const KEPT_MS = 10_000

/** Codes of what is wrong with this machine's clock, held against the log and the feeds; none where it agrees. */
export function watchClock({
  database,
  now,
}: Pick<Mission, 'database' | 'now'>): () => Promise<readonly string[]> {
  let asked = -Infinity
  let alarms: readonly string[] = []
  return async () => {
    // A clock that is set while we wait must not decide how long we wait.
    if (performance.now() - asked < KEPT_MS) return alarms
    asked = performance.now()
    const { state, code } = await examineMissionClock(database.reader, now())
    alarms = state === 'fine' ? [] : [code]
    return alarms
  }
}
