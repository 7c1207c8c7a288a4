// SPDX-License-Identifier: Apache-2.0
import type { Vault } from '#adapters'

/** Looked at this often; the vault does its work once a day, at the first look after midnight in UTC, whatever came in. */
const LOOK_EVERY_MS = 60_000

/** Turns the vault's day at once where it is due, and at each midnight from then on. */
export async function turnVaultDays(
  vault: Pick<Vault, 'turnDay'>,
  onFault: (error: unknown) => void,
): Promise<{ stop(): Promise<void> }> {
  let underWay: Promise<unknown> = vault.turnDay()
  await underWay
  const timer = setInterval(() => {
    underWay = underWay.then(() => vault.turnDay()).catch(onFault)
  }, LOOK_EVERY_MS)
  return {
    async stop() {
      clearInterval(timer)
      await underWay
    },
  }
}
