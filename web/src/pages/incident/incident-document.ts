// SPDX-License-Identifier: Apache-2.0
import type { Reason } from '#kernel'

interface Position {
  readonly latitude: number
  readonly longitude: number
}

/** What the service keeps of an incident, as far as this reader may have it: outsiders get few of these fields. */
export interface IncidentDocument {
  readonly geometry?: {
    readonly center: Position
    readonly semiMajorMeters: number
    readonly semiMinorMeters: number
    readonly azimuthDegrees: number
  }
  readonly hypotheses?: readonly { readonly hypothesis: string; readonly probability: number }[]
  readonly likelihood?: { readonly probability: number; readonly band: string }
  readonly means?: readonly string[]
  readonly independentSources?: number
  readonly members?: readonly string[]
  readonly reasons?: readonly Reason[]
  readonly results?: readonly {
    readonly provision: string
    readonly act: string
    readonly verdict: string
    readonly probability: number
    readonly reasons: readonly Reason[]
  }[]
  readonly locality?: { readonly name: string }
  readonly facts?: Readonly<Record<string, unknown>>
}

/** An item as the desks answer it. */
export interface Item<Document> {
  readonly id: string
  readonly start: string
  readonly end: string
  readonly center: Position | null
  readonly since: number
  readonly document: Document
}

export interface ObservationDocument {
  readonly id: string
  readonly means?: string
  readonly effect?: string
  readonly source?: string
  readonly owner?: string
  readonly text?: string | null
  readonly placeName?: string | null
  readonly measurements?: Readonly<Record<string, number>>
  readonly [field: string]: unknown
}
