// SPDX-License-Identifier: Apache-2.0
import type { Hypothesis } from '#agreement'

export const TRUTH_SCHEMA = 'marsad/truth@1'

/** What really happened in a scenario, and which row of which file stands for what. Instants are RFC 3339 text. */
export interface Truth {
  readonly schema: typeof TRUTH_SCHEMA
  readonly exercise: true
  readonly scenario: string
  readonly seed: number
  readonly line: string
  readonly period: { readonly start: string; readonly end: string }
  readonly events: readonly TrueEvent[]
  readonly steadySites: readonly {
    readonly id: string
    readonly latitude: number
    readonly longitude: number
  }[]
  readonly announcements: readonly { readonly time: string; readonly words: string }[]
  /** When and where sensors could not do their work. */
  readonly impediments: readonly {
    readonly kind: 'outage' | 'jamming'
    /** Sensors or sectors that it held. */
    readonly of: readonly string[]
    readonly start: string
    readonly end: string
    readonly reason: string
  }[]
  readonly rows: readonly TrueRow[]
}

export interface TrueEvent {
  /** `event-000001`, in order of time. */
  readonly id: string
  readonly hypothesis: Hypothesis
  readonly start: string
  readonly end: string
  readonly latitude: number
  readonly longitude: number
  /** Party id of the side it lies on, and metres from the line. */
  readonly side: string
  readonly lineMeters: number
  readonly sector: string | null
  readonly effects: number
  readonly notifiedBy: string | null
  readonly heat: { readonly start: string; readonly end: string; readonly megawatts: number } | null
}

/** One data row of a delivered file; rows count from 1, the header is none. */
export interface TrueRow {
  readonly file: string
  readonly row: number
  readonly cause: 'event' | 'steady-site' | 'false-alarm' | 'unrelated' | 'announcement' | 'invented'
  /** Id of the event or site. */
  readonly of: string | null
  /** The report it repeats in other or the same words. */
  readonly copyOf: RowName | null
  /** The very same record delivered before, or an old one passed off as new. */
  readonly repeats: (RowName & { readonly as: 'delivered-again' | 'replayed' }) | null
}

export interface RowName {
  readonly file: string
  readonly row: number
}
