// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '#kernel'
import { formsOf, type CoarseRules, type GuardedItem } from '#releasability'

import type { AudienceSets } from './audience-sets.ts'
import type { StandingRecord } from './projection.ts'
import type { EndingTable, TableWriter } from './table-writer.ts'
import type { VersionedItem } from './tables.ts'

/** A form in which an item may ever leave, as its row and as the document that the row holds as text. */
interface ItemForm {
  readonly row: VersionedItem
  readonly document: GuardedItem['document']
}

/** The rows of an item: one for each form in which it may ever leave. */
export function itemRows(
  item: GuardedItem,
  rules: CoarseRules,
  entry: Pick<StandingRecord, 'holdsFrom' | 'texts'>,
  audienceSets: AudienceSets,
  tables: TableWriter,
): readonly VersionedItem[] {
  return itemForms(item, rules, entry, audienceSets, tables).map(({ row }) => row)
}

/** The same with their documents. */
export function itemForms(
  item: GuardedItem,
  rules: CoarseRules,
  { holdsFrom, texts }: Pick<StandingRecord, 'holdsFrom' | 'texts'>,
  audienceSets: AudienceSets,
  tables: TableWriter,
): readonly ItemForm[] {
  const audienceSet = audienceSets.numberOf(item.marking, tables)
  return formsOf(item, rules).map(({ id, interval, place, document, door, visibleFrom }) => ({
    document,
    row: {
      id,
      from_size: holdsFrom,
      to_size: null,
      start_ms: interval.start,
      end_ms: interval.end,
      span_ms: interval.end - interval.start,
      lat: place?.latitude ?? null,
      lon: place?.longitude ?? null,
      document: canonicalJson(document, texts),
      audience_set: audienceSet,
      door,
      visible_from_ms: visibleFrom,
    },
  }))
}

/** Ends what holds of an item, in every form, as of a size. */
export const endVersions = (
  table: EndingTable,
  id: string,
  rules: CoarseRules,
  size: number,
  tables: TableWriter,
): Promise<void> => tables.endStanding(table, 'id', [id, rules.aliasOf(id)], size)
