// SPDX-License-Identifier: Apache-2.0
import type { JsonValue } from '#kernel'
import type { Language } from '#messages'

type Names = Readonly<Record<string, string>>

/** What a report needs of the terms: the words for parties, lines and provisions, in the order in which the agreement has them. */
export interface AgreementView {
  readonly parties: readonly string[]
  readonly provisions: readonly string[]
  /** The line of contact; null where the terms name none. */
  readonly contactLine: string | null
  readonly partyName: (language: Language, id: string) => string
  readonly lineName: (language: Language, id: string) => string
  readonly provisionName: (language: Language, id: string) => string
  readonly objectName: (language: Language, id: string) => string
  readonly zoneName: (language: Language, id: string) => string
  /** What the agreement wants said beside every map; null where it says nothing. */
  readonly mapNote: (language: Language) => string | null
}

/** Reads names out of the agreement's document as it stands in the journal; an id without a name stands for itself. */
export function readAgreementView(document: JsonValue): AgreementView {
  const parties = namedItems(document, 'parties')
  const lines = namedItems(document, 'lines')
  const provisions = namedItems(document, 'provisions')
  const objects = namedItems(document, 'objects')
  const zones = namedItems(document, 'zones')
  const contactLine = member(member(document, 'lineOfContact'), 'line')
  const mapNote = textsOf(member(document, 'mapNote'))
  return {
    parties: [...parties.keys()],
    provisions: [...provisions.keys()],
    contactLine: typeof contactLine === 'string' ? contactLine : null,
    partyName: (language, id) => pick(parties.get(id), language) ?? id,
    lineName: (language, id) => pick(lines.get(id), language) ?? id,
    provisionName: (language, id) => pick(provisions.get(id), language) ?? id,
    objectName: (language, id) => pick(objects.get(id), language) ?? id,
    zoneName: (language, id) => pick(zones.get(id), language) ?? id,
    mapNote: (language) => pick(mapNote, language),
  }
}

/** The text in the language, else in English, else null. */
const pick = (names: Names | undefined, language: Language): string | null =>
  names?.[language] ?? names?.['en'] ?? null

function namedItems(document: JsonValue, list: string): Map<string, Names> {
  const found = new Map<string, Names>()
  const items = member(document, list)
  if (!Array.isArray(items)) return found
  for (const item of items as readonly JsonValue[]) {
    const id = member(item, 'id')
    if (typeof id === 'string') found.set(id, textsOf(member(item, 'names')))
  }
  return found
}

function textsOf(value: JsonValue | undefined): Names {
  if (typeof value === 'string') return { en: value }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return {}
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}

function member(value: JsonValue | undefined, key: string): JsonValue | undefined {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined
  return (value as { readonly [key: string]: JsonValue | undefined })[key]
}
