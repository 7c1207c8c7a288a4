// SPDX-License-Identifier: Apache-2.0
import { buildBackground, parseBackground, writeBackground, type Background } from '#background'

import { createRandom } from './generated-front.ts'

/** A background of three quiet years with as many fires strewn over the country as asked, most of them in spring. */
export function quietBackground(fires: number): Background {
  const random = createRandom(3)
  const list = Array.from({ length: fires }, () => ({
    latitude: 44.4 + random() * 8,
    longitude: 22 + random() * 18,
    timeMs:
      Date.UTC(2018 + Math.floor(random() * 3), 2, 1) + Math.floor(random() * random() * 300) * 86_400_000,
  }))
  const input = {
    role: 'history' as const,
    source: 'firms-history',
    name: 'generated',
    original: '0'.repeat(64),
  }
  const built = buildBackground([{ ...input, rows: fires }], list, null)
  const parsed = built.ok ? parseBackground(writeBackground(built.value), 'generated') : built
  if (!parsed.ok) throw new Error('no background')
  return parsed.value
}
