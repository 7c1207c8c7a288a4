// SPDX-License-Identifier: Apache-2.0
import type { FigureValues } from './figure.ts'
import figures from './viirs-model.json' with { type: 'json' }

/** What a VIIRS 375 m active-fire product sees, as far as a simulation needs it. */
export const VIIRS_MODEL = figures

/** The three satellites, with where in the common orbit each flies: shares of one period behind the first (assumed). */
export const VIIRS_SATELLITES = [
  { name: 'N20', phase: 0 },
  { name: 'N21', phase: 0.25 },
  { name: 'N', phase: 0.5 },
] as const

export type ViirsFigures = FigureValues<typeof VIIRS_MODEL>
