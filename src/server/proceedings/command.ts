// SPDX-License-Identifier: Apache-2.0
import type { Case, CaseBasis } from '#assessments'
import { formatInstant, ok, problem, refuse, type Actor, type Digest, type Result } from '#kernel'
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
  const recomputed = await recomputation(ports, name, id, event)
  const done = await ledger.write(async (turn): Promise<Result<CarriedOut>> => {
    const first = await carryOut(turn, agreement, { name, id, event, actor, at })
    if (!first.ok || recomputed === null) return first
    return carryOut(turn, agreement, { name, id, event: recomputed, actor: SERVICE, at })
  })
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
): Promise<Event | null> {
  const changes = event.kind === 'observation-excluded' || event.kind === 'observation-included'
  if (name !== 'cases' || !changes) return null
  const before = (await stateOf(ports.ledger, 'cases', id)) as Case | null
  if (before === null) return null
  const { observation } = event as Event & { readonly observation: Digest }
  const others = before.excluded.map((one) => one.observation).filter((one) => one !== observation)
  const without = event.kind === 'observation-excluded' ? [...others, observation] : others
  const incidents = before.basis.flatMap(({ basis }) => (basis.kind === 'allegation' ? [] : [basis.incident]))
  const found = await ports.reassess(incidents, without)
  const nothingLeft = { probability: LEAST_PROBABILITY, means: [], independentSources: 0 }
  return { kind: 'recomputed', ...(found ?? nothingLeft) }
}

/** Neither nothing nor certainty is ever claimed (ICD 203). */
const LEAST_PROBABILITY = 0.01

/** The first event of a case, its subject filled in where only what it rests on was given. */
export async function withSubject(ports: ProceedingPorts, body: unknown): Promise<Result<unknown>> {
  if (typeof body !== 'object' || body === null || !('kind' in body) || body.kind !== 'opened')
    return ok(body)
  if ('subject' in body || !('basis' in body) || !Array.isArray(body.basis)) return ok(body)
  const listed = (body.basis as readonly unknown[]).filter(isListed)
  if (listed.length === 0) return refuse(problem('subject', 'subject-missing'))
  const subject = await ports.subjectOf(listed)
  return subject.ok ? ok({ ...body, subject: subject.value }) : subject
}

const isListed = (basis: unknown): basis is CaseBasis =>
  typeof basis === 'object' &&
  basis !== null &&
  'kind' in basis &&
  (basis.kind === 'possible-violation' || basis.kind === 'indication') &&
  'id' in basis &&
  typeof basis.id === 'string'
