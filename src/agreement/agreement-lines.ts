// SPDX-License-Identifier: Apache-2.0
import type { AgreedLine, Agreement } from './document/index.ts'
import { createLineIndex, type LineIndex, type LineProvider, type ResolvedLine } from './lines/index.ts'

const OWN_METHOD = 'as-drawn-in-the-terms'

/** The lines that the terms draw themselves, in their order; a line that is only named is left out. */
export const resolvedLinesOf = (agreement: Agreement): readonly ResolvedLine[] =>
  agreement.lines.flatMap((line) => (line.geometry === undefined ? [] : [toResolved(line, line.geometry)]))

/** Gives the lines that the terms draw themselves; they stand still, so the moment does not matter. */
export function createAgreementLines(agreement: Agreement): LineProvider {
  const indexes = new Map<string, LineIndex>(
    resolvedLinesOf(agreement).map((line) => [line.id, createLineIndex(line)]),
  )
  return { lineAt: (lineId) => indexes.get(lineId) ?? null }
}

function toResolved(line: AgreedLine, geometry: NonNullable<AgreedLine['geometry']>): ResolvedLine {
  return {
    id: line.id,
    kind: line.kind,
    claimedBy: line.claimedBy ?? null,
    date: line.date ?? null,
    source: line.source,
    method: line.method ?? OWN_METHOD,
    accuracyMeters: line.accuracyKilometres * 1_000,
    parts: geometry.parts,
    sides: geometry.sides,
  }
}
