// SPDX-License-Identifier: Apache-2.0
import { digestOf, formatDay, ok, problem, refuse, type Digest, type Problem, type Result } from '#kernel'

import type { BorderReference } from './border-reference.ts'
import { createLineDerivation, type LineDerivation } from './derive-line.ts'
import { createLineIndex } from './line-index.ts'
import { parseHeldArea } from './parse-held-area.ts'
import type { DerivedLine, LineIndex, LineProvider } from './resolved-line.ts'

/** A drawn area that can be read when it is needed. */
export interface HeldAreaFile {
  /** Base name. */
  readonly name: string
  /** UTC day that it was drawn for, `2026-06-24`; null where its name does not say. */
  readonly date: string | null
  read(): Uint8Array
}

/** One area for all times, or areas that each hold from their day until the next one's. */
export type HeldAreaFiles =
  | { readonly kind: 'for-all-times'; readonly file: HeldAreaFile }
  | { readonly kind: 'by-day'; readonly files: readonly HeldAreaFile[] }

/** What the terms say of a line that is derived: which it is, whose hands are whose, how it is clipped. */
export interface FrontlineTerms {
  readonly lineId: string
  readonly heldBy: string
  readonly otherwise: string
  readonly toleranceKilometres: number
  readonly accuracyMeters: number
}

/** The line that holds on a day, with the file it came from. */
export interface Frontline {
  readonly file: HeldAreaFile
  readonly original: Digest
  readonly bytes: number
  readonly derived: DerivedLine
  readonly index: LineIndex
}

export interface FrontlineLines extends LineProvider {
  /** Derives the lines of these days; refuses with the problems of every file that holds on one of them. */
  prepare(days: readonly string[]): Result<void>
  /** The line of a day, null before the first file. Throws FrontlineError where its file was refused. */
  frontlineOn(day: string): Frontline | null
  /** Every line derived so far, one per file, by the file's day and name. */
  used(): readonly Frontline[]
}

/** A line was asked for whose file cannot be used; `prepare` tells so beforehand, as a value. */
export class FrontlineError extends Error {
  override readonly name = 'FrontlineError'
  readonly code = 'held-area-refused'
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[]) {
    super(problems.map(({ path, code }) => `${path}: ${code}`).join('\n'))
    this.problems = problems
  }
}

/**
 * Gives the line of contact derived from drawn areas, and every other line from `others`. A day is read and derived
 * when it is first asked for; files with equal bytes are derived once.
 */
export function createFrontlineLines(
  files: HeldAreaFiles,
  terms: FrontlineTerms,
  border: () => BorderReference,
  others: LineProvider,
): FrontlineLines {
  const fileOn = selectFile(files)
  const byFile = new Map<HeldAreaFile, Result<Frontline>>()
  const byDigest = new Map<Digest, Result<DerivedLine>>()
  let derivation: LineDerivation | null = null

  const derive = (bytes: Uint8Array, file: HeldAreaFile): Result<DerivedLine> => {
    const polygons = parseHeldArea(bytes, file.name)
    if (!polygons.ok) return polygons
    derivation ??= createLineDerivation(border())
    const area = { ...terms, polygons: polygons.value, date: file.date, source: file.name }
    const derived = derivation(area, terms.toleranceKilometres)
    return derived.ok ? derived : refuse(...derived.problems.map((p) => ({ ...p, path: file.name })))
  }
  const load = (file: HeldAreaFile): Result<Frontline> => {
    const bytes = file.read()
    const original = digestOf(bytes)
    const known = byDigest.get(original) ?? derive(bytes, file)
    byDigest.set(original, known)
    if (!known.ok) return known
    const line = { ...known.value.line, date: file.date, source: file.name }
    const derived = { ...known.value, line }
    return ok({ file, original, bytes: bytes.length, derived, index: createLineIndex(line) })
  }
  const frontlineOf = (file: HeldAreaFile): Result<Frontline> => {
    const known = byFile.get(file) ?? load(file)
    byFile.set(file, known)
    return known
  }
  const frontlineOn = (day: string): Frontline | null => {
    const file = fileOn(day)
    if (file === null) return null
    const found = frontlineOf(file)
    if (!found.ok) throw new FrontlineError(found.problems)
    return found.value
  }

  return {
    prepare(days) {
      const needed = new Set(days.map(fileOn).filter((file) => file !== null))
      const problems = [...needed].map(frontlineOf).flatMap((found) => (found.ok ? [] : found.problems))
      return problems.length === 0 ? ok(undefined) : refuse(...problems)
    },
    frontlineOn,
    lineAt: (lineId, at) =>
      lineId === terms.lineId ? (frontlineOn(formatDay(at))?.index ?? null) : others.lineAt(lineId, at),
    used: () =>
      [...byFile.values()]
        .flatMap((found) => (found.ok ? [found.value] : []))
        .sort((a, b) => byDayAndName(a.file, b.file)),
  }
}

/** Gathers files that each hold from their day on; refuses a file without a day, two of one day, and none at all. */
export function toHeldAreaDays(files: readonly HeldAreaFile[]): Result<HeldAreaFiles> {
  if (files.length === 0) return refuse(problem('', 'frontline-without-days'))
  const inOrder = [...files].sort(byDayAndName)
  const problems = inOrder.flatMap((file, i) => {
    if (file.date === null) return [problem(file.name, 'frontline-day-unknown')]
    const before = inOrder[i - 1]
    if (before?.date !== file.date) return []
    return [problem(file.name, 'frontline-day-twice', { date: file.date, other: before.name })]
  })
  return problems.length === 0 ? ok({ kind: 'by-day', files: inOrder }) : refuse(...problems)
}

function byDayAndName(a: HeldAreaFile, b: HeldAreaFile): number {
  const left = `${a.date ?? ''} ${a.name}`
  const right = `${b.date ?? ''} ${b.name}`
  return left === right ? 0 : left < right ? -1 : 1
}

/** The file that holds on a day: the day's own, else the latest before; null before the first. */
function selectFile(files: HeldAreaFiles): (day: string) => HeldAreaFile | null {
  if (files.kind === 'for-all-times') return () => files.file
  const inOrder = [...files.files].sort(byDayAndName)
  return (day) => inOrder.findLast(({ date }) => date !== null && date <= day) ?? null
}
