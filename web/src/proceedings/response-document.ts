// SPDX-License-Identifier: Apache-2.0
import type { Names } from '../text/named.ts'
import type { Signed } from './case-document.ts'

export interface Vote {
  readonly person: string
  readonly nation?: string
  readonly vote: 'for' | 'against' | 'abstain'
  readonly dissent: string | null
  readonly at: string
}

export interface ResponseStep {
  readonly id: string
  readonly trigger: string
  readonly withinHours: number
  /** In each language, or by one name for all. */
  readonly decidedBy: Names | string
  readonly elsewhere: boolean
  readonly proposed: (Signed & { readonly grounds: string }) | null
  readonly votes: readonly Vote[]
  readonly decided: (Signed & Decision) | null
  readonly ranOut: (Signed & { readonly standing: string }) | null
}

export type Decision =
  | { readonly kind: 'step-decided'; readonly decision: string; readonly grounds: string }
  | {
      readonly kind: 'decided-elsewhere'
      readonly authority: string
      readonly decidedAt: string
      readonly document: string
    }

/** A response as GET /api/v1/responses/{id} answers it. */
export interface ResponseDocument {
  readonly id: string
  readonly state: string
  readonly because:
    | { readonly kind: 'finding'; readonly case: string }
    | { readonly kind: 'pattern'; readonly provision: string; readonly cases: readonly string[] }
  readonly breach: string
  readonly firstKnowledge: string
  readonly owner: string
  readonly responsibility: { readonly attribution: string; readonly party: string | null } | null
  readonly steps: readonly ResponseStep[]
  readonly elsewhere: readonly (Signed & Extract<Decision, { kind: 'decided-elsewhere' }>)[]
  readonly hotline: readonly (Signed & {
    readonly with: string
    readonly calledAt: string
    readonly text: string
    readonly reply: { readonly at: string; readonly text: string } | null
  })[]
  readonly remedies: readonly {
    readonly remedy: string
    readonly what: string
    readonly by: string
    readonly dueAt: string
    readonly reports: readonly (Signed & { readonly text: string })[]
    readonly verified: (Signed & { readonly result: string; readonly grounds: string }) | null
  }[]
  readonly concluded: (Signed & { readonly outcome: string; readonly grounds: string }) | null
}

/** An attribution as GET /api/v1/attributions/{id} answers it; for the Commission alone. */
export interface AttributionDocument {
  readonly id: string
  readonly case: string
  readonly state: string
  readonly soleSourceNation: string | null
  readonly openedAt: string
  readonly panel: readonly {
    readonly person: string
    readonly nation: string
    readonly organisation: string
    readonly conflictOfInterest: string | null
  }[]
  readonly recused: readonly { readonly person: string; readonly reason: string }[]
  readonly proposal: {
    readonly conclusion: { readonly kind: string; readonly party?: string }
    readonly intent: string
    readonly grounds: string
    readonly by: string
  } | null
  readonly votes: readonly Vote[]
  readonly decidedAt: string | null
  readonly panelUnmet: { readonly rules: readonly string[]; readonly because: string } | null
  readonly panelUntested: readonly string[]
}
