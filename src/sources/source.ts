// SPDX-License-Identifier: Apache-2.0
import type { Digest, Position, Problem, Result } from '#kernel'
import type { Observation } from '#observations'

/** West and east in degrees east, south and north in degrees north; west may be greater than east across the date line. */
export interface GeographicBox {
  readonly west: number
  readonly south: number
  readonly east: number
  readonly north: number
}

/** Where the rows of a run can lie. */
export interface AreaOfInterest {
  /** The surroundings of what the terms draw: a row that lies here only with its coordinates swapped has them swapped. */
  readonly near: GeographicBox
  /** What one feed may cover as well, such as a continent; rows outside have nothing to do with the run. */
  readonly far: GeographicBox
}

/** What a parser may know of the file it reads. None of it enters an observation's id. */
export interface SourceContext {
  /** Base name, for messages. */
  readonly fileName: string
  readonly originalDigest: Digest
  /** Where rows of this run can lie; without it every place on Earth is possible. */
  readonly areaOfInterest?: AreaOfInterest
  /** Text of the mapping file, for sources that need one. */
  readonly mapping?: string
}

/** Receives each data row exactly once, in the order of the file. */
export interface ParseSink {
  /** `row` counts data rows from 1, the header and blank lines left out. */
  observation(row: number, observation: Observation): void
  /** `raw` is the row as text, at most 64 KiB of it; `problems` are all that were found. */
  quarantined(row: number, raw: string, problems: readonly Problem[]): void
}

/** What a whole file came to. */
export interface ParsedFile {
  /** Name of the text encoding that was found, e.g. `utf-8`. */
  readonly encoding: string
  readonly rows: number
}

/** Reads one file, handed over in pieces cut anywhere; memory does not grow with the file. */
export interface RowParser {
  push(chunk: Uint8Array, sink: ParseSink): void
  /** Refused where the whole file is unusable, with every problem; rows already given to the sink then count for nothing. */
  finish(sink: ParseSink): Result<ParsedFile>
}

/** One feed or format: bytes in, observations out, nothing else. */
export interface Source {
  /** Name on the command line and in observations, e.g. `firms`. */
  readonly id: string
  /** Changes whenever the same bytes would give other observations. */
  readonly parserVersion: string
  /** True where `SourceContext.mapping` is needed. */
  readonly needsMapping: boolean
  open(context: SourceContext): RowParser
}

/** The longest row, in bytes or UTF-16 units, that is read as a row; a longer one is quarantined. */
export const LONGEST_ROW = 1_048_576

/** How much of a bad row is handed on. */
export const LONGEST_RAW = 65_536

/** True where the place lies in the box, edges included. */
export function isInside(box: GeographicBox, { latitude, longitude }: Position): boolean {
  if (latitude < box.south || latitude > box.north) return false
  return box.west <= box.east
    ? longitude >= box.west && longitude <= box.east
    : longitude >= box.west || longitude <= box.east
}
