// SPDX-License-Identifier: Apache-2.0
import { afterEach, describe, expect, test } from 'vitest'

import { digestOf } from '#kernel'

import {
  body,
  codesOf,
  ID,
  JUDGED,
  openProceedingDesk,
  OPENED,
  PARTY_A,
  PARTY_B,
  upToVerified,
  type ProceedingDesk,
} from '../../../test/proceeding-desk.ts'

const desks: ProceedingDesk[] = []
afterEach(async () => {
  await Promise.all(desks.splice(0).map(({ place }) => place.close()))
})
const start = async (): Promise<ProceedingDesk> => {
  const desk = await openProceedingDesk()
  desks.push(desk)
  return desk
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
      'stance',
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

  test('[PR6] of two who leave something out at once, the later reckons with both', async () => {
    const desk = await start()
    const { analyst } = desk.chairs
    await analyst.ask('POST', '/api/v1/cases', OPENED)
    const leaveOut = (observation: string) =>
      analyst.ask('POST', '/api/v1/cases/k1/events', {
        kind: 'observation-excluded',
        observation,
        reason: 'r',
      })
    const answers = await Promise.all([leaveOut(ID), leaveOut(digestOf('another'))])
    expect(answers.map(({ status }) => status)).toEqual([201, 201])
    const seen = await body(await analyst.ask('GET', '/api/v1/cases/k1'))
    expect(seen['document']).toMatchObject({
      recomputed: [{ independentSources: 1 }, { independentSources: 2 }],
    })
  })

  test('[PR5] what a correction comes to is not out before its release, whoever replies meanwhile', async () => {
    const desk = await start()
    await upToVerified(desk)
    const { analyst, verifier, releaser, liaisonA, liaisonB } = desk.chairs
    const post = (by: typeof analyst, event: unknown) => by.ask('POST', '/api/v1/cases/k1/events', event)
    const told = { kind: 'sent-to-parties', notice: 'n', roundKilometres: 10, urgent: true }
    desk.at(6)
    await post(releaser, told)
    desk.at(26)
    await post(releaser, { kind: 'window-ended' })
    const released = {
      kind: 'released',
      audiences: ['public'],
      reason: 'r',
      roundKilometres: 10,
      embargoUntil: desk.hour(26),
      summary: 's',
    }
    expect((await post(releaser, released)).status).toBe(201)
    const before = await body(await liaisonB.ask('GET', '/api/v1/findings/k1'))
    expect((await post(releaser, { kind: 'corrected', reason: 'r' })).status).toBe(201)
    const judged = { ...JUDGED, outcome: { kind: 'unable-to-determine' }, probability: 0.5 }
    for (const [by, event] of [
      [analyst, { kind: 'drafted', ...judged }],
      [analyst, { kind: 'submitted' }],
      [verifier, { kind: 'second-review', ...judged }],
      [verifier, { kind: 'verified', note: 'n' }],
      [releaser, told],
    ] as const) {
      expect((await post(by, event)).status).toBe(201)
    }
    const reply = (version: number) =>
      liaisonA.ask('POST', `/api/v1/messages/k1.${version}.${PARTY_A}/reply`, { text: 't' })
    expect(await codesOf(await reply(1))).toEqual([409, 'conflict', ['message-superseded']])
    expect((await reply(2)).status).toBe(201)
    expect(await body(await liaisonB.ask('GET', '/api/v1/findings/k1'))).toEqual(before)
  })

  test('[PR14] what the machine listed is taken as listed, a claim names what is agreed and has come', async () => {
    const desk = await start()
    const { analyst } = desk.chairs
    const open = async (event: unknown) => codesOf(await analyst.ask('POST', '/api/v1/cases', event))
    const subject = {
      provision: 'heavy-fire',
      breach: desk.hour(0),
      firstKnowledge: desk.hour(0),
      place: { latitude: 48, longitude: 33 },
      means: [],
    }
    expect(await open({ ...OPENED, subject })).toEqual([409, 'conflict', ['subject-is-worked-out']])
    const basis = [{ kind: 'allegation', by: 'party', who: PARTY_A, text: 't', attachments: [] }]
    const ahead = { ...subject, provision: 'p', firstKnowledge: desk.hour(9) }
    expect(await open({ kind: 'opened', basis, subject: ahead })).toEqual([
      409,
      'conflict',
      ['no-such-provision', 'in-the-future'],
    ])
    // A year that no instant has, and half a character that no bytes have.
    const before = { ...subject, breach: '0000-01-01T00:00:00Z' }
    expect(await open({ kind: 'opened', basis, subject: before })).toEqual([
      400,
      'body-unusable',
      ['instant-unreadable'],
    ])
    const half = [{ ...basis[0], text: 'a\ud800' }]
    expect(await open({ kind: 'opened', basis: half, subject })).toEqual([
      400,
      'body-unusable',
      ['text-ill-formed'],
    ])
    const whole = [{ ...basis[0], text: '\ud83d\udd25' }]
    expect(await open({ kind: 'opened', basis: whole, subject: ahead })).toEqual([
      409,
      'conflict',
      ['no-such-provision', 'in-the-future'],
    ])
    for (const asked of ['cursor=x', 'asOf=9999']) {
      expect((await analyst.ask('GET', `/api/v1/cases?${asked}`)).status).toBe(400)
      expect((await analyst.ask('GET', `/api/v1/findings?${asked}`)).status).toBe(400)
    }
    expect((await analyst.ask('POST', '/api/v1/cases', { kind: 'opened', basis, subject })).status).toBe(201)
    expect((await analyst.ask('POST', '/api/v1/cases', OPENED)).status).toBe(201)
    const merge = async (into: string) =>
      analyst.ask('POST', '/api/v1/cases/k2/events', { kind: 'merged', into, reason: 'r' })
    expect(await codesOf(await merge('nowhere'))).toEqual([409, 'conflict', ['no-case-to-merge-into']])
    expect((await merge('k1')).status).toBe(201)
  })

  test('[RL14] the receipt of a party has no place in the log, which counts what others did', async () => {
    const desk = await start()
    const { analyst, liaisonA } = desk.chairs
    const asked = { kind: 'received', party: PARTY_A, provision: null, text: 't', answerBy: desk.hour(48) }
    expect(await body(await liaisonA.ask('POST', '/api/v1/requests', asked))).toMatchObject({
      log: { name: 'public', index: null },
    })
    expect(await body(await analyst.ask('POST', '/api/v1/cases', OPENED))).toMatchObject({
      log: { name: 'public', index: expect.any(Number) as number },
    })
  })

  test('[API4] pages of proceedings hold as of the first, and a cursor belongs to its question', async () => {
    const desk = await start()
    const { analyst } = desk.chairs
    for (let k = 0; k < 4; k += 1) {
      desk.at(k / 10)
      expect((await analyst.ask('POST', '/api/v1/cases', OPENED)).status).toBe(201)
    }
    type Page = { items: { id: string }[]; next: string; asOf: number; total: { atLeast: number } }
    const page = async (query: string): Promise<Page> =>
      (await (await analyst.ask('GET', `/api/v1/cases?${query}`)).json()) as Page
    const first = await page('limit=2&state=open')
    expect(first.items.map(({ id }) => id)).toEqual(['k4', 'k3'])
    desk.at(1)
    await analyst.ask('POST', '/api/v1/cases', OPENED)
    await analyst.ask('POST', '/api/v1/cases/k1/events', { kind: 'merged', into: 'k2', reason: 'r' })
    const second = await page(`limit=2&state=open&cursor=${first.next}`)
    expect(second).toMatchObject({ asOf: first.asOf, next: null, total: { atLeast: 4 } })
    expect(second.items.map(({ id }) => id)).toEqual(['k2', 'k1'])
    expect((await page('state=open')).items.map(({ id }) => id)).toEqual(['k5', 'k4', 'k3', 'k2'])
    const forged = Buffer.from(
      JSON.stringify({
        ...(JSON.parse(Buffer.from(first.next, 'base64url').toString()) as object),
        inner: 'nowhere',
      }),
    ).toString('base64url')
    for (const path of [
      `responses?cursor=${first.next}`,
      `cases?cursor=${first.next}`,
      `cases?cursor=${first.next}&state=merged`,
      `cases?cursor=${first.next}&state=open&asOf=1`,
      `cases?cursor=${forged}&state=open`,
      `messages?cursor=${first.next}`,
    ]) {
      const refused = await analyst.ask('GET', `/api/v1/${path}`)
      expect([path, refused.status, (await body(refused))['code']]).toEqual([path, 400, 'cursor-unusable'])
    }
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
