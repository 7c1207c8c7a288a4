// SPDX-License-Identifier: Apache-2.0
import { findFrontline, loadBorderReference } from '#adapters'
import { createFrontlineLines, DEFAULT_TOLERANCE_KILOMETRES, type FrontlineLines } from '#agreement'

/** Derives the lines of the given days from a folder of drawn areas, and says how much processor time a day took. */
export function frontlinesOf(
  folder: string,
  days: readonly string[],
): { readonly lines: FrontlineLines; readonly millisecondsPerDay: number } {
  const files = findFrontline(folder)
  if (!files.ok) throw new Error(JSON.stringify(files.problems))
  const terms = {
    lineId: 'contact',
    heldBy: 'b',
    otherwise: 'a',
    toleranceKilometres: DEFAULT_TOLERANCE_KILOMETRES,
    accuracyMeters: 1_000,
  }
  const lines = createFrontlineLines(files.value, terms, loadBorderReference, { lineAt: () => null })
  const before = process.cpuUsage()
  const prepared = lines.prepare(days)
  if (!prepared.ok) throw new Error(JSON.stringify(prepared.problems))
  return {
    lines,
    millisecondsPerDay: process.cpuUsage(before).user / 1_000 / Math.max(1, lines.used().length),
  }
}
