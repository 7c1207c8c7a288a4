// SPDX-License-Identifier: Apache-2.0
import { digestOfJson } from '#kernel'
import { METHOD_CARD_SCHEMA, type MethodCard } from '#reports'

import type { SeedScore } from './score-seed.ts'

type Rates = MethodCard['anyProvision']

/** The card of the engine that ran all these seeds; `knownFailures` are words for a person to choose. */
export function toMethodCard(scores: readonly SeedScore[], knownFailures: readonly string[]): MethodCard {
  const [first] = scores
  if (first === undefined) throw new Error('no seed was scored')
  const { engine } = first
  const spreadOf = (figure: (score: SeedScore) => number | null) => toSpread(scores.map(figure))
  const ratesOf = (pick: (score: SeedScore) => Rates | undefined): Rates => {
    const meanOf = (rate: keyof Rates) => toSpread(scores.map((score) => pick(score)?.[rate] ?? null))?.mean
    return {
      baseRate: meanOf('baseRate') ?? null,
      precision: meanOf('precision') ?? null,
      recall: meanOf('recall') ?? null,
    }
  }
  return {
    schema: METHOD_CARD_SCHEMA,
    engine: engine.name,
    version: engine.version,
    parameters: digestOfJson(engine.parameters),
    data: {
      scenario: first.scenario,
      agreement: first.agreement,
      seeds: scores.map(({ seed }) => seed),
    },
    figures: {
      matchedShare: spreadOf(({ truth: { matched, missed, merged } }) =>
        shareOf(matched, matched + missed + merged),
      ),
      falseShare: spreadOf(({ truth }) => shareOf(truth.false, truth.matched + truth.false)),
      ellipseCoverage: spreadOf(({ truth }) => truth.ellipseCoverage),
      ece: spreadOf(({ truth }) => truth.ece),
      ari: spreadOf(({ truth }) => truth.ari),
    },
    anyProvision: ratesOf(({ violations }) => violations.any),
    // A provision that was neither broken nor listed has nothing to show.
    provisions: first.violations.provisions
      .map(({ provision, act, threshold }) => ({
        provision,
        act,
        threshold,
        ...ratesOf(({ violations }) => violations.provisions.find((one) => one.provision === provision)),
      }))
      .filter(({ precision, recall }) => precision !== null || recall !== null),
    knownFailures: [...knownFailures],
  }
}

/** Mean, lowest and highest of the seeds that have the figure, with six decimals. */
function toSpread(values: readonly (number | null)[]): MethodCard['figures']['ece'] {
  const known = values.filter((value) => value !== null)
  if (known.length === 0) return null
  return {
    mean: toSix(known.reduce((sum, value) => sum + value, 0) / known.length),
    lowest: toSix(Math.min(...known)),
    highest: toSix(Math.max(...known)),
  }
}

const shareOf = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole)

const toSix = (value: number): number => Math.round(value * 1e6) / 1e6
