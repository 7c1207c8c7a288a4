// SPDX-License-Identifier: Apache-2.0
import { toInstant } from '#kernel'

import type { CoarseRules, GuardedItem } from './coarse-copy.ts'
import { createLocalities } from './localities.ts'
import type { Marking } from './marking.ts'
import type { ItemKind } from './surfaces.ts'

const HOUR_MS = 3_600_000

/** Two invented places and a delay of a day. */
export const SAMPLE_RULES: CoarseRules = {
  delayMs: 24 * HOUR_MS,
  localities: createLocalities([
    { name: 'Upper', position: { latitude: 48.5, longitude: 33 } },
    { name: 'Lower', position: { latitude: 48, longitude: 33.5 } },
  ]),
  aliasOf: (id) => `alias-of-${id.length}`,
}

/** An invented item with a place a sensor could have measured to the metre. */
export function sampleItem(kind: ItemKind, marking: Marking): GuardedItem {
  const start = toInstant(Date.UTC(2026, 5, 24, 3, 17, 42, 123))
  const place = { latitude: 48.123456, longitude: 33.654321 }
  return {
    kind,
    marking,
    id: 'd1f2e3c4b5a6978877665544332211',
    interval: { start, end: toInstant(start + 2_500) },
    place,
    document: {
      id: 'd1f2e3c4b5a6978877665544332211',
      geometry: { kind: 'point', ...place, errorMeters: 40 },
      placeName: 'the third barn',
      means: 'acoustic',
      asset: 'array-7',
      text: 'launch heard at 48.123456, 33.654321',
      likelihood: { kind: 'likelihood', probability: 0.734512, band: 'likely' },
      reasons: [{ code: 'near-line', params: { meters: 1_234 }, logOdds: 0.31 }],
      weapon: { weaponClass: 'artillery', calibreMillimetres: 152 },
      provision: 'no-fire',
      outcome: 'confirmed',
    },
  }
}
