// SPDX-License-Identifier: Apache-2.0
import { formatInstant } from '#kernel'
import type { DeskItem } from '#reports'

import type { ItemAnswer, PageAnswer } from './schemas/answer.ts'

/** Under a symbol, so that whatever writes the item as JSON by itself never sends the text beside the document. */
const DOCUMENT_TEXT = Symbol('document as stored')

/** An item on its way out. Its document is read from its text where somebody looks into it, and sent as it is stored where nobody does. */
export interface OutboundItem extends ItemAnswer {
  readonly [DOCUMENT_TEXT]?: string | undefined
}

/** The item, as if it held since that size of the log. */
export const toOutboundItem = (item: DeskItem, since: number): OutboundItem => ({
  id: item.id,
  start: formatInstant(item.interval.start),
  end: formatInstant(item.interval.end),
  center: item.center,
  since,
  get document() {
    return item.document
  },
  [DOCUMENT_TEXT]: item.text,
})

/** The JSON of an item: a list of a hundred incidents is half a megabyte, which would be read and written again for nothing. */
export function itemText(item: OutboundItem): string {
  const text = item[DOCUMENT_TEXT]
  if (text === undefined) return JSON.stringify(item)
  const { id, start, end, center, since } = item
  return `${JSON.stringify({ id, start, end, center, since }).slice(0, -1)},"document":${text}}`
}

/** The JSON of a page, as `JSON.stringify` would give it but for the order of keys inside documents, which is that of canonical JSON. */
export function pageText({ items, ...rest }: PageAnswer): string {
  return `{"items":[${items.map(itemText).join(',')}],${JSON.stringify(rest).slice(1)}`
}
