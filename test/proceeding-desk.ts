// SPDX-License-Identifier: Apache-2.0
import { expect } from 'vitest'

import { createExerciseSigner, createNodeCryptography, createProceedingQueries } from '#adapters'
import type { Agreement } from '#agreement'
import { STANDING_HYPOTHESES, type CaseSubject } from '#assessments'
import { digestOf, ok, toInstant } from '#kernel'
import type { Compartment, Role } from '#people'
import { proceedingParts } from '#server'

import { openPeopleDesk, type Browser } from './people-desk.ts'
import { shipped } from './sample-terms.ts'

export const TERMS = shipped('exercise-2026')
export const [PARTY_A, PARTY_B] = TERMS.parties.map(({ id }) => id) as [string, string]
export const CRYPTOGRAPHY = createNodeCryptography()
export const SIGNER = createExerciseSigner(CRYPTOGRAPHY)
export const HOUR_MS = 3_600_000
export const ID = digestOf('an incident')
export const OPENED = { kind: 'opened', basis: [{ kind: 'possible-violation', id: ID, incident: ID }] }
export const JUDGED = {
  outcome: { kind: 'confirmed-violation' },
  probability: 0.9,
  confidence: 'moderate',
  grounds: 'g',
}

/** A desk with one person in each chair, signed in; hours count from the breach. */
export async function openProceedingDesk(
  agreement: Agreement = TERMS,
  breachInHours = 0,
  subject: Partial<CaseSubject> = {},
) {
  let ids = 0
  const place = await openPeopleDesk(null, undefined, ({ ledger, database, context, clock, vault }) =>
    proceedingParts({
      ledger,
      queries: createProceedingQueries(database, ledger, context.audienceSets),
      agreement,
      exercise: true,
      signer: SIGNER,
      cryptography: CRYPTOGRAPHY,
      vault,
      now: () => toInstant(clock.nowMs),
      newId: () => `k${(ids += 1)}`,
      subjectOf: () =>
        Promise.resolve(
          ok({
            provision: 'heavy-fire',
            breach: hour(0),
            firstKnowledge: hour(2),
            place: { latitude: 48.01, longitude: 33.02 },
            means: ['heard', 'satellite-thermal'],
            ...subject,
          }),
        ),
      reassess: (_incidents, without) =>
        Promise.resolve({
          probability: 0.4,
          means: without.length > 0 ? ['heard'] : ['heard', 'seen'],
          independentSources: Math.max(1, without.length),
        }),
    }),
  )
  const breachMs = place.clock.nowMs + breachInHours * HOUR_MS
  const hour = (n: number): string => new Date(breachMs + n * HOUR_MS).toISOString()
  let signedInAt = place.clock.nowMs
  /** A session ends after half an hour without a request: whoever comes back later signs in again. */
  const chair = async (login: string, compartment: Compartment, role: Role, nation = 'FI') => {
    const person = await place.add(login, { compartment, roles: [role], nation })
    let browser = await place.signIn(person)
    let since = signedInAt
    const ask: Browser['ask'] = async (...asked) => {
      if (since !== signedInAt) browser = await place.signIn(person)
      since = signedInAt
      return browser.ask(...asked)
    }
    return { ask }
  }
  const chairs = {
    analyst: await chair('ann', 'mechanism', 'analyst'),
    verifier: await chair('ben', 'mechanism', 'verifier'),
    releaser: await chair('cem', 'mechanism', 'releaser'),
    commissioner: await chair('oda', 'commission', 'commissioner', 'FR'),
    second: await chair('pia', 'commission', 'commissioner', 'CH'),
    third: await chair('quo', 'commission', 'commissioner', 'GB'),
    liaisonA: await chair('lia', `party:${PARTY_A}`, 'liaison', 'AA'),
    liaisonB: await chair('lou', `party:${PARTY_B}`, 'liaison', 'BB'),
  }
  const at = (hours: number): void => {
    place.clock.nowMs = breachMs + hours * HOUR_MS
    signedInAt = place.clock.nowMs
  }
  return { place, chairs, hour, at }
}

export const body = async (answer: Response): Promise<Record<string, unknown>> =>
  (await answer.json()) as Record<string, unknown>
export const codesOf = async (answer: Response): Promise<readonly unknown[]> => {
  const { code, problems } = (await answer.json()) as { code: string; problems: readonly { code: string }[] }
  return [answer.status, code, problems.map((one) => one.code)]
}

export type ProceedingDesk = Awaited<ReturnType<typeof openProceedingDesk>>

/** A case from what was listed to verified. */
export async function upToVerified({ chairs }: ProceedingDesk, id = 'k1'): Promise<void> {
  const { analyst, verifier } = chairs
  expect((await analyst.ask('POST', '/api/v1/cases', OPENED)).status).toBe(201)
  for (const hypothesis of STANDING_HYPOTHESES) {
    const weighed = {
      kind: 'evidence-weighed',
      evidence: { kind: 'observation', id: ID },
      hypothesis,
      weighs: 'against',
      source: 'B',
      information: '2',
      note: 'n',
    }
    await analyst.ask('POST', `/api/v1/cases/${id}/events`, weighed)
  }
  await analyst.ask('POST', `/api/v1/cases/${id}/events`, { kind: 'drafted', ...JUDGED })
  await analyst.ask('POST', `/api/v1/cases/${id}/events`, { kind: 'submitted' })
  await verifier.ask('POST', `/api/v1/cases/${id}/events`, { kind: 'second-review', ...JUDGED })
  expect(
    (await verifier.ask('POST', `/api/v1/cases/${id}/events`, { kind: 'verified', note: 'n' })).status,
  ).toBe(201)
}
