// SPDX-License-Identifier: Apache-2.0
import { DAY_MS, digestOf, toInstant } from '#kernel'
import { createLocalities, ITEM_CLASSES, type CoarseRules, type GuardedItem } from '#releasability'

export const START = toInstant(Date.UTC(2026, 5, 20, 3, 17, 42))
export const EARLY = toInstant(START + DAY_MS / 2)
export const LATE = toInstant(START + 3 * DAY_MS)

export const RULES: CoarseRules = {
  delayMs: DAY_MS,
  localities: createLocalities([{ name: 'Lower', position: { latitude: 48, longitude: 33 } }]),
  aliasOf: (id) => digestOf(`alias of ${id}`),
}

export const READERS: Readonly<Record<string, readonly string[]>> = {
  public: ['public'],
  'liaison of a': ['party:a', 'public'],
  'liaison of b': ['party:b', 'public'],
  coalition: ['coalition', 'public'],
  analyst: ['mechanism', 'public'],
}
const AUDIENCES = [['public'], ['mechanism'], ['coalition', 'mechanism', 'party:a'], ['party:b']] as const
export const KINDS = {
  observation: 'observations',
  incident: 'incidents',
  'possible-violation': 'violations',
} as const
export const RECORD_KINDS = {
  observation: 'observation',
  incident: 'incident',
  'possible-violation': 'violation',
} as const
export type Kind = keyof typeof KINDS

/** Every kind, class and audience once, each at a place and with words of its own. */
export const ITEMS: readonly (GuardedItem & { readonly kind: Kind })[] = (
  Object.keys(KINDS) as Kind[]
).flatMap((kind, k) =>
  ITEM_CLASSES.flatMap((itemClass, c) =>
    AUDIENCES.map((audiences, a) => itemOf(kind, 100 * k + 10 * c + a, { class: itemClass, audiences })),
  ),
)

/** An item of so many, which nothing else resembles. */
export function itemOf(
  kind: Kind,
  n: number,
  marking: Pick<GuardedItem['marking'], 'class' | 'audiences'>,
): GuardedItem & { readonly kind: Kind } {
  const at = { latitude: 48.100001 + n / 1_000, longitude: 33.100001 + n / 1_000 }
  const start = toInstant(START + n * 1_000)
  const id = digestOf(`item ${n}`)
  return {
    kind,
    id,
    marking: { owner: 'mechanism', disclosure: 'acknowledged', ...marking },
    interval: { start, end: toInstant(start + 500) },
    place: at,
    document: {
      id,
      means: kind === 'observation' ? 'acoustic' : ['acoustic'],
      source: 'table',
      provision: 'no-fire',
      text: `WORDS-${n}-`,
      geometry: { kind: 'point', ...at },
      likelihood: { kind: 'likelihood', probability: 0.700_001 + n / 100_000, band: 'likely' },
    },
  }
}
