// SPDX-License-Identifier: Apache-2.0
import { digestOf, type Digest } from './digest.ts'

export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue | undefined }

/** A surrogate that is not one half of a pair: such text has no UTF-8 form. */
const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/

/** Printable ASCII that JSON writes as it is: nearly all keys and most values. */
const PLAIN = /^[ !#-[\]-~]*$/

/** Canonical texts of lists and records that were worked out before, by the very object: what holds one of them need not walk it again. */
export type CanonicalTexts = ReadonlyMap<object, string>

/**
 * The one byte form of a JSON value (RFC 8785): keys in UTF-16 order, no spaces, ECMAScript numbers.
 * Keys whose value is undefined are left out. Throws TypeError on what JSON cannot hold: NaN, infinities, lone surrogates.
 */
export function canonicalJson(value: JsonValue, texts?: CanonicalTexts): string {
  switch (typeof value) {
    case 'string':
      return quote(value)
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError(`JSON has no number ${value}`)
      return JSON.stringify(value)
    case 'boolean':
      return value ? 'true' : 'false'
    case 'object':
      if (value === null) return 'null'
      return texts?.get(value) ?? (isList(value) ? list(value, texts) : record(value, texts))
    default:
      throw new TypeError(`JSON has no ${typeof value}`)
  }
}

/** The digest that names a JSON value: SHA-256 over its canonical UTF-8 bytes. */
export const digestOfJson = (value: JsonValue): Digest => digestOf(canonicalJson(value))

const isList = (value: object): value is readonly JsonValue[] => Array.isArray(value)

const list = (items: readonly JsonValue[], texts?: CanonicalTexts): string =>
  `[${items.map((item) => canonicalJson(item, texts)).join(',')}]`

function record(value: { readonly [key: string]: JsonValue | undefined }, texts?: CanonicalTexts): string {
  let text = ''
  for (const key of sorted(Object.keys(value))) {
    const item = value[key]
    if (item === undefined) continue
    text += `${text === '' ? '' : ','}${quote(key)}:${canonicalJson(item, texts)}`
  }
  return `{${text}}`
}

/** Sorts in place by UTF-16 unit; what was read from canonical JSON is in order already, which is much cheaper to see than to sort. */
function sorted(keys: string[]): readonly string[] {
  for (let i = 1; i < keys.length; i++) if (keys[i - 1]! > keys[i]!) return keys.sort()
  return keys
}

function quote(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`
  if (LONE_SURROGATE.test(text)) throw new TypeError('JSON text has a lone surrogate')
  return JSON.stringify(text)
}
