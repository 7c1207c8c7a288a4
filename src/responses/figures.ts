// SPDX-License-Identifier: Apache-2.0
import { clocksOf, type ResponseCase } from './response.ts'
import type { ClockStanding } from './clock.ts'

/** How long it took to a step, over those responses whose ladder has it. */
export interface StepFigures {
  readonly step: string
  /** Responses whose ladder has the step: what every number below is a part of. */
  readonly of: number
  readonly decided: number
  readonly standings: Readonly<Record<ClockStanding, number>>
  /** Median seconds over the decided ones, from the breach and from first knowledge; null where none was. */
  readonly medianSecondsSinceBreach: number | null
  readonly medianSecondsSinceKnowledge: number | null
}

/** What became of remedies, each number with what it is a part of. */
export interface RemedyFigures {
  readonly set: number
  readonly done: number
  readonly notDone: number
  readonly cannotTell: number
  readonly open: number
  readonly overdue: number
}

export interface SideFigures {
  /** Null where responsibility could not be attributed or is not known yet. */
  readonly party: string | null
  readonly responses: number
  readonly concluded: number
  readonly remedied: number
  readonly steps: readonly StepFigures[]
  readonly remedies: RemedyFigures
}

export interface ResponseFigures {
  /** RFC 3339 in UTC. */
  readonly at: string
  readonly all: Omit<SideFigures, 'party'>
  /** Every party of the agreement, also those with nothing, and what is nobody's. */
  readonly sides: readonly SideFigures[]
}

/** What the Commission asks of its own work: time to each step, what was remedied, per side; every number beside its denominator. */
export function responseFigures(
  responses: readonly ResponseCase[],
  parties: readonly string[],
  at: string,
): ResponseFigures {
  const of = (party: string | null): readonly ResponseCase[] =>
    responses.filter(({ responsibility }) => (responsibility?.party ?? null) === party)
  return {
    at,
    all: sideOf(responses, at),
    sides: [...parties, null].map((party) => ({ party, ...sideOf(of(party), at) })),
  }
}

function sideOf(responses: readonly ResponseCase[], at: string): Omit<SideFigures, 'party'> {
  const ended = responses.flatMap(({ concluded }) => (concluded === null ? [] : [concluded.outcome]))
  return {
    responses: responses.length,
    concluded: ended.length,
    remedied: ended.filter((outcome) => outcome === 'remedied').length,
    steps: stepFigures(responses, at),
    remedies: remedyFigures(responses, at),
  }
}

function stepFigures(responses: readonly ResponseCase[], at: string): readonly StepFigures[] {
  const taken = responses.flatMap((response) =>
    clocksOf(response, at).map((clock, k) => ({ ...clock, decided: response.steps[k]!.decided !== null })),
  )
  const steps = [...new Set(taken.map(({ step }) => step))].sort()
  return steps.map((step) => {
    const clocks = taken.filter((one) => one.step === step)
    const decided = clocks.filter((one) => one.decided)
    const standings: Record<ClockStanding, number> = {
      running: 0,
      met: 0,
      late: 0,
      overdue: 0,
      'elapsed-before-knowledge': 0,
    }
    for (const { standing } of clocks) standings[standing] += 1
    return {
      step,
      of: clocks.length,
      decided: decided.length,
      standings,
      medianSecondsSinceBreach: median(decided.map((one) => one.sinceBreachSeconds)),
      medianSecondsSinceKnowledge: median(decided.map((one) => one.sinceKnowledgeSeconds)),
    }
  })
}

function remedyFigures(responses: readonly ResponseCase[], at: string): RemedyFigures {
  const remedies = responses.flatMap((one) => one.remedies)
  const resultOf = (result: string): number =>
    remedies.filter(({ verified }) => verified?.result === result).length
  const open = remedies.filter(({ verified }) => verified === null)
  return {
    set: remedies.length,
    done: resultOf('done'),
    notDone: resultOf('not-done'),
    cannotTell: resultOf('cannot-tell'),
    open: open.length,
    overdue: open.filter(({ dueAt }) => Date.parse(dueAt) <= Date.parse(at)).length,
  }
}

/** The lower of the two in the middle where their number is even: a time that was really taken. */
function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null
}
