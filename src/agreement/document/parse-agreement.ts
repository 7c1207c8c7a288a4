// SPDX-License-Identifier: Apache-2.0
import { parseDocument } from 'yaml'

import { digestOfJson, ok, problem, refuse, type Digest, type Problem, type Result } from '#kernel'

import { agreementSchema, type Agreement } from './agreement-schema.ts'
import { findContradictions } from './contradictions.ts'
import { schemaProblems, WHOLE_DOCUMENT } from './schema-problems.ts'
import { takeApart } from './sections.ts'

/** An agreement that repeats itself by aliases more often than this is a bomb, not a text. */
const MOST_ALIASES = 100
/** Terms with the outline of a country in them stay far below; a day of detections given by mistake lies above. */
const MOST_CHARACTERS = 4_000_000
/** One fault in YAML breeds others; the first ones tell what is wrong. */
const MOST_FAULTS = 50

/**
 * Reads terms written in YAML or JSON. Refuses them with every problem found: the text's by line and column under
 * `fileName`, all others by path in the document; where an entry is malformed, the rest is still held against itself.
 */
export function parseAgreement(text: string, fileName: string): Result<Agreement> {
  const read = readText(text, fileName)
  if (!read.ok) return read
  const agreement = toAgreement(read.value)
  if (agreement.ok) return agreement
  return refuse(...agreement.problems.map((p) => (p.path === WHOLE_DOCUMENT ? { ...p, path: fileName } : p)))
}

/** Reads terms that were parsed before, such as those a journal carries. */
export function toAgreement(document: unknown): Result<Agreement> {
  const parsed = agreementSchema.safeParse(document)
  const problems = [
    ...(parsed.success ? [] : schemaProblems(parsed.error.issues, document)),
    ...findContradictions(takeApart(document)),
  ]
  return parsed.success && problems.length === 0 ? ok(parsed.data) : refuse(...distinct(problems))
}

/** The name of terms: SHA-256 over their canonical JSON, equal for the same terms in YAML and in JSON. */
export const agreementDigest = (agreement: Agreement): Digest => digestOfJson(agreement)

function readText(text: string, fileName: string): Result<unknown> {
  if (text.length > MOST_CHARACTERS) {
    return refuse(
      problem(fileName, 'agreement-too-large', { characters: text.length, most: MOST_CHARACTERS }),
    )
  }
  const document = parseDocument(text.replace(/^\uFEFF/, ''), { prettyErrors: true })
  const problems = [...document.errors, ...document.warnings].slice(0, MOST_FAULTS).map(({ code, linePos }) =>
    problem(fileName, 'yaml-unreadable', {
      line: linePos?.[0].line ?? 0,
      column: linePos?.[0].col ?? 0,
      fault: code.toLowerCase().replaceAll('_', '-'),
    }),
  )
  if (problems.length > 0) return refuse(...problems)
  try {
    const value: unknown = document.toJS({ maxAliasCount: MOST_ALIASES })
    return value === null || value === undefined ? refuse(problem(fileName, 'agreement-empty')) : ok(value)
  } catch {
    // The reader throws for an alias without anchor and for too many of them, and for nothing else.
    return refuse(problem(fileName, 'yaml-aliases-unusable'))
  }
}

/** The same problem found on two ways is one. */
const distinct = (problems: readonly Problem[]): readonly Problem[] =>
  problems.filter(({ path, code }, i) => problems.findIndex((p) => p.path === path && p.code === code) === i)
