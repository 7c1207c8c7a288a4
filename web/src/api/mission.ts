// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query'

import type { Names } from '../text/named.ts'
import { ApiProblem, mayPass } from './api-problem.ts'
import { ask } from './ask.ts'

/** `[longitude, latitude]` in degrees, as in GeoJSON. */
export type LonLat = readonly [number, number]

export interface AgreedLine {
  readonly id: string
  readonly names: Names
  readonly kind: 'codified' | 'claimed' | 'working'
  readonly date: string | null
  readonly source: string
  readonly isLineOfContact: boolean
  readonly parts: readonly (readonly LonLat[])[]
}

export interface AgreedZone {
  readonly id: string
  readonly names: Names
  /** Polygons of closed rings. */
  readonly polygons: readonly (readonly (readonly LonLat[])[])[]
  readonly edges: readonly {
    readonly party: string
    readonly line: string
    readonly kilometres: number
    readonly parts: readonly (readonly LonLat[])[]
  }[]
}

interface Named {
  readonly id: string
  readonly names: Names
}

/** The adopted terms, as GET /api/v1/agreement answers. */
export interface Mission {
  readonly id: string
  readonly names: Names
  readonly exercise: boolean
  readonly mapNote: Names
  readonly inForce: { readonly from: string; readonly until: string | null }
  /** IANA name of the zone of the mission's official time. */
  readonly timeZone: string
  readonly parties: readonly Named[]
  readonly provisions: readonly Named[]
  /** What the steps of a response are called, by whose breach it answers. */
  readonly ladders: readonly { readonly breachingParty: string; readonly steps: readonly Named[] }[]
  readonly objects: readonly {
    readonly id: string
    readonly names: Names | null
    readonly class: string
    readonly position: LonLat
  }[]
  readonly lines: readonly AgreedLine[]
  readonly zones: readonly AgreedZone[]
}

const ASKED_AGAIN_MS = 5_000

/** The terms that the mission goes by, with their lines and zones as they lie now. */
export const useMission = () =>
  useQuery({
    queryKey: ['agreement'],
    queryFn: ({ signal }) => ask<Mission>('/api/v1/agreement', { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    // Without the terms there is no map and no official time: they are asked for until they come. Whoever waits goes by `failureReason`.
    retry: (_, error) => error instanceof ApiProblem && mayPass(error.status),
    retryDelay: ASKED_AGAIN_MS,
  })
