// SPDX-License-Identifier: Apache-2.0

/** A place in a JSON document with the two values that stand there. */
export interface JsonDifference {
  readonly figure: string
  readonly expected: string
  readonly found: string
}

const MOST_SHOWN_CHARACTERS = 200
const ABSENT = Symbol('absent')

/**
 * The first place where the document at hand says something else, in the order of the expected one: `counts.incidents`, `features[3].id`.
 * Null where one of the two is no JSON or where they differ in spelling only.
 */
export function firstJsonDifference(expectedText: string, foundText: string): JsonDifference | null {
  const expected = parse(expectedText)
  const found = parse(foundText)
  return expected === ABSENT || found === ABSENT ? null : compare('', expected, found)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return ABSENT
  }
}

function compare(path: string, expected: unknown, found: unknown): JsonDifference | null {
  if (expected === found) return null
  if (!isNested(expected) || !isNested(found) || Array.isArray(expected) !== Array.isArray(found)) {
    return { figure: path === '' ? 'the whole' : path, expected: show(expected), found: show(found) }
  }
  for (const key of new Set([...Object.keys(expected), ...Object.keys(found)])) {
    const difference = compare(
      stepInto(path, key, Array.isArray(expected)),
      at(expected, key),
      at(found, key),
    )
    if (difference !== null) return difference
  }
  return null
}

const isNested = (value: unknown): value is object => typeof value === 'object' && value !== null

const at = (value: object, key: string): unknown =>
  Object.hasOwn(value, key) ? (value as Readonly<Record<string, unknown>>)[key] : ABSENT

const stepInto = (path: string, key: string, inList: boolean): string =>
  inList ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`

function show(value: unknown): string {
  const text = value === ABSENT ? 'absent' : JSON.stringify(value)
  return text.length > MOST_SHOWN_CHARACTERS ? `${text.slice(0, MOST_SHOWN_CHARACTERS)}…` : text
}
