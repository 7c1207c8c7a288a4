// SPDX-License-Identifier: Apache-2.0
import type { LineDistance, ProvisionResult } from '#agreement'
import type { PossibleViolation } from '#assessments'
import type { Incident, IncidentPast, Partition, SetAside, SteadySource } from '#incidents'
import type { Observation } from '#observations'
import type { Digest, JsonValue, Position, Problem } from '#kernel'

import type { MethodCard } from './method-card/index.ts'

/**
 * What a run writes to the journal, in this order of kinds; within a kind by time, then digest.
 * Reports are a fold over these records and over nothing else, so a stranger can make them again.
 * Instants inside bodies are stored as RFC 3339 text; these types show them after reading.
 */
export type RunRecord =
  | { readonly kind: 'configured'; readonly body: Configured }
  | { readonly kind: 'reference'; readonly body: Reference }
  | { readonly kind: 'received'; readonly body: Received }
  | {
      readonly kind: 'observation'
      readonly body: { readonly observation: Observation; readonly original: Digest; readonly row: number }
    }
  | {
      readonly kind: 'duplicate'
      readonly body: { readonly of: Digest; readonly original: Digest; readonly row: number }
    }
  | { readonly kind: 'quarantined'; readonly body: Quarantined }
  | { readonly kind: 'line-derived'; readonly body: LineOnDay }
  | { readonly kind: 'steady-source'; readonly body: { readonly steadySource: SteadySource } }
  | { readonly kind: 'set-aside'; readonly body: { readonly setAside: SetAside } }
  | { readonly kind: 'incident'; readonly body: IncidentAssessed }
  | { readonly kind: 'published'; readonly body: Published }

/** The question that was asked: terms, engine, versions, cut-off, for whom. */
export interface Configured {
  /** `document` is the agreement as parsed from its original, so that its zones and names can be drawn again. */
  readonly agreement: {
    readonly digest: Digest
    readonly id: string
    readonly name: Readonly<Record<string, string>>
    readonly document: JsonValue
  }
  readonly asOf: string
  readonly audience: string | null
  readonly exercise: boolean
  readonly versions: Readonly<Record<string, string>>
  readonly background: { readonly name: string; readonly digest: Digest } | null
  /** What joined observations to incidents, with every number it was set to. */
  readonly engine: Partition['engine']
  /**
   * How that engine did when it was last scored, as known when the question was put, so that a later program with newer
   * figures makes the same report of this journal. Null where nothing was recorded of this version.
   */
  readonly methodCard?: MethodCard | null
}

/** A file that the answer leans on and that holds no observations: terms, manifest, background, the polygon of a day. */
export interface Reference {
  readonly role: 'agreement' | 'manifest' | 'background' | 'frontline' | 'frontline-of-day' | 'mapping'
  readonly original: Digest
  readonly name: string
  readonly bytes: number
}

/** One delivered file. `rows = observations + duplicates + quarantined`. */
export interface Received {
  readonly original: Digest
  readonly source: string
  /** Base name only: where it lay on the operator's disk is nobody's business. */
  readonly name: string
  readonly bytes: number
  readonly encoding: string
  readonly rows: number
  readonly observations: number
  readonly duplicates: number
  readonly quarantined: number
}

export interface Quarantined {
  readonly original: Digest
  readonly row: number
  readonly rawDigest: Digest
  /** The row as received, cut at 2,000 characters; the whole row stays in the original. */
  readonly raw: string
  readonly problems: readonly Problem[]
}

/** The line of contact of one day, as geometry and as figures. */
export interface LineOnDay {
  readonly line: string
  /** The polygon it was derived from; null for a line of the agreement's own. */
  readonly original: Digest | null
  readonly date: string | null
  readonly kind: 'codified' | 'claimed' | 'working'
  readonly method: string
  readonly source: string
  readonly borderSource: string | null
  readonly toleranceKilometres: number | null
  readonly lengthKilometres: number
  readonly sensitivity: { readonly half: number; readonly double: number } | null
  /** Simplified for the map of the report. */
  readonly parts: readonly (readonly Position[])[]
}

/** One incident with every provision's answer. */
export interface IncidentAssessed {
  readonly incident: Incident
  /** How it came to be what it is, by what was known when. */
  readonly past: IncidentPast
  /** From the line of contact; null where the terms name none. */
  readonly contact: LineDistance | null
  readonly results: readonly ProvisionResult[]
  readonly possibleViolations: readonly PossibleViolation[]
}

/** What was put out, and the state of the log before this record. */
export interface Published {
  readonly journal: { readonly size: number; readonly root: string }
  readonly files: readonly { readonly name: string; readonly digest: Digest; readonly bytes: number }[]
  /** Originals that stay with the installation because the audience may not read them. */
  readonly withheldOriginals?: readonly Digest[]
}
