// SPDX-License-Identifier: Apache-2.0
import type { AssociationRule, SpaceTimePoints, Strip, StripResult } from '#incidents'

/** What a thread is asked to do; every array lies in shared memory, and `signal[0]` tells the outcome. */
export interface StripTask {
  readonly points: SpaceTimePoints
  readonly rule: AssociationRule
  readonly strip: Strip
  readonly result: StripResult
  readonly signal: Int32Array
}

export const WAITING = 0
export const DONE = 1
export const FAILED = 2
