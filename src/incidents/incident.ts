// SPDX-License-Identifier: Apache-2.0
import type { Hypothesis, Means } from '#agreement'
import type { Digest, Ellipse, Interval, Likelihood, Position, Reason } from '#kernel'

/** Observations assessed as the same physical occurrence: counted once. */
export interface Incident {
  /** Digest of the earliest member: by time, then by digest. */
  readonly id: Digest
  readonly interval: Interval
  readonly geometry: Ellipse
  /** Observation ids in order of time, then digest. */
  readonly members: readonly Digest[]
  readonly means: readonly Means[]
  readonly independentSources: number
  /** In the order of the vocabulary; sums to one. */
  readonly hypotheses: readonly { readonly hypothesis: Hypothesis; readonly probability: number }[]
  /** That it was military activity: shelling, strike or other. */
  readonly likelihood: Likelihood
  /** Every contribution that speaks for or against, summing to the log-odds of `likelihood` before it is held to 1-99 %. */
  readonly reasons: readonly Reason[]
}

/** A place that is hot again and again, with the observations it accounts for: works, flares, quarries. */
export interface SteadySource {
  readonly id: Digest
  readonly center: Position
  readonly radiusMeters: number
  readonly members: readonly Digest[]
  readonly reasons: readonly Reason[]
}

/** Observations that make no incident, with the reason: what tells of no effect, or more likely of nothing than of something. */
export interface SetAside {
  /** Digest of the earliest. */
  readonly id: Digest
  readonly members: readonly Digest[]
  readonly reasons: readonly Reason[]
}

/** Something to be walked, whose length is known; a list is one. */
export interface CountedIterable<T> extends Iterable<T> {
  readonly length: number
}

/** Every observation belongs to exactly one incident or one steady source, or is set aside once. */
export interface Partition {
  readonly engine: {
    readonly name: string
    readonly version: string
    readonly parameters: Readonly<Record<string, number | string>>
  }
  /** In the order of their earliest members; may be worked out as it is walked, so that a million never lie in memory. */
  readonly incidents: CountedIterable<Incident>
  readonly steadySources: readonly SteadySource[]
  /** By their earliest members. */
  readonly setAside: readonly SetAside[]
}
