// SPDX-License-Identifier: Apache-2.0
import type { ListPublisher } from '#adapters'

const LOOK_EVERY_MS = 5_000

/** Lets automatic lists close when they are due, and those that fell due while the service was away. A failure is told and tried again. */
export function closeLists(
  lists: Pick<ListPublisher, 'closeDue'>,
  onFault: (error: unknown) => void,
): { stop(): Promise<void> } {
  let underWay: Promise<unknown> | null = null
  const look = (): void => {
    underWay ??= lists
      .closeDue()
      .catch(onFault)
      .finally(() => {
        underWay = null
      })
  }
  look()
  const timer = setInterval(look, LOOK_EVERY_MS)
  return {
    async stop() {
      clearInterval(timer)
      await underWay
    },
  }
}
