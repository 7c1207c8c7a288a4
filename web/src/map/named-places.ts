// SPDX-License-Identifier: Apache-2.0
import type { MessageKey } from '#messages'

import type { LonLat } from '../api/mission.ts'

interface NamedPlace {
  readonly key: MessageKey
  readonly kind: 'country' | 'sea'
  /** Where its name stands, not what it covers. */
  readonly at: LonLat
}

/** Names that the base map carries; languages change their script and spelling, never the choice. */
export const NAMED_PLACES: readonly NamedPlace[] = [
  { key: 'web.place.ukraine', kind: 'country', at: [30.6, 49.4] },
  { key: 'web.place.russia', kind: 'country', at: [40.6, 52.6] },
  { key: 'web.place.belarus', kind: 'country', at: [27.9, 53.5] },
  { key: 'web.place.poland', kind: 'country', at: [22.7, 51.9] },
  { key: 'web.place.romania', kind: 'country', at: [25, 45.9] },
  { key: 'web.place.moldova', kind: 'country', at: [28.6, 47.2] },
  { key: 'web.place.bulgaria', kind: 'country', at: [25.3, 42.7] },
  { key: 'web.place.turkiye', kind: 'country', at: [33, 41] },
  { key: 'web.place.georgia', kind: 'country', at: [43.6, 42.1] },
  { key: 'web.place.lithuania', kind: 'country', at: [24, 55.4] },
  { key: 'web.place.black-sea', kind: 'sea', at: [34.2, 43.3] },
  { key: 'web.place.sea-of-azov', kind: 'sea', at: [36.8, 46.1] },
]
