// SPDX-License-Identifier: Apache-2.0
import type { z } from 'zod'

import { problem, type Problem } from '#kernel'
import { LANGUAGES } from '#messages'

type Issue = z.core.$ZodIssue
type Path = readonly PropertyKey[]

export const WHOLE_DOCUMENT = '.'

/** `zones.0.sides.1.line`: the one written form of a place in a document. */
const pathText = (path: Path): string => (path.length === 0 ? WHOLE_DOCUMENT : path.map(String).join('.'))

/** What the schema found wrong, in our codes and without its sentences. */
export const schemaProblems = (issues: readonly Issue[], document: unknown): readonly Problem[] =>
  issues.flatMap((issue) => toProblems(issue, document, []))

function toProblems(issue: Issue, document: unknown, above: Path): readonly Problem[] {
  const path = [...above, ...issue.path]
  const at = pathText(path)
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => problem(pathText([...path, key]), 'unknown-key', { key }))
  }
  if (valueAt(document, path) === undefined) return [missing(path)]
  switch (issue.code) {
    case 'invalid_type':
      return [problem(at, 'wrong-type', { expected: issue.expected })]
    case 'invalid_value':
      return [problem(at, 'not-one-of', { allowed: issue.values.map(String).join(', ') })]
    case 'too_small':
      return [problem(at, 'too-small', { minimum: String(issue.minimum) })]
    case 'too_big':
      return [problem(at, 'too-big', { maximum: String(issue.maximum) })]
    case 'invalid_format':
      return [problem(at, formatCode(issue.format))]
    case 'invalid_union':
      return unionProblems(issue, document, path)
    default:
      return [problem(at, 'not-valid')]
  }
}

/** A union is wrong in the way of the branch that came nearest: where the types fit and the fewest things are wrong. */
function unionProblems(
  issue: Issue & { code: 'invalid_union' },
  document: unknown,
  path: Path,
): readonly Problem[] {
  const branches = issue.errors.filter((issues) => !issues.some(isWrongKindOfThing))
  const [nearest] = branches.toSorted((a, b) => a.length - b.length)
  if (nearest !== undefined) return nearest.flatMap((inner) => toProblems(inner, document, path))
  const { options = [], discriminator } = issue as {
    readonly options?: readonly unknown[]
    readonly discriminator?: string
  }
  const at = discriminator === undefined || path.at(-1) === discriminator ? path : [...path, discriminator]
  return [problem(pathText(at), 'not-one-of', { allowed: options.map(String).join(', ') })]
}

const isWrongKindOfThing = (issue: Issue): boolean =>
  issue.path.length === 0 && (issue.code === 'invalid_type' || issue.code === 'invalid_value')

function missing(path: Path): Problem {
  const last = String(path.at(-1) ?? '')
  if ((LANGUAGES as readonly string[]).includes(last)) {
    return problem(pathText(path), 'language-missing', { language: last })
  }
  if (path[0] === 'zones' && (last === 'line' || last === 'sides')) {
    return problem(pathText(path), 'zone-without-line')
  }
  return problem(pathText(path), 'missing', { key: last })
}

function formatCode(format: string): string {
  if (format === 'datetime') return 'instant-unreadable'
  return format === 'date' ? 'day-unreadable' : 'not-an-id'
}

function valueAt(document: unknown, path: Path): unknown {
  let value: unknown = document
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined
    value = (value as Readonly<Record<PropertyKey, unknown>>)[key]
  }
  return value
}
