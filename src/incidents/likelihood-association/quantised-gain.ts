// SPDX-License-Identifier: Apache-2.0

/** Gains are compared in whole multiples of 2^-20, so that no last digit decides an order. */
const STEPS = 1 << 20
const LARGEST = 0x7fff_ffff

/** A gain in whole steps, held to what 32 bits carry (about 2,048 either way). */
export function quantisedGain(gain: number): number {
  const steps = Math.round(gain * STEPS)
  return steps > LARGEST ? LARGEST : steps < -LARGEST ? -LARGEST : steps
}
