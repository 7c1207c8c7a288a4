// SPDX-License-Identifier: Apache-2.0
import { DEFAULT_PROCEDURE, type Agreement, type Procedure } from '#agreement'
import type { Attribution, Case, CaseEvent } from '#assessments'
import { RECORD_SCHEMA, type Acknowledgement, type LedgerTurn } from '#evidence'
import {
  ok,
  problem,
  refuse,
  type Actor,
  type JsonValue,
  type Problem,
  type Recorded,
  type Result,
} from '#kernel'

import { agreedSteps } from '../decide-response.ts'
import { findPatterns } from '../patterns.ts'
import type { ResponseEvent } from '../response-event.ts'
import type { ResponseCase } from '../response.ts'
import { proceedingNamed, streamOf, type ProceedingName, type ProceedingRecordBody } from './registry.ts'

/** The service itself, where a clock runs out or one decision brings another with it. */
export const SERVICE: Actor = {
  person: 'service',
  organisation: 'mission',
  nation: '',
  compartment: 'mechanism',
  roles: [],
}

export interface Command {
  readonly name: ProceedingName
  readonly id: string
  readonly event: { readonly kind: string }
  readonly actor: Actor
  /** RFC 3339 in UTC. */
  readonly at: string
}

export interface CarriedOut {
  readonly state: unknown
  readonly acknowledgement: Acknowledgement
}

/**
 * Carries out one event of one proceeding in a turn of the ledger: folds what stands, decides, appends, and appends what follows from it
 * in other proceedings. Refuses with the row of the table or every rule broken; then nothing was appended. An attribution and the
 * response to a finding bear the id of their case.
 */
export async function carryOut(
  turn: LedgerTurn,
  agreement: Agreement,
  command: Command,
): Promise<Result<CarriedOut>> {
  const { name, id, at } = command
  const proceeding = proceedingNamed(name)
  const decided = await decideCommand(turn, agreement, command)
  if (!decided.ok) return decided
  const { state, recorded } = decided.value
  const acknowledgement = await turn.append('public', {
    schema: RECORD_SCHEMA,
    kind: proceeding.recordKind,
    time: at,
    audiences: proceeding.audiencesOf(state),
    body: bodyOf(name, id, recorded) as unknown as { readonly [key: string]: JsonValue },
  })
  await follow(turn, agreement, command)
  return ok({ state, acknowledgement })
}

/** What would stand, and what would go out, had the command been carried out. */
export interface Decided {
  readonly state: unknown
  readonly recorded: Recorded<{ readonly kind: string }>
}

/** The decision of `carryOut` without carrying anything out: nothing is appended. */
export async function decideCommand(
  turn: Pick<LedgerTurn, 'entries'>,
  agreement: Agreement,
  command: Command,
): Promise<Result<Decided>> {
  const { name, id, event, actor, at } = command
  const proceeding = proceedingNamed(name)
  const before = await stateOf(turn, name, id)
  const across = await acrossProblems(turn, agreement, command)
  const concluded = await concludedResponses(turn, id, event)
  const decided = proceeding.decide(id, before, event, {
    actor,
    at,
    agreement,
    isResponseConcluded: (response) => concluded.has(response),
  })
  if (!decided.ok) return decided
  if (across.length > 0) return refuse(...across)
  return ok({ state: proceeding.apply(id, before, decided.value), recorded: decided.value })
}

/** What stands of a proceeding: the fold over its records; null where there are none. */
export async function stateOf(
  turn: Pick<LedgerTurn, 'entries'>,
  name: ProceedingName,
  id: string,
): Promise<unknown> {
  const proceeding = proceedingNamed(name)
  let state: unknown = null
  for await (const { content } of turn.entries('public', { stream: streamOf(name, id) })) {
    if (content.kind !== 'record') continue
    const { recorded } = content.record.body as unknown as ProceedingRecordBody
    state = proceeding.apply(id, state, recorded)
  }
  return state
}

/** Appends every event of a proceeding that has become due, once each. */
export async function carryOutDue(
  turn: LedgerTurn,
  agreement: Agreement,
  { name, id }: Pick<Command, 'name' | 'id'>,
  at: string,
): Promise<readonly Acknowledgement[]> {
  const state = await stateOf(turn, name, id)
  if (state === null) return []
  const done: Acknowledgement[] = []
  for (const event of proceedingNamed(name).dueEvents(state, at)) {
    const carried = await carryOut(turn, agreement, { name, id, event, actor: SERVICE, at })
    // Refused where another event of this very turn has settled it.
    if (carried.ok) done.push(carried.value.acknowledgement)
  }
  return done
}

type Reads = Pick<LedgerTurn, 'entries'>

const bodyOf = (
  name: ProceedingName,
  id: string,
  recorded: Recorded<{ readonly kind: string }>,
): ProceedingRecordBody => ({ stream: streamOf(name, id), id, recorded })

/** What one proceeding asks of another before it begins, or before it ends in another. */
async function acrossProblems(
  turn: Reads,
  { procedure = DEFAULT_PROCEDURE }: Agreement,
  { name, id, event }: Command,
): Promise<readonly Problem[]> {
  if (name === 'cases' && event.kind === 'merged') {
    const { into } = event as Extract<CaseEvent, { kind: 'merged' }>
    const other = (await stateOf(turn, 'cases', into)) as Case | null
    return other === null || other.state === 'merged'
      ? [problem('into', 'no-case-to-merge-into', { case: into })]
      : []
  }
  if (event.kind !== 'opened') return []
  if (name === 'attributions')
    return (await isPatternResponse(turn, id)) ? [] : confirmedProblems(turn, id, 'id')
  if (name !== 'responses') return []
  const { because, breach, firstKnowledge } = event as Extract<ResponseEvent, { kind: 'opened' }>
  const cases = casesOf(because)
  const unconfirmed: Problem[] = []
  const subjects: Case['subject'][] = []
  for (const one of cases) {
    unconfirmed.push(...(await confirmedProblems(turn, one, 'because')))
    const state = (await stateOf(turn, 'cases', one)) as Case | null
    if (state !== null) subjects.push(state.subject)
  }
  if (unconfirmed.length > 0) return unconfirmed
  const earliest = (of: (subject: Case['subject']) => string): string => subjects.map(of).sort()[0] ?? ''
  return [
    ...(because.kind === 'pattern' && !isPattern(procedure.patterns, because, subjects)
      ? [problem('because', 'pattern-not-there')]
      : []),
    ...(because.kind === 'finding' && because.case !== id
      ? [problem('id', 'response-bears-id-of-case')]
      : []),
    ...(breach === earliest((subject) => subject.breach) ? [] : [problem('breach', 'clock-not-of-case')]),
    ...(firstKnowledge === earliest((subject) => subject.firstKnowledge)
      ? []
      : [problem('firstKnowledge', 'clock-not-of-case')]),
  ]
}

/** Whether the terms make one pattern of all these cases. */
function isPattern(
  rules: Procedure['patterns'],
  because: { readonly provision: string; readonly cases: readonly string[] },
  subjects: readonly Case['subject'][],
): boolean {
  const cases = [...new Set(because.cases)]
  if (cases.length !== because.cases.length || subjects.length !== cases.length) return false
  const breaches = cases.map((one, k) => ({ case: one, ...subjects[k]! }))
  return findPatterns(rules, breaches).some(
    (one) => one.provision === because.provision && one.cases.length === cases.length,
  )
}

/** A response to a pattern is attributed as a whole, under its own id. */
async function isPatternResponse(turn: Reads, id: string): Promise<boolean> {
  const response = (await stateOf(turn, 'responses', id)) as ResponseCase | null
  return response?.because.kind === 'pattern'
}

async function confirmedProblems(turn: Reads, id: string, path: string): Promise<readonly Problem[]> {
  const state = (await stateOf(turn, 'cases', id)) as Case | null
  const isOut = state?.state === 'released' || state?.state === 'closed'
  return isOut && state?.outcome?.kind === 'confirmed-violation'
    ? []
    : [problem(path, 'no-confirmed-violation', { case: id })]
}

/** The response that a case names when it is closed, if that was opened for this case and ended with an outcome. */
async function concludedResponses(
  turn: Reads,
  id: string,
  event: { readonly kind: string },
): Promise<ReadonlySet<string>> {
  const response = (event as { readonly response?: unknown }).response
  if (event.kind !== 'closed' || typeof response !== 'string') return new Set()
  const state = (await stateOf(turn, 'responses', response)) as ResponseCase | null
  if (state?.state !== 'concluded') return new Set()
  const { because } = state
  return new Set(casesOf(because).includes(id) ? [response] : [])
}

/** A confirmed violation that was closed by this response is open again with it: nobody has answered for it yet. */
async function reopenAnswered(turn: LedgerTurn, agreement: Agreement, { id, at }: Command): Promise<void> {
  const response = (await stateOf(turn, 'responses', id)) as ResponseCase | null
  if (response === null) return
  for (const one of casesOf(response.because)) {
    const kase = (await stateOf(turn, 'cases', one)) as Case | null
    const owesAnswer = kase?.state === 'closed' && kase.outcome?.kind === 'confirmed-violation'
    if (!owesAnswer || kase.response !== id) continue
    const event: CaseEvent = { kind: 'answer-reopened', response: id }
    await carryOut(turn, agreement, { name: 'cases', id: one, event, actor: SERVICE, at })
  }
}

const casesOf = (because: ResponseCase['because']): readonly string[] =>
  because.kind === 'finding' ? [because.case] : because.cases

/**
 * What the Commission found reaches the response, whichever of the two came first. Where the response has gone too far to take it, both
 * stand as they are and differ for people to see.
 */
async function follow(turn: LedgerTurn, agreement: Agreement, command: Command): Promise<void> {
  const { name, id, event, at } = command
  if (name === 'responses' && event.kind === 'reopened') await reopenAnswered(turn, agreement, command)
  const meets =
    (name === 'attributions' && event.kind === 'decided') || (name === 'responses' && event.kind === 'opened')
  if (!meets) return
  const attribution = (await stateOf(turn, 'attributions', id)) as Attribution | null
  const response = (await stateOf(turn, 'responses', id)) as ResponseCase | null
  if (attribution?.state !== 'decided' || attribution.proposal === null || response === null) return
  const { conclusion } = attribution.proposal
  const party = conclusion.kind === 'not-attributable' ? null : conclusion.party
  const found: ResponseEvent = {
    kind: 'responsibility-found',
    attribution: id,
    party,
    steps: [...agreedSteps(agreement, party)],
  }
  await carryOut(turn, agreement, { name: 'responses', id, event: found, actor: SERVICE, at })
}
