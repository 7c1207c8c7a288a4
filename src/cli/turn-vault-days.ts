// SPDX-License-Identifier: Apache-2.0
import type { Porch, Vault } from '#adapters'

/** Looked at this often; the vault does its work once a day, at the first look after midnight in UTC, whatever came in. */
const LOOK_EVERY_MS = 60_000
/** What the public sent is on the disk after this long at most; the file is written anew whether anything came or not. */
const BEAT_EVERY_MS = 5 * 60_000

/** Turns the vault's day at once where it is due, and at each midnight from then on; keeps the beat of what waits outside it. */
export async function turnVaultDays(
  vault: Pick<Vault, 'turnDay'>,
  porch: Pick<Porch, 'beat' | 'hasFile'>,
  isIntakeOpen: () => Promise<boolean>,
  onFault: (error: unknown) => void,
): Promise<{ stop(): Promise<void> }> {
  // From the first time that the public is asked on, for good: whether somebody wrote shows in nothing. Before it there is nothing to hide.
  const beat = async (): Promise<void> => {
    if (porch.hasFile() || (await isIntakeOpen())) await porch.beat()
  }
  let underWay: Promise<unknown> = vault.turnDay().then(beat)
  await underWay
  const atEach = (work: () => Promise<void>, everyMs: number): NodeJS.Timeout =>
    setInterval(() => {
      underWay = underWay.then(work).catch(onFault)
    }, everyMs)
  const timers = [atEach(() => vault.turnDay(), LOOK_EVERY_MS), atEach(beat, BEAT_EVERY_MS)]
  return {
    async stop() {
      for (const timer of timers) clearInterval(timer)
      await underWay
      await beat()
    },
  }
}
