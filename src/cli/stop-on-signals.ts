// SPDX-License-Identifier: Apache-2.0

/** A service that is told to stop has not failed: it takes the place of what interrupts other commands. */
export function stopOnSignals(stop: () => void): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.removeAllListeners(signal)
    process.once(signal, stop)
  }
}
