// SPDX-License-Identifier: Apache-2.0
import type { AgreedLine } from '../api/mission.ts'

/** Dashes and gaps of each kind of line, in widths of the line; one that is agreed and written down is whole. */
export const LINE_PATTERNS: Readonly<Record<AgreedLine['kind'], readonly number[] | null>> = {
  codified: null,
  claimed: [4, 2],
  working: [1, 1.6],
}

export const CONTACT_WIDTH = 2.6
export const OTHER_WIDTH = 1.4
