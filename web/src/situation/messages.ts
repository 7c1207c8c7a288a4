// SPDX-License-Identifier: Apache-2.0
import type { ChangedRows } from './incident-columns.ts'
import type { Density, SituationFilter, SortOrder } from './situation-filter.ts'

/** What the page asks of the worker. */
export type ToWorker =
  /** Loads everything as of a size of the log; null follows what is new. */
  | { readonly kind: 'open'; readonly asOf: number | null; readonly turn: number }
  | {
      readonly kind: 'filter'
      readonly filter: SituationFilter
      readonly sort: SortOrder
      /** Another follows at once: it is counted, and put in order by none but the last. */
      readonly isPassing: boolean
    }
  | { readonly kind: 'name'; readonly rows: readonly number[] }
  | { readonly kind: 'find'; readonly id: string }

export type Connection = 'off' | 'connecting' | 'live' | 'lost'

/** What the worker tells the page. */
export type FromWorker =
  /** Whatever came before belongs to what was open before. */
  | { readonly kind: 'cleared'; readonly turn: number }
  | {
      readonly kind: 'opened'
      readonly asOf: number
      readonly exercise: boolean
      readonly hypotheses: readonly string[]
    }
  /** What was missed is too much to be sent: everything is to be opened anew. */
  | { readonly kind: 'reset' }
  | { readonly kind: 'changed'; readonly changed: ChangedRows }
  | { readonly kind: 'loaded'; readonly rows: number }
  | {
      readonly kind: 'answered'
      /** How many the filter leaves. */
      readonly count: number
      /** Null where it is as it was told last, or where the filter is passing. */
      readonly order: Uint32Array<ArrayBuffer> | null
      readonly density: Density | null
      /** Of what the filter leaves, by place in the list of hypotheses; the last is what may not be known. */
      readonly byHypothesis: readonly number[]
      readonly withoutPlace: number
    }
  | { readonly kind: 'named'; readonly names: readonly (readonly [number, string])[] }
  | { readonly kind: 'found'; readonly id: string; readonly row: number | null }
  | { readonly kind: 'connection'; readonly connection: Connection; readonly size: number }
  | { readonly kind: 'refused'; readonly code: string }
