// SPDX-License-Identifier: Apache-2.0
import { afterEach, describe, expect, test } from 'vitest'

import {
  body,
  codesOf,
  ID,
  JUDGED,
  OPENED,
  openProceedingDesk,
  PARTY_A,
  PARTY_B,
  TERMS,
  upToVerified,
  type ProceedingDesk,
} from '../../../test/proceeding-desk.ts'
import { NOW } from '../../../test/server/sample-server.ts'
import { DEFAULT_PROCEDURE, type Agreement } from '#agreement'

const desks: ProceedingDesk[] = []
afterEach(async () => {
  await Promise.all(desks.splice(0).map(({ place }) => place.close()))
})
const start = async (agreement?: Agreement, breachInHours?: number): Promise<ProceedingDesk> => {
  const desk = await openProceedingDesk(agreement, breachInHours)
  desks.push(desk)
  return desk
}

const procedure = TERMS.procedure ?? DEFAULT_PROCEDURE
const TWO_IN_A_WEEK: Agreement = {
  ...TERMS,
  procedure: { ...procedure, patterns: [{ provision: 'heavy-fire', findings: 2, withinDays: 7 }] },
}

const told = ({ hour }: ProceedingDesk) => ({
  kind: 'sent-to-parties',
  notice: 'told alike',
  roundKilometres: 10,
  urgent: true,
  until: hour(10),
  parties: [PARTY_A, PARTY_B],
})
const released = ({ hour }: ProceedingDesk) => ({
  kind: 'released',
  audiences: ['public'],
  reason: 'r',
  roundKilometres: 10,
  embargoUntil: hour(26),
  summary: 's',
})

/** From what was listed to released findings: all these cases at the same times. */
async function upToReleased(desk: ProceedingDesk, cases: readonly string[]): Promise<void> {
  const { releaser } = desk.chairs
  const all = async (event: object): Promise<void> => {
    for (const id of cases)
      expect((await releaser.ask('POST', `/api/v1/cases/${id}/events`, event)).status).toBe(201)
  }
  for (const id of cases) await upToVerified(desk, id)
  desk.at(6)
  await all(told(desk))
  desk.at(11)
  await all({ kind: 'window-ended' })
  await all(released(desk))
}

describe('what the Commission sees over all cases', () => {
  test('[PR8] [PR15] patterns come by the thresholds of the terms; a response to one is attributed as a whole and answers for its cases', async () => {
    const desk = await start(TWO_IN_A_WEEK)
    const { commissioner, second, third, releaser, analyst, liaisonA } = desk.chairs
    expect(await body(await commissioner.ask('GET', '/api/v1/patterns'))).toEqual({ items: [] })
    const cases = ['k1', 'k2', 'k3']
    await upToReleased(desk, [...cases, 'k4'])
    for (const other of [analyst, liaisonA]) {
      expect((await other.ask('GET', '/api/v1/patterns')).status).toBe(403)
      expect((await other.ask('GET', '/api/v1/response-figures')).status).toBe(403)
    }
    const found = await body(await commissioner.ask('GET', '/api/v1/patterns'))
    expect(found['items']).toMatchObject([
      { provision: 'heavy-fire', cases: [...cases, 'k4'], breach: desk.hour(0), responses: [] },
    ])

    const because = { kind: 'pattern', provision: 'heavy-fire', cases }
    const opening = {
      kind: 'opened',
      because,
      breach: desk.hour(0),
      firstKnowledge: desk.hour(2),
      owner: 'oda',
    }
    const otherwise = { ...opening, because: { ...because, provision: 'drone-strikes' } }
    expect(await codesOf(await commissioner.ask('POST', '/api/v1/responses', otherwise))).toEqual([
      409,
      'conflict',
      ['pattern-not-there'],
    ])
    const response = String((await body(await commissioner.ask('POST', '/api/v1/responses', opening)))['id'])
    expect(cases).not.toContain(response)
    const act = async (who: typeof second, name: string, event: object): Promise<number> =>
      (await who.ask('POST', `/api/v1/${name}/${response}/events`, event)).status
    await commissioner.ask('POST', '/api/v1/attributions', {
      kind: 'opened',
      case: response,
      soleSourceNation: null,
    })
    for (const who of [commissioner, second, third])
      expect(await act(who, 'attributions', { kind: 'seated', conflictOfInterest: '' })).toBe(201)
    const conclusion = { kind: 'not-attributable' }
    await act(commissioner, 'attributions', { kind: 'proposed', conclusion, intent: 'unknown', grounds: 'g' })
    for (const who of [commissioner, second, third])
      expect(await act(who, 'attributions', { kind: 'voted', vote: 'for' })).toBe(201)
    expect(await act(commissioner, 'attributions', { kind: 'decided' })).toBe(201)
    const closed = { kind: 'closed', response }
    expect((await releaser.ask('POST', '/api/v1/cases/k1/events', closed)).status).toBe(409)
    expect(
      await act(commissioner, 'responses', {
        kind: 'concluded',
        outcome: 'no-agreed-response',
        grounds: 'g',
      }),
    ).toBe(201)
    for (const id of cases)
      expect((await releaser.ask('POST', `/api/v1/cases/${id}/events`, closed)).status).toBe(201)

    // Opened again, the response answers for none of them until it ends anew.
    const statesOf = async (): Promise<readonly unknown[]> =>
      Promise.all(
        cases.map(async (id) => {
          const { summary, document } = await body(await releaser.ask('GET', `/api/v1/cases/${id}`))
          return [(summary as { state: string }).state, (document as { response: unknown }).response]
        }),
      )
    expect(await statesOf()).toEqual(cases.map(() => ['closed', response]))
    expect(await act(commissioner, 'responses', { kind: 'reopened', reason: 'r' })).toBe(201)
    expect(await statesOf()).toEqual(cases.map(() => ['released', null]))
    expect((await releaser.ask('POST', '/api/v1/cases/k1/events', closed)).status).toBe(409)
    const sent = { kind: 'answer-reopened', response }
    expect((await releaser.ask('POST', '/api/v1/cases/k1/events', sent)).status).toBe(403)
    const ended = { kind: 'concluded', outcome: 'no-agreed-response', grounds: 'g' }
    expect(await act(commissioner, 'responses', ended)).toBe(201)
    for (const id of cases)
      expect((await releaser.ask('POST', `/api/v1/cases/${id}/events`, closed)).status).toBe(201)

    // One that the response does not answer for stays open.
    expect(await codesOf(await releaser.ask('POST', '/api/v1/cases/k4/events', closed))).toEqual([
      409,
      'conflict',
      ['confirmed-needs-an-answer'],
    ])
    const figures = await body(await commissioner.ask('GET', '/api/v1/response-figures'))
    expect(figures).toMatchObject({
      all: { responses: 1, concluded: 1, remedied: 0, remedies: { set: 0, done: 0 } },
    })
    expect(
      (figures['sides'] as { party: string | null; responses: number }[]).map((one) => [
        one.party,
        one.responses,
      ]),
    ).toEqual([
      [PARTY_A, 0],
      [PARTY_B, 0],
      [null, 1],
    ])
  })

  test('[PR9] a preview is what goes out, to the letter, and writes nothing', async () => {
    const desk = await start()
    await upToVerified(desk)
    const { releaser, analyst, liaisonA } = desk.chairs
    desk.at(6)
    const preview = async (event: object) =>
      body(await releaser.ask('POST', '/api/v1/cases/k1/preview', event))
    const before = await desk.place.ledger.sizeOf('public')
    const messages = (await preview(told(desk)))['items'] as { document: object }[]
    expect(await desk.place.ledger.sizeOf('public')).toBe(before)
    expect((await analyst.ask('POST', '/api/v1/cases/k1/preview', told(desk))).status).toBe(403)
    await releaser.ask('POST', '/api/v1/cases/k1/events', told(desk))
    const own = (await body(await liaisonA.ask('GET', '/api/v1/messages')))['items'] as { document: object }[]
    expect(own[0]?.document).toEqual(messages[0]?.document)
    desk.at(11)
    await releaser.ask('POST', '/api/v1/cases/k1/events', { kind: 'window-ended' })
    const finer = await releaser.ask('POST', '/api/v1/cases/k1/preview', {
      ...released(desk),
      roundKilometres: 0,
    })
    expect(await codesOf(finer)).toEqual([409, 'conflict', ['finer-than-agreed']])
    const shown = (await preview(released(desk)))['items'] as { document: object; audiences: string[] }[]
    expect(shown[0]?.audiences).toEqual(['public'])
    await releaser.ask('POST', '/api/v1/cases/k1/events', released(desk))
    desk.at(26)
    const finding = await body(await liaisonA.ask('GET', '/api/v1/findings/k1'))
    expect(finding['document']).toEqual(shown[0]?.document)
  })

  test('[PR10] a case and an incident name what parties had notified for that time and place, with the notice in hours', async () => {
    const desk = await start(undefined, 30)
    const { analyst, liaisonA, liaisonB } = desk.chairs
    const notify = (from: number, longitude: number) => ({
      kind: 'received',
      party: PARTY_A,
      notification: {
        kind: 'demining',
        from: desk.hour(from),
        until: desk.hour(from + 2),
        place: { latitude: 48.02, longitude },
        radiusKilometres: 5,
        text: 't',
      },
    })
    await liaisonA.ask('POST', '/api/v1/notifications', notify(-1, 33.02))
    await liaisonA.ask('POST', '/api/v1/notifications', notify(-1, 35))
    await liaisonA.ask('POST', '/api/v1/notifications', notify(5, 33.02))
    desk.at(0)
    await analyst.ask('POST', '/api/v1/cases', OPENED)
    const seen = await body(await analyst.ask('GET', '/api/v1/cases/k4'))
    expect(seen['notifications']).toEqual([{ notification: 'k1', kind: 'demining', noticeHours: 30 }])
    expect(seen['exceptions']).toMatchObject([
      { kind: 'controlled-detonation' },
      { kind: 'ordered-return-fire' },
    ])
    desk.place.addItem('incident', ID)
    const ofIncident = await analyst.ask('GET', `/api/v1/incidents/${ID}/notifications`)
    expect([ofIncident.status, await body(ofIncident)]).toEqual([200, { items: [] }])
    const around = (ms: number): string => new Date(NOW + ms).toISOString()
    await liaisonA.ask('POST', '/api/v1/notifications', {
      kind: 'received',
      party: PARTY_A,
      notification: {
        kind: 'convoy',
        from: around(-1),
        until: around(1),
        place: { latitude: 48.5, longitude: 38 },
        radiusKilometres: 1,
        text: 't',
      },
    })
    expect(await body(await analyst.ask('GET', `/api/v1/incidents/${ID}/notifications`))).toMatchObject({
      items: [{ kind: 'convoy' }],
    })
    expect((await liaisonB.ask('GET', `/api/v1/incidents/${ID}/notifications`)).status).toBe(404)
  })

  test('[PR11] a party that rejects the mechanism is told and heard at the same times, in the same words', async () => {
    const messagesOf = async (stance: 'accepts' | 'rejects'): Promise<readonly unknown[]> => {
      const desk = await start()
      const { analyst, releaser, liaisonA, liaisonB, commissioner } = desk.chairs
      await upToVerified(desk)
      const value = { party: PARTY_B, stance, since: desk.hour(-100), source: 'a statement' }
      const made = await body(await analyst.ask('POST', '/api/v1/stances', { kind: 'recorded', value }))
      const shown = await body(await commissioner.ask('GET', `/api/v1/stances/${String(made['id'])}`))
      expect(shown['document']).toMatchObject({ versions: [{ value }] })
      expect((await liaisonB.ask('POST', '/api/v1/stances', { kind: 'recorded', value })).status).toBe(403)
      desk.at(6)
      await releaser.ask('POST', '/api/v1/cases/k1/events', told(desk))
      const own = await Promise.all(
        [liaisonA, liaisonB].map(async (one) => body(await one.ask('GET', '/api/v1/messages'))),
      )
      return own.map(({ items }) =>
        (items as { document: Record<string, unknown> }[]).map(({ document }) => ({
          ...document,
          answerBy: Date.parse(String(document['answerBy'])) - Date.parse(desk.hour(0)),
          day: '',
        })),
      )
    }
    expect(await messagesOf('rejects')).toEqual(await messagesOf('accepts'))
  })

  test('[PR8] a draft outcome is no confirmed violation until it was released', async () => {
    const desk = await start(TWO_IN_A_WEEK)
    await upToVerified(desk, 'k1')
    await upToVerified(desk, 'k2')
    expect(JUDGED.outcome.kind).toBe('confirmed-violation')
    expect(await body(await desk.chairs.commissioner.ask('GET', '/api/v1/patterns'))).toEqual({ items: [] })
  })
})
