// SPDX-License-Identifier: Apache-2.0
import { afterEach, describe, expect, test } from 'vitest'

import {
  body,
  codesOf,
  HOUR_MS,
  ID,
  JUDGED,
  OPENED,
  openProceedingDesk,
  PARTY_A,
  PARTY_B,
  upToVerified,
  type ProceedingDesk,
} from '../../../test/proceeding-desk.ts'
import type { Case } from '#assessments'

const desks: ProceedingDesk[] = []
afterEach(async () => {
  await Promise.all(desks.splice(0).map(({ place }) => place.close()))
})
const kept = (desk: ProceedingDesk): ProceedingDesk => {
  desks.push(desk)
  return desk
}
const told = (desk: ProceedingDesk) => ({
  kind: 'sent-to-parties',
  notice: 'told alike',
  roundKilometres: 10,
  urgent: true,
  until: desk.hour(0),
  parties: [PARTY_A, PARTY_B],
})
const released = (desk: ProceedingDesk, audiences: readonly string[], hours: number) => ({
  kind: 'released',
  audiences,
  reason: 'r',
  roundKilometres: 10,
  embargoUntil: desk.hour(hours),
  summary: 's',
})

describe('stories of a desk, over the interface', () => {
  test('[ST2] first evidence 26 hours late and thermal alone: nobody missed the first clock, it is an indication, cannot be determined, and is in nothing public', async () => {
    const ago = -27
    const desk = kept(
      await openProceedingDesk(undefined, ago, {
        means: ['satellite-thermal'],
        firstKnowledge: new Date(Date.UTC(2026, 5, 24, 6) + (ago + 26) * HOUR_MS).toISOString(),
      }),
    )
    const { analyst, verifier, releaser, commissioner, liaisonA } = desk.chairs
    const basis = [{ kind: 'indication', id: ID, incident: ID }]
    await analyst.ask('POST', '/api/v1/cases', { kind: 'opened', basis })
    const act = async (who: typeof analyst, event: object): Promise<Response> =>
      who.ask('POST', '/api/v1/cases/k1/events', event)
    const seen = await body(await analyst.ask('GET', '/api/v1/cases/k1'))
    const clocks = seen['clocks'] as {
      withinHours: number
      standing: string
      sinceBreachSeconds: number
      sinceKnowledgeSeconds: number
    }[]
    expect(clocks.filter(({ withinHours }) => withinHours <= 26).map(({ standing }) => standing)).toEqual([
      'elapsed-before-knowledge',
    ])
    expect(clocks.some(({ standing }) => standing === 'running')).toBe(true)
    expect([clocks[0]?.sinceBreachSeconds, clocks[0]?.sinceKnowledgeSeconds]).toEqual([27 * 3_600, 3_600])
    const open = { ...JUDGED, outcome: { kind: 'unable-to-determine' } }
    expect((await act(analyst, { kind: 'drafted', ...open })).status).toBe(201)
    expect((await act(analyst, { kind: 'submitted' })).status).toBe(201)
    await act(verifier, { kind: 'second-review', ...open })
    await act(verifier, { kind: 'verified', note: 'n' })
    await act(releaser, told(desk))
    desk.at(40)
    await act(releaser, { kind: 'window-ended' })
    expect(await codesOf(await act(releaser, released(desk, ['public'], 60)))).toEqual([
      409,
      'conflict',
      ['indication-is-not-public'],
    ])
    expect((await act(releaser, released(desk, ['commission'], 60))).status).toBe(201)
    desk.at(61)
    for (const [who, count] of [
      [commissioner, 1],
      [liaisonA, 0],
    ] as const) {
      expect(await body(await who.ask('GET', '/api/v1/findings'))).toMatchObject({
        total: { atLeast: count },
      })
    }
    const opening = {
      kind: 'opened',
      because: { kind: 'finding', case: 'k1' },
      breach: desk.hour(0),
      firstKnowledge: desk.hour(26),
      owner: 'oda',
    }
    expect(await codesOf(await commissioner.ask('POST', '/api/v1/responses', opening))).toEqual([
      409,
      'conflict',
      ['no-confirmed-violation'],
    ])
    expect((await act(releaser, { kind: 'closed', response: null })).status).toBe(201)
  })

  test('[ST3] a witness takes back consent: the material is unreadable, the finding is worked out without it, every other proof holds', async () => {
    const desk = kept(await openProceedingDesk())
    const { place } = desk
    const { analyst, verifier, releaser } = desk.chairs
    const handler = await place.signIn(await place.add('han', { roles: ['source-handler'] }))
    const hold = async (text: string): Promise<string> => {
      const held = await place.vault.hold('words', Buffer.from(text), ['verify', 'share-with-commission'])
      if (!held.ok) throw new Error(JSON.stringify(held.problems))
      return held.value.id
    }
    const [witness, other] = [await hold('what I saw'), await hold('what another saw')]
    expect((await analyst.ask('POST', '/api/v1/cases', OPENED)).status).toBe(201)
    const weighed = {
      kind: 'evidence-weighed',
      evidence: { kind: 'human-source', id: witness },
      hypothesis: 'as-it-seems',
      weighs: 'for',
      source: 'C',
      information: '3',
      note: 'n',
    }
    expect((await analyst.ask('POST', '/api/v1/cases/k1/events', weighed)).status).toBe(201)
    await upToVerified(desk, 'k2')
    const aside = await analyst.ask('POST', '/api/v1/cases/k2/events', weighed)
    expect(aside.status).toBe(409)
    await place.vault.turnDay()
    const day = new Date(place.clock.nowMs).toISOString().slice(0, 10)
    const proof = await place.vault.prove(other, day)
    const before = await place.ledger.sizeOf('public')

    const uses = { uses: ['verify', 'share-with-commission'] }
    const withdrawn = await handler.ask('POST', `/api/v1/human-sources/${witness}/withdrawals`, uses)
    expect([withdrawn.status, (await body(withdrawn))['state']]).toEqual([200, 'destroyed'])
    expect(await place.vault.open(witness, 'verify')).toMatchObject({ ok: false })
    expect(await place.vault.open(other, 'verify')).toMatchObject({ ok: true })
    expect(await place.vault.prove(other, day)).toEqual(proof)

    const state = (await body(await analyst.ask('GET', '/api/v1/cases/k1')))['document'] as Case
    expect([state.weighed, state.withdrawn.length, state.recomputed.length, state.isDraftStale]).toEqual([
      [],
      1,
      1,
      true,
    ])
    // The case of others is as it was, and nothing of before was taken out of the log.
    const untouched = (await body(await verifier.ask('GET', '/api/v1/cases/k2')))['document'] as Case
    expect([untouched.state, untouched.withdrawn]).toEqual(['verified', []])
    let standing = 0
    for await (const { content } of place.ledger.entries('public', { to: before }))
      if (content.kind === 'record') standing += 1
    expect(standing).toBe(before)
    expect(
      (
        await releaser.ask('POST', '/api/v1/cases/k1/events', {
          kind: 'evidence-withdrawn',
          evidence: witness,
        })
      ).status,
    ).toBe(403)
  })
})
