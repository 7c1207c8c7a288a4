// SPDX-License-Identifier: Apache-2.0

/** How often something is done, and how long it waits after it failed. */
export interface Rhythm {
  readonly everyMs: number
  /** After the first failure; twice as long after each further one, up to `everyMs`. */
  readonly retryMs: number
}

/** Milliseconds until the next attempt after so many failures in a row; `random` from 0 to 1 spreads those who failed together over half of it. */
export function waitAfter({ everyMs, retryMs }: Rhythm, failures: number, random: number): number {
  if (failures === 0) return everyMs
  let whole = retryMs
  for (let k = 1; k < failures && whole < everyMs; k += 1) whole *= 2
  return Math.min(everyMs, whole) * (0.5 + random / 2)
}

/** Does it again and again until stopped; a failure is told and tried again sooner. */
export function repeat(
  rhythm: Rhythm,
  work: (stopping: AbortSignal) => Promise<void>,
  onFault: (error: unknown) => void,
): { stop(): Promise<void> } {
  const stopping = new AbortController()
  let wake: () => void = () => {}
  const follow = async (): Promise<void> => {
    for (let failures = 0; !stopping.signal.aborted;) {
      try {
        await work(stopping.signal)
        failures = 0
      } catch (error) {
        if (stopping.signal.aborted) return
        failures += 1
        onFault(error)
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, waitAfter(rhythm, failures, Math.random()))
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
        if (stopping.signal.aborted) wake()
      })
    }
  }
  const following = follow()
  return {
    async stop() {
      stopping.abort()
      wake()
      await following
    },
  }
}
