// SPDX-License-Identifier: Apache-2.0
import type { Position } from '#kernel'

import type { ReferenceSamples } from './reference-samples.ts'
import { KILOMETRES_PER_DEGREE, kilometresPerDegreeEast } from './ring-walk.ts'

/** Water up to this width with the territory on both banks is a river, though the reference draws it as an arm of the sea. */
const WIDEST_RIVER_KILOMETRES = 4
/** The far bank counts where the territory is this deep behind it: a spit or an island is no far bank. */
const FAR_BANK_DEPTH_KILOMETRES = 2
const LOOK_EVERY_KILOMETRES = 0.25

/**
 * Finds the banks of rivers on a reference outline, once, and tells for a held area which of them lie between the
 * sides: 1 for a sample whose far bank is not held. Such a bank is no coast, and a front may run on it.
 */
export function findRivers(reference: ReferenceSamples): (holds: (place: Position) => boolean) => Uint8Array {
  const farBanks = reference.places.map((place, sample) =>
    farBankOf(place, reference.senses[2 * sample]!, reference.senses[2 * sample + 1]!, reference),
  )
  return (holds) => Uint8Array.from(farBanks, (farBank) => (farBank !== null && !holds(farBank) ? 1 : 0))
}

/** Ground behind the far bank, straight across the water to the right of the outline's sense; null without any. */
function farBankOf(
  place: Position,
  east: number,
  north: number,
  reference: ReferenceSamples,
): Position | null {
  const acrossAt = (kilometres: number): Position => ({
    latitude: place.latitude - (kilometres * east) / KILOMETRES_PER_DEGREE,
    longitude: place.longitude + (kilometres * north) / kilometresPerDegreeEast(place.latitude),
  })
  let overWater = false
  for (
    let across = LOOK_EVERY_KILOMETRES;
    across <= WIDEST_RIVER_KILOMETRES;
    across += LOOK_EVERY_KILOMETRES
  ) {
    if (!reference.isDryLand(acrossAt(across))) overWater = true
    else if (overWater) {
      const behind = acrossAt(across + FAR_BANK_DEPTH_KILOMETRES)
      return reference.isTerritory(acrossAt(across)) && reference.isTerritory(behind) ? behind : null
    }
  }
  return null
}
