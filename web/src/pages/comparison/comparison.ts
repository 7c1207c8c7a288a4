// SPDX-License-Identifier: Apache-2.0
import type { Reason } from '#kernel'

interface Terms {
  readonly id: string
  readonly draft: string | null
  readonly digest: string
}

export interface Answer {
  readonly verdict: string
  readonly reasons: readonly Reason[]
}

/** As POST /api/v1/agreement/comparison answers. */
export interface Comparison {
  readonly a: Terms
  readonly b: Terms
  readonly terms: readonly { readonly path: string; readonly a: unknown; readonly b: unknown }[]
  readonly incidents: number
  readonly whole: boolean
  readonly untold: number
  readonly provisions: readonly {
    readonly provision: string
    readonly countsA: Readonly<Record<string, number>>
    readonly countsB: Readonly<Record<string, number>>
  }[]
  readonly onlyInA: readonly string[]
  readonly onlyInB: readonly string[]
  readonly differences: readonly {
    readonly incident: string
    readonly start: string
    readonly provision: string
    readonly a: Answer
    readonly b: Answer
  }[]
}
