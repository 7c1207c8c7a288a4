// SPDX-License-Identifier: Apache-2.0

/** Something that a person did, and when. */
export interface Signed {
  readonly person: string
  readonly at: string
}

export interface Place {
  readonly latitude: number
  readonly longitude: number
}

export interface Outcome {
  readonly kind: string
  readonly reason?: string
  readonly permitted?: string
}

export interface Judgement extends Signed {
  readonly outcome: Outcome
  readonly probability: number
  readonly confidence: string
  readonly grounds: string
  readonly singleMeansBecause?: string
}

export type Basis =
  | { readonly kind: 'possible-violation' | 'indication'; readonly id: string; readonly incident: string }
  | {
      readonly kind: 'allegation'
      readonly by: string
      readonly who: string
      readonly text: string
      readonly attachments: readonly string[]
    }

export interface WeighedEvidence extends Signed {
  readonly evidence: { readonly kind: string; readonly id: string }
  readonly hypothesis: string
  readonly weighs: 'for' | 'against' | 'neither'
  readonly source: string
  readonly information: string
  readonly note: string
}

/** A case as GET /api/v1/cases/{id} answers it. */
export interface CaseDocument {
  readonly id: string
  readonly state: string
  readonly version: number
  readonly openedBy: string
  readonly openedAt: string
  readonly subject: {
    readonly provision: string
    readonly breach: string
    readonly firstKnowledge: string
    readonly place: Place
    readonly means: readonly string[]
  }
  readonly basis: readonly (Signed & { readonly basis: Basis })[]
  readonly hypotheses: readonly {
    readonly hypothesis: string
    readonly statement: string
    readonly disprovedBy: string
  }[]
  readonly weighed: readonly WeighedEvidence[]
  readonly excluded: readonly (Signed & { readonly observation: string; readonly reason: string })[]
  readonly recomputed: readonly (Signed & {
    readonly probability: number
    readonly means: readonly string[]
    readonly independentSources: number
  })[]
  readonly withdrawn: readonly (Signed & { readonly evidence: string })[]
  readonly means: readonly string[]
  readonly isDraftStale: boolean
  readonly drafts: readonly Judgement[]
  readonly authors: readonly string[]
  readonly secondReviews: readonly Judgement[]
  readonly sentBack: readonly (Signed & { readonly kind: string; readonly reason: string })[]
  readonly verification: (Signed & { readonly note: string }) | null
  readonly dissents: readonly (Signed & { readonly text: string })[]
  readonly hearing: {
    readonly notice: string
    readonly roundKilometres: number
    readonly urgent: boolean
    readonly from: string
    readonly until: string
    readonly parties: readonly string[]
    readonly receipts: readonly (Signed & { readonly party: string })[]
    readonly replies: readonly (Signed & { readonly party: string; readonly text: string })[]
  } | null
  readonly findingClock: {
    readonly dueAt: string
    readonly overdueSince: string | null
    readonly releasedAt: string | null
  } | null
  readonly releases: readonly (Signed & {
    readonly audiences: readonly string[]
    readonly reason: string
    readonly roundKilometres: number
    readonly embargoUntil: string
    readonly summary: string
  })[]
  readonly corrections: readonly (Signed & { readonly reason: string })[]
  readonly outcome: Outcome | null
  readonly mergedInto: string | null
  readonly response: string | null
}

export interface MessageDocument {
  readonly about: string
  readonly version: number
  readonly party: string
  readonly provision: string
  readonly day: string
  readonly place: Place & { readonly withinKilometres: number }
  readonly notice: string
  readonly urgent: boolean
  readonly answerBy: string | null
}

export interface FindingDocument {
  readonly case: string
  readonly version: number
  readonly provision: string
  readonly day: string
  readonly place: Place & { readonly withinKilometres: number }
  readonly outcome: Outcome
  readonly probability: number
  readonly confidence: string
  readonly summary: string
  readonly replies: readonly {
    readonly party: string
    readonly reply: { readonly text: string; readonly at: string } | null
  }[]
  readonly dissents: readonly { readonly text: string; readonly at: string }[]
  readonly panel: { readonly unmet: readonly string[]; readonly untested: readonly string[] } | null
  readonly correction: { readonly reason: string; readonly at: string } | null
  readonly releasedAt: string
}
