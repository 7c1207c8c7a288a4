// SPDX-License-Identifier: Apache-2.0

/** Sign-ins that failed one after another, and when the last one did. */
export interface Failures {
  readonly count: number
  readonly lastMs: number
}

export const NO_FAILURES: Failures = { count: 0, lastMs: 0 }

/** Failures further apart than this are not in a row. */
export const FAILURES_FORGOTTEN_AFTER_MS = 15 * 60_000

/** The failures with one more. */
export const oneMoreFailure = ({ count, lastMs }: Failures, atMs: number): Failures => ({
  count: atMs - lastMs <= FAILURES_FORGOTTEN_AFTER_MS ? count + 1 : 1,
  lastMs: atMs,
})
