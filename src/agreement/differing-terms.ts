// SPDX-License-Identifier: Apache-2.0
import { canonicalJson, type JsonValue } from '#kernel'

import type { Agreement } from './document/index.ts'

/** One place at which two terms say different things; null where one of them says nothing there. */
export interface DifferingTerm {
  readonly path: string
  readonly a: JsonValue
  readonly b: JsonValue
}

/** Words for people differ without a difference in what is forbidden. */
const WORDS: readonly string[] = ['names', 'remark', 'mapNote', 'sources', 'source']

/** Every place at which two terms differ in what they demand; entries with an id are matched by it, wherever they stand. */
export const differingTerms = (a: Agreement, b: Agreement): readonly DifferingTerm[] => compare('', a, b)

function compare(path: string, a: JsonValue | undefined, b: JsonValue | undefined): readonly DifferingTerm[] {
  if (a !== undefined && b !== undefined && canonicalJson(a) === canonicalJson(b)) return []
  const left = membersOf(a)
  const right = membersOf(b)
  if (left === null || right === null) return [{ path, a: a ?? null, b: b ?? null }]
  const keys = new Set([...left.keys(), ...right.keys()])
  return [...keys]
    .filter((key) => !WORDS.includes(key))
    .flatMap((key) => compare(path === '' ? key : `${path}.${key}`, left.get(key), right.get(key)))
}

/** The members of an object by name, those of a list by their id, else by their place; null for a plain value. */
function membersOf(value: JsonValue | undefined): ReadonlyMap<string, JsonValue | undefined> | null {
  if (typeof value !== 'object' || value === null) return null
  if (!isList(value)) return new Map(Object.entries(value))
  return new Map(value.map((item, i) => [idOf(item) ?? String(i), item]))
}

const isList = (value: object): value is readonly JsonValue[] => Array.isArray(value)

function idOf(item: JsonValue): string | null {
  if (typeof item !== 'object' || item === null || isList(item)) return null
  return typeof item['id'] === 'string' ? item['id'] : null
}
