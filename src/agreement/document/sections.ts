// SPDX-License-Identifier: Apache-2.0
import type { z } from 'zod'

import { agreementSchema, type Agreement } from './agreement-schema.ts'

/** One entry of a list in the document; `value` is null where the entry itself is malformed. */
export interface Entry<T> {
  readonly path: string
  readonly id: string | null
  readonly value: T | null
}

const LISTS = [
  'sources',
  'parties',
  'instruments',
  'lines',
  'zones',
  'objects',
  'provisions',
  'gates',
  'ladders',
] as const
type ListName = (typeof LISTS)[number]

/** A document taken apart, so that a malformed entry hides no contradiction elsewhere. */
export type Sections = { readonly [K in ListName]: readonly Entry<Agreement[K][number]>[] } & {
  readonly inForce: Agreement['inForce'] | null
  /** Null where it is malformed, undefined where the terms name none. */
  readonly lineOfContact: Agreement['lineOfContact'] | null
  readonly procedure: Agreement['procedure'] | null
}

/** Takes a document apart, whatever it is. */
export function takeApart(document: unknown): Sections {
  const { shape } = agreementSchema
  const lineOfContact = shape.lineOfContact.safeParse(fieldOf(document, 'lineOfContact'))
  const procedure = shape.procedure.safeParse(fieldOf(document, 'procedure'))
  return {
    sources: entries(document, 'sources', shape.sources.element),
    parties: entries(document, 'parties', shape.parties.element),
    instruments: entries(document, 'instruments', shape.instruments.element),
    lines: entries(document, 'lines', shape.lines.element),
    zones: entries(document, 'zones', shape.zones.element),
    objects: entries(document, 'objects', shape.objects.element),
    provisions: entries(document, 'provisions', shape.provisions.element),
    gates: entries(document, 'gates', shape.gates.element),
    ladders: entries(document, 'ladders', shape.ladders.element),
    inForce: shape.inForce.safeParse(fieldOf(document, 'inForce')).data ?? null,
    lineOfContact: lineOfContact.success ? lineOfContact.data : null,
    procedure: procedure.success ? procedure.data : null,
  }
}

/** Ids that the entries of a list go by, malformed entries included. */
export const idsOf = (list: readonly Entry<unknown>[]): ReadonlySet<string> =>
  new Set(list.flatMap(({ id }) => (id === null ? [] : [id])))

function entries<T>(document: unknown, name: ListName, schema: z.ZodType<T>): readonly Entry<T>[] {
  const list = fieldOf(document, name)
  if (!Array.isArray(list)) return []
  return list.map((item: unknown, i) => {
    const id = fieldOf(item, 'id')
    return {
      path: `${name}.${i}`,
      id: typeof id === 'string' ? id : null,
      value: schema.safeParse(item).data ?? null,
    }
  })
}

function fieldOf(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  return (value as Readonly<Record<string, unknown>>)[key]
}
