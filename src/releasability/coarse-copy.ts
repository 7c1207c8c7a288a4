// SPDX-License-Identifier: Apache-2.0
import { toInstant, type Instant, type JsonValue, type Position } from '#kernel'

import { sectorOf, type Localities } from './localities.ts'
import type { Marking } from './marking.ts'
import type { ItemKind } from './surfaces.ts'

export const COARSE_SCHEMA = 'marsad/coarse@1'

export interface JsonDocument {
  readonly [key: string]: JsonValue
}

/** One form of an item: what stands in it, under which name, where and when. */
export interface ItemForm {
  readonly id: string
  readonly interval: { readonly start: Instant; readonly end: Instant }
  readonly place: Position | null
  readonly document: JsonDocument
}

/** An item as the Mechanism has it. */
export interface GuardedItem extends ItemForm {
  readonly kind: ItemKind
  readonly marking: Marking
}

/** What the coarse copies of one mission are made by. */
export interface CoarseRules {
  /** How long after its end an item of a guarded class may be spoken of outside, in milliseconds: the agreement's delay. */
  readonly delayMs: number
  readonly localities: Localities
  /** Another name that leads back to nothing without the key of the mission: an id is a digest of the exact place, which could be guessed. */
  aliasOf(id: string): string
}

/**
 * The fields that a coarse copy keeps, by path; everything else is left out. No probability is among them: it is worked out of
 * distances, and whoever knows the formula could work back.
 */
export const COARSE_FIELDS: Readonly<Record<ItemKind, readonly string[]>> = {
  observation: ['means', 'effect', 'count', 'weapon.weaponClass'],
  incident: ['means', 'independentSources', 'likelihood.band'],
  'possible-violation': ['provision', 'act', 'severity', 'standing', 'likelihood.band'],
  finding: ['provision', 'act', 'severity', 'outcome', 'confidence'],
  list: [],
  coverage: [],
  track: ['means'],
  site: ['siteKind'],
}

const MINUTE_MS = 60_000

/**
 * What others may have of an item whose place is guarded: locality, one of sixteen directions, whole minutes and a few words.
 * Null where the item has no place or no locality is known: then nothing of it leaves.
 */
export function coarseCopy(item: GuardedItem, rules: CoarseRules): ItemForm | null {
  if (item.place === null) return null
  const locality = rules.localities.nearest(item.place)
  if (locality === null) return null
  const interval = {
    start: toInstant(Math.floor(item.interval.start / MINUTE_MS) * MINUTE_MS),
    end: toInstant(Math.ceil(item.interval.end / MINUTE_MS) * MINUTE_MS),
  }
  const id = rules.aliasOf(item.id)
  return {
    id,
    interval,
    place: locality.position,
    document: {
      schema: COARSE_SCHEMA,
      id,
      kind: item.kind,
      class: item.marking.class,
      interval: { start: new Date(interval.start).toISOString(), end: new Date(interval.end).toISOString() },
      locality: { name: locality.name, ...locality.position },
      sector: sectorOf(locality, item.place),
      facts: Object.fromEntries(
        COARSE_FIELDS[item.kind].flatMap((path) => {
          const value = valueAt(item.document, path.split('.'))
          return value === undefined ? [] : [[path, value]]
        }),
      ),
    },
  }
}

function valueAt(document: JsonValue, path: readonly string[]): JsonValue | undefined {
  let value: JsonValue | undefined = document
  for (const key of path) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
    value = (value as JsonDocument)[key]
  }
  return value
}
