// SPDX-License-Identifier: Apache-2.0
import { caseSubjectSchema, type Case, type CaseBasis, type CaseSubject } from '#assessments'
import type { LedgerTurn } from '#evidence'
import {
  formatInstant,
  ok,
  problem,
  refuse,
  type Actor,
  type Digest,
  type Problem,
  type Result,
} from '#kernel'
import { carryOut, SERVICE, stateOf, type CarriedOut, type ProceedingName } from '#responses'

import { ProblemError } from '../problem.ts'
import type { ProceedingPorts } from './ports.ts'

type Event = { readonly kind: string }

/**
 * Carries out what somebody asked for, in one turn of the ledger. A case opened without a subject gets it from what it rests on; one
 * whose observations change is worked out again. Ends the request with every rule that says no.
 */
export async function command(
  ports: ProceedingPorts,
  name: ProceedingName,
  id: string,
  event: Event,
  actor: Actor,
): Promise<CarriedOut> {
  const { ledger, agreement } = ports
  const at = formatInstant(ports.now())
  let done: Result<CarriedOut> | null = null
  while (done === null) {
    const recomputed = await recomputation(ports, name, id, event)
    done = await ledger.write(async (turn): Promise<Result<CarriedOut> | null> => {
      // Somebody else left something out meanwhile: what was worked out is not of what stands now.
      if (recomputed !== null && (await recomputedOn(turn, id)) !== recomputed.basedOn) return null
      const first = await carryOut(turn, agreement, { name, id, event, actor, at })
      if (!first.ok || recomputed === null) return first
      return carryOut(turn, agreement, { name, id, event: recomputed.event, actor: SERVICE, at })
    })
  }
  if (done.ok) return done.value
  const isUnknown = done.problems.some(
    ({ code }) => code.startsWith('no-such-') && code.endsWith(name.slice(0, -1)),
  )
  throw new ProblemError({ code: isUnknown ? 'not-found' : 'conflict', problems: done.problems })
}

/** What a case comes to once an observation is left out or taken in again; null where nothing changes. */
async function recomputation(
  ports: ProceedingPorts,
  name: ProceedingName,
  id: string,
  event: Event,
): Promise<{ readonly event: Event; readonly basedOn: string } | null> {
  if (name !== 'cases' || !CHANGES_ASSESSMENT.includes(event.kind)) return null
  const before = (await stateOf(ports.ledger, 'cases', id)) as Case | null
  if (before === null) return null
  const { observation } = event as Event & { readonly observation?: Digest }
  const others = before.excluded.map((one) => one.observation).filter((one) => one !== observation)
  const without =
    event.kind === 'observation-excluded' && observation !== undefined ? [...others, observation] : others
  const incidents = before.basis.flatMap(({ basis }) => (basis.kind === 'allegation' ? [] : [basis.incident]))
  const found = await ports.reassess(incidents, without)
  const nothingLeft = { probability: LEAST_PROBABILITY, means: [], independentSources: 0 }
  return { event: { kind: 'recomputed', ...(found ?? nothingLeft) }, basedOn: basisOf(before) }
}

const CHANGES_ASSESSMENT: readonly string[] = [
  'observation-excluded',
  'observation-included',
  'evidence-withdrawn',
]

async function recomputedOn(turn: Pick<LedgerTurn, 'entries'>, id: string): Promise<string> {
  const now = (await stateOf(turn, 'cases', id)) as Case | null
  return now === null ? '' : basisOf(now)
}

/** Says whether two states of one case were worked out of the same: what it rests on and what is left out only ever get longer. */
const basisOf = ({ basis, recomputed }: Case): string => `${basis.length}/${recomputed.length}`

/** Neither nothing nor certainty is ever claimed (ICD 203). */
const LEAST_PROBABILITY = 0.01

/**
 * The first event of a case. What the machine listed must be there and brings its subject with it, clocks included; who opens a case of
 * a claim alone says what it is about. Material added later is held against the list in the same way.
 */
export async function withSubject(ports: ProceedingPorts, body: unknown): Promise<Result<unknown>> {
  if (typeof body !== 'object' || body === null || !('kind' in body)) return ok(body)
  if (body.kind === 'material-added' && 'basis' in body && isListed(body.basis)) {
    const there = await ports.subjectOf([body.basis])
    return there.ok ? ok(body) : there
  }
  if (body.kind !== 'opened' || !('basis' in body) || !Array.isArray(body.basis)) return ok(body)
  const listed = (body.basis as readonly unknown[]).filter(isListed)
  if (listed.length > 0) {
    if ('subject' in body) return refuse(problem('subject', 'subject-is-worked-out'))
    const subject = await ports.subjectOf(listed)
    return subject.ok ? ok({ ...body, subject: subject.value }) : subject
  }
  if (!('subject' in body)) return refuse(problem('subject', 'subject-missing'))
  const subject = caseSubjectSchema.safeParse(body.subject)
  // What cannot be read at all is for the schema of the event to say.
  const problems = subject.success ? claimProblems(subject.data, ports) : []
  return problems.length > 0 ? refuse(...problems) : ok(body)
}

function claimProblems(
  { provision, breach, firstKnowledge }: CaseSubject,
  { agreement, now }: Pick<ProceedingPorts, 'agreement' | 'now'>,
): readonly Problem[] {
  const isAhead = (instant: string): boolean => Date.parse(instant) > now()
  return [
    ...(agreement.provisions.some(({ id }) => id === provision)
      ? []
      : [problem('subject.provision', 'no-such-provision', { provision })]),
    ...(isAhead(breach) ? [problem('subject.breach', 'in-the-future')] : []),
    ...(isAhead(firstKnowledge) ? [problem('subject.firstKnowledge', 'in-the-future')] : []),
  ]
}

const isListed = (basis: unknown): basis is CaseBasis =>
  typeof basis === 'object' &&
  basis !== null &&
  'kind' in basis &&
  (basis.kind === 'possible-violation' || basis.kind === 'indication') &&
  'id' in basis &&
  typeof basis.id === 'string'
