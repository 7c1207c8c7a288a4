// SPDX-License-Identifier: Apache-2.0

/**
 * Benjamini and Hochberg (1995): which of many p-values survive when at most a share `rate` of the survivors may be chance
 * on average. `tests` counts those too that were made and not listed because their p-value is 1. 1 where it survives.
 */
export function falseDiscoveryControl(
  pValues: ArrayLike<number>,
  rate: number,
  tests: number = pValues.length,
): Uint8Array {
  const order = Array.from({ length: pValues.length }, (_, k) => k)
  order.sort((a, b) => pValues[a]! - pValues[b]! || a - b)
  let last = -1
  order.forEach((k, rank) => {
    if (pValues[k]! <= (rate * (rank + 1)) / tests) last = rank
  })
  const survives = new Uint8Array(pValues.length)
  for (let rank = 0; rank <= last; rank++) survives[order[rank]!] = 1
  return survives
}
