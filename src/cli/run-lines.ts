// SPDX-License-Identifier: Apache-2.0
import { createDerivedLines } from '#adapters'
import {
  createAgreementLines,
  simplifyParts,
  type Agreement,
  type Frontline,
  type HeldAreaFiles,
  type LineIndex,
  type LineProvider,
} from '#agreement'
import type { OriginalStore } from '#evidence'
import { ok, problem, refuse, toInstant, type Result } from '#kernel'
import type { RunLines } from '#pipeline'
import type { LineOnDay, Reference } from '#reports'

/** Coarse enough to keep a report small, fine enough for a page: a thousandth of the width of a map of the line. */
const MAP_TOLERANCE_METERS = 500

/** Lines of the terms stand still, so any moment will do. */
const EPOCH = toInstant(0)

/** The lines of a run: those that the terms draw, with the line of contact taken from drawn areas where some are given. */
export function createRunLines(
  agreement: Agreement,
  files: HeldAreaFiles | null,
  originals: OriginalStore,
): Result<RunLines> {
  const { lineOfContact } = agreement
  if (files === null) {
    const own = createAgreementLines(agreement)
    const lines = lineOfContact === undefined ? [] : ownLine(own.lineAt(lineOfContact.line, EPOCH))
    return ok({ ...own, prepare: () => ok(undefined), settle: async () => ({ lines, references: [] }) })
  }
  const derived = createDerivedLines(agreement, files)
  if (derived === null) return refuse(problem('--frontline', 'terms-take-no-frontline'))
  return ok({
    lineAt: derived.lineAt,
    prepare: derived.prepare,
    settle: async () => {
      const used = derived.used()
      for (const { file } of used) await originals.put(once(file.read()))
      return { lines: used.map(toLineOnDay), references: used.map((one) => toReference(one, files.kind)) }
    },
  })
}

/** The same lines without keeping anything; drawn areas are left aside by terms that take none. */
export function createLineProvider(agreement: Agreement, files: HeldAreaFiles | null): LineProvider {
  const derived = files === null ? null : createDerivedLines(agreement, files)
  return derived ?? createAgreementLines(agreement)
}

function toLineOnDay({ original, derived }: Frontline): LineOnDay {
  const { line, lengthKilometres, sensitivity, toleranceKilometres, borderSource } = derived
  return {
    line: line.id,
    original,
    date: line.date,
    kind: line.kind,
    method: line.method,
    source: line.source,
    borderSource,
    toleranceKilometres,
    lengthKilometres,
    sensitivity,
    parts: simplifyParts(line.parts, MAP_TOLERANCE_METERS),
  }
}

/** The line of contact as the terms draw it; nothing where they only name it. */
function ownLine(index: LineIndex | null): readonly LineOnDay[] {
  if (index === null) return []
  const { line } = index
  return [
    {
      line: line.id,
      original: null,
      date: line.date,
      kind: line.kind,
      method: line.method,
      source: line.source,
      borderSource: null,
      toleranceKilometres: null,
      lengthKilometres: Math.round(index.lengthKilometres * 10) / 10,
      sensitivity: null,
      parts: simplifyParts(line.parts, MAP_TOLERANCE_METERS),
    },
  ]
}

const toReference = ({ file, original, bytes }: Frontline, kind: HeldAreaFiles['kind']): Reference => ({
  role: kind === 'by-day' ? 'frontline-of-day' : 'frontline',
  original,
  name: file.name,
  bytes,
})

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
