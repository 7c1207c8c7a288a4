// SPDX-License-Identifier: Apache-2.0
import { toInstant, type Instant } from '#kernel'

import { coarseCopy, type CoarseRules, type GuardedItem, type ItemForm } from './coarse-copy.ts'
import { doorAdmits, DOORS, DOORS_OF_CLASS, type Door } from './doors.ts'
import type { Readable } from './marking.ts'
import { mayRead, type Reader } from './reader.ts'
import type { ItemKind, Surface } from './surfaces.ts'

/** A form of an item with the door that it leaves by: what a table keeps a row of. */
export interface StoredForm extends ItemForm {
  readonly door: Door
  /** First moment at which it may be shown; the beginning of time for a whole item. */
  readonly visibleFrom: Instant
}

/** What a reader has of an item on one surface. `committed`: that something was recorded, and nothing else. */
export type Passage =
  | { readonly kind: 'whole' | 'coarse'; readonly form: ItemForm }
  | { readonly kind: 'committed' }
  | { readonly kind: 'withheld' }

const ALWAYS = toInstant(0)
const WITHHELD: Passage = { kind: 'withheld' }

/** Every form in which an item may ever leave, each a row of its own, so that no question about the exact place can be put to the coarse copy. */
export function formsOf(item: GuardedItem, rules: CoarseRules): readonly StoredForm[] {
  const { whole, coarse } = DOORS_OF_CLASS[item.marking.class]
  const { id, interval, place, document } = item
  const forms: StoredForm[] = [{ id, interval, place, document, door: whole, visibleFrom: ALWAYS }]
  const copy = coarse === null ? null : coarseCopy(item, rules)
  if (coarse !== null && copy !== null) {
    forms.push({ ...copy, door: coarse, visibleFrom: toInstant(copy.interval.end + rules.delayMs) })
  }
  return forms
}

/** What a query over stored forms filters by, beside the mask of audiences: `door IN (...) AND visible_from <= now`. */
export interface DoorFilter {
  readonly doors: readonly Door[]
  readonly now: Instant
}

/** The doors open to the reader for items of this kind on this surface; `now` is the moment as of which is asked. */
export const doorFilter = (surface: Surface, kind: ItemKind, reader: Reader, now: Instant): DoorFilter => ({
  doors: DOORS.filter((door) => doorAdmits(door, surface, kind, reader)),
  now,
})

/** True where a stored form passes: what the query does in its own language. */
export const admitsForm = (
  { doors, now }: DoorFilter,
  form: Pick<StoredForm, 'door' | 'visibleFrom'>,
): boolean => doors.includes(form.door) && form.visibleFrom <= now

/** The item as this reader may have it on this surface at this moment, or `withheld`, for whatever reason. */
export function passDoor(
  surface: Surface,
  item: GuardedItem,
  reader: Reader,
  now: Instant,
  rules: CoarseRules,
): Passage {
  if (surface === 'log') return isInPublicLog(item.marking) ? { kind: 'committed' } : WITHHELD
  if (!mayRead(item.marking, reader)) return WITHHELD
  const filter = doorFilter(surface, item.kind, reader, now)
  const form = formsOf(item, rules).find((one) => admitsForm(filter, one))
  if (form === undefined) return WITHHELD
  const { door, visibleFrom: _, ...shown } = form
  return { kind: door === 'coarse' ? 'coarse' : 'whole', form: shown }
}

/** True where the public log holds the item's commitment: acknowledged, and nothing that a person told at their own risk. */
export const isInPublicLog = (marking: Readable & Pick<GuardedItem['marking'], 'class'>): boolean =>
  marking.disclosure === 'acknowledged' && marking.class !== 'human-source'
