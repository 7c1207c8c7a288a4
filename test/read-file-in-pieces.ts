// SPDX-License-Identifier: Apache-2.0
import { digestOf, type Problem, type Result } from '#kernel'
import type { Observation } from '#observations'
import type { ParsedFile, Source, SourceContext } from '#sources'

/** Everything a source made of a file, in order. */
export interface FileRead {
  readonly rows: readonly (
    | { readonly row: number; readonly observation: Observation }
    | { readonly row: number; readonly raw: string; readonly problems: readonly Problem[] }
  )[]
  readonly result: Result<ParsedFile>
}

/** Hands the bytes over cut at these places, or in one piece. */
export function readInPieces(
  source: Source,
  bytes: Uint8Array,
  cuts: readonly number[] = [],
  context: Partial<SourceContext> = {},
): FileRead {
  const rows: FileRead['rows'][number][] = []
  const sink = {
    observation: (row: number, observation: Observation) => void rows.push({ row, observation }),
    quarantined: (row: number, raw: string, problems: readonly Problem[]) =>
      void rows.push({ row, raw, problems }),
  }
  const parser = source.open({ fileName: 'test.csv', originalDigest: digestOf(bytes), ...context })
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]
  for (let k = 1; k < places.length; k++) parser.push(bytes.slice(places[k - 1], places[k]), sink)
  return { result: parser.finish(sink), rows }
}

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

/** The observations among the rows. */
export const observationsOf = (read: FileRead): readonly Observation[] =>
  read.rows.flatMap((one) => ('observation' in one ? [one.observation] : []))

/** Row number and codes of each quarantined row. */
export const quarantineOf = (read: FileRead): readonly (readonly [number, readonly string[]])[] =>
  read.rows.flatMap((one) =>
    'problems' in one
      ? [[one.row, one.problems.map(({ path, code }) => (path === '' ? code : `${path}: ${code}`))] as const]
      : [],
  )
