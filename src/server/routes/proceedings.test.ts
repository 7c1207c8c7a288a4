// SPDX-License-Identifier: Apache-2.0
import { afterEach, describe, expect, test } from 'vitest'

import { openPeopleDesk, type Browser, type PeopleDeskPlace } from '../../../test/people-desk.ts'
import { shipped } from '../../../test/sample-terms.ts'
import { createProceedingQueries } from '#adapters'
import { STANDING_HYPOTHESES } from '#assessments'
import { digestOf, ok, toInstant } from '#kernel'
import type { Compartment, Role } from '#people'
import { proceedingParts } from '#server'

const TERMS = shipped('exercise-2026')
const [PARTY_A, PARTY_B] = TERMS.parties.map(({ id }) => id) as [string, string]
const HOUR_MS = 3_600_000
const ID = digestOf('an incident')
const OPENED = { kind: 'opened', basis: [{ kind: 'possible-violation', id: ID, incident: ID }] }
const JUDGED = {
  outcome: { kind: 'confirmed-violation' },
  probability: 0.9,
  confidence: 'moderate',
  grounds: 'g',
}

const places: PeopleDeskPlace[] = []
afterEach(async () => {
  await Promise.all(places.splice(0).map((place) => place.close()))
})

/** A desk with one person in each chair, signed in; hours count from the breach. */
async function start() {
  let ids = 0
  const place = await openPeopleDesk(null, undefined, ({ ledger, database, context, clock }) =>
    proceedingParts({
      ledger,
      queries: createProceedingQueries(database, ledger, context.audienceSets),
      agreement: TERMS,
      exercise: true,
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
          }),
        ),
      reassess: (_incidents, without) =>
        Promise.resolve({
          probability: 0.4,
          means: without.length > 0 ? ['heard'] : ['heard', 'seen'],
          independentSources: 1,
        }),
    }),
  )
  places.push(place)
  const breachMs = place.clock.nowMs
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

const body = async (answer: Response): Promise<Record<string, unknown>> =>
  (await answer.json()) as Record<string, unknown>
const codesOf = async (answer: Response): Promise<readonly unknown[]> => {
  const { code, problems } = (await answer.json()) as { code: string; problems: readonly { code: string }[] }
  return [answer.status, code, problems.map((one) => one.code)]
}

async function upToVerified({ chairs }: Awaited<ReturnType<typeof start>>): Promise<void> {
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
    await analyst.ask('POST', '/api/v1/cases/k1/events', weighed)
  }
  await analyst.ask('POST', '/api/v1/cases/k1/events', { kind: 'drafted', ...JUDGED })
  await analyst.ask('POST', '/api/v1/cases/k1/events', { kind: 'submitted' })
  await verifier.ask('POST', '/api/v1/cases/k1/events', { kind: 'second-review', ...JUDGED })
  expect(
    (await verifier.ask('POST', '/api/v1/cases/k1/events', { kind: 'verified', note: 'n' })).status,
  ).toBe(201)
}

describe('proceedings over the interface', () => {
  test('[PR4] roles open doors, the table says why not, and the row comes with the refusal', async () => {
    const desk = await start()
    const { analyst, verifier, commissioner, liaisonA } = desk.chairs
    expect((await desk.place.ask('GET', '/api/v1/cases')).status).toBe(401)
    expect((await verifier.ask('POST', '/api/v1/cases', OPENED)).status).toBe(403)
    const opened = await analyst.ask('POST', '/api/v1/cases', OPENED)
    expect([opened.status, await body(opened)]).toMatchObject([
      201,
      { id: 'k1', state: 'open', log: { name: 'public' } },
    ])
    const early = await verifier.ask('POST', '/api/v1/cases/k1/events', { kind: 'verified', note: 'n' })
    expect(await body(early)).toMatchObject({
      status: 409,
      problems: [
        {
          code: 'illegal-event',
          params: { lifecycle: 'case', state: 'open', event: 'verified', refused: 'not-submitted-yet' },
        },
      ],
    })
    for (const reader of [commissioner, liaisonA]) {
      expect((await reader.ask('GET', '/api/v1/cases/k1')).status).toBe(404)
      expect(await body(await reader.ask('GET', '/api/v1/cases'))).toMatchObject({
        items: [],
        total: { atLeast: 0 },
      })
    }
    const seen = (await body(await analyst.ask('GET', '/api/v1/cases/k1'))) as {
      actions: { event: string; open: boolean; because: string | null }[]
    }
    const actions = new Map(seen.actions.map((one) => [one.event, one.because]))
    expect([actions.get('drafted'), actions.get('verified'), actions.get('recomputed')]).toEqual([
      null,
      'not-submitted-yet',
      'done-by-the-service',
    ])
    const wrong = await analyst.ask('POST', '/api/v1/cases/k1/events', { kind: 'drafted', probability: 2 })
    expect((await codesOf(wrong)).slice(0, 2)).toEqual([400, 'body-unusable'])
    const tables = await body(await desk.place.ask('GET', '/api/v1/lifecycles'))
    expect(Object.keys(tables)).toEqual([
      'case',
      'attribution',
      'response',
      'verification-request',
      'notification',
      'harm',
      'impediment',
      'delivery',
    ])
  })

  test('[PR5] each party reads its own message alone, acknowledges it and answers; both learn it with the finding', async () => {
    const desk = await start()
    await upToVerified(desk)
    const { releaser, liaisonA, liaisonB } = desk.chairs
    desk.at(6)
    const told = {
      kind: 'sent-to-parties',
      notice: 'told alike',
      roundKilometres: 10,
      urgent: true,
      until: desk.hour(10),
      parties: [PARTY_A, PARTY_B],
    }
    expect((await releaser.ask('POST', '/api/v1/cases/k1/events', told)).status).toBe(201)
    const own = (await body(await liaisonA.ask('GET', '/api/v1/messages'))) as { items: { id: string }[] }
    expect(own.items.map(({ id }) => id)).toEqual([`k1.1.${PARTY_A}`])
    expect((await liaisonB.ask('GET', `/api/v1/messages/k1.1.${PARTY_A}`)).status).toBe(404)
    expect((await liaisonB.ask('POST', `/api/v1/messages/k1.1.${PARTY_A}/reply`, { text: 't' })).status).toBe(
      404,
    )
    expect((await liaisonA.ask('POST', `/api/v1/messages/k1.1.${PARTY_A}/receipt`)).status).toBe(201)
    expect(await codesOf(await liaisonA.ask('POST', `/api/v1/messages/k1.1.${PARTY_A}/receipt`))).toEqual([
      409,
      'conflict',
      ['receipt-there'],
    ])
    expect(
      (await liaisonA.ask('POST', `/api/v1/messages/k1.1.${PARTY_A}/reply`, { text: 'not us' })).status,
    ).toBe(201)
    desk.at(11)
    await releaser.ask('POST', '/api/v1/cases/k1/events', { kind: 'window-ended' })
    const released = {
      kind: 'released',
      audiences: ['public'],
      reason: 'r',
      roundKilometres: 10,
      embargoUntil: desk.hour(26),
      summary: 's',
    }
    expect((await releaser.ask('POST', '/api/v1/cases/k1/events', released)).status).toBe(201)
    expect((await liaisonB.ask('GET', '/api/v1/findings/k1')).status).toBe(404)
    desk.at(26)
    for (const reader of [liaisonA, liaisonB]) {
      const finding = await body(await reader.ask('GET', '/api/v1/findings/k1'))
      expect(finding['document']).toMatchObject({
        replies: [
          { party: PARTY_A, reply: { text: 'not us' } },
          { party: PARTY_B, reply: null },
        ],
      })
    }
  })

  test('[PR6] an observation left out makes the case be worked out again, and a draft from before is not submitted', async () => {
    const desk = await start()
    const { analyst } = desk.chairs
    await analyst.ask('POST', '/api/v1/cases', OPENED)
    await analyst.ask('POST', '/api/v1/cases/k1/events', {
      kind: 'drafted',
      ...JUDGED,
      outcome: { kind: 'unable-to-determine' },
    })
    desk.at(3)
    await analyst.ask('POST', '/api/v1/cases/k1/events', {
      kind: 'observation-excluded',
      observation: ID,
      reason: 'replayed',
    })
    const seen = await body(await analyst.ask('GET', '/api/v1/cases/k1'))
    expect(seen['document']).toMatchObject({
      means: ['heard'],
      recomputed: [{ probability: 0.4 }],
      excluded: [{ reason: 'replayed' }],
    })
    expect(
      await codesOf(await analyst.ask('POST', '/api/v1/cases/k1/events', { kind: 'submitted' })),
    ).toEqual([409, 'conflict', ['draft-before-recomputation']])
  })

  test('[PR7] a party notifies and asks for itself alone', async () => {
    const desk = await start()
    const { analyst, liaisonA, liaisonB } = desk.chairs
    const notification = {
      kind: 'demining',
      from: desk.hour(1),
      until: desk.hour(5),
      place: { latitude: 48, longitude: 33 },
      radiusKilometres: 2,
      text: 't',
    }
    const notify = { kind: 'received', party: PARTY_A, notification }
    expect((await liaisonB.ask('POST', '/api/v1/notifications', notify)).status).toBe(403)
    expect((await analyst.ask('POST', '/api/v1/notifications', notify)).status).toBe(403)
    expect((await liaisonA.ask('POST', '/api/v1/notifications', notify)).status).toBe(201)
    expect((await liaisonB.ask('GET', '/api/v1/notifications/k1')).status).toBe(404)
    expect(
      (await liaisonB.ask('POST', '/api/v1/notifications/k1/events', { kind: 'withdrawn', reason: 'r' }))
        .status,
    ).toBe(404)
    expect((await analyst.ask('GET', '/api/v1/notifications/k1')).status).toBe(200)
    const asked = { kind: 'received', party: PARTY_A, provision: null, text: 't', answerBy: desk.hour(48) }
    expect((await liaisonA.ask('POST', '/api/v1/requests', asked)).status).toBe(201)
    expect(
      (await analyst.ask('POST', '/api/v1/requests/k2/events', { kind: 'accepted', owner: 'ann' })).status,
    ).toBe(201)
  })
})
