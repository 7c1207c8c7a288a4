// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { createFeeds, type Feeds } from '#adapters'
import { addFeedTokens } from '#server'

import { openPeopleDesk, type Browser, type PeopleDeskPlace } from '../../../test/people-desk.ts'

const PATH = '/api/v1/feeds/firms-north/tokens'

let place: PeopleDeskPlace
let feeds: Feeds
beforeEach(async () => {
  place = await openPeopleDesk(null, undefined, ({ database, ledger }) => {
    feeds = createFeeds(database, ledger)
    return { closed: [addFeedTokens(feeds)] }
  })
})
afterEach(() => place.close())

const issueAs = async (browser: Browser, body: object = {}) => {
  const answer = await browser.ask('POST', PATH, body)
  return {
    status: answer.status,
    ...((await answer.json()) as { id: string; token: string; problems?: unknown }),
  }
}

describe('[API85] tokens of feeds over HTTP', () => {
  test('one that was issued opens its feed until it is taken back; who did both is on record, the token is not', async () => {
    const administrator = await place.signIn(await place.add('first'))
    const { status, id, token } = await issueAs(administrator)
    expect([status, await feeds.feedOfToken(token)]).toEqual([201, 'firms-north'])
    const listed = (await (await administrator.ask('GET', PATH)).json()) as { items: readonly object[] }
    expect(listed).toEqual({ items: [{ id, issuedAt: '2026-06-24T06:00:00.000Z', revokedAt: null }] })

    expect((await administrator.ask('DELETE', `${PATH}/${id}`)).status).toBe(204)
    expect(await feeds.feedOfToken(token)).toBeNull()
    expect((await administrator.ask('DELETE', `${PATH}/${id}`)).status).toBe(409)
    expect((await administrator.ask('DELETE', `${PATH}/0123456789abcdef`)).status).toBe(404)

    const records = (await place.records()).flatMap(({ content }) =>
      content.kind === 'record' ? [content.record] : [],
    )
    const own = records.filter(({ kind }) => kind.startsWith('feed-token-'))
    expect(own.map(({ kind, body }) => [kind, body['by']])).toEqual([
      ['feed-token-issued', administrator.person.id],
      ['feed-token-revoked', administrator.person.id],
    ])
    expect(JSON.stringify(records)).not.toContain(token)
    expect(place.lines.join('')).not.toContain(token)
  })

  test('what a feed delivers is asked for where its name does not say it, and stays what it was', async () => {
    const administrator = await place.signIn(await place.add('first'))
    const ask = async (feed: string, body: object) => {
      const answer = await administrator.ask('POST', `/api/v1/feeds/${feed}/tokens`, body)
      return [
        answer.status,
        ((await answer.json()) as { problems?: readonly { code: string }[] }).problems?.[0]?.code,
      ]
    }
    expect(await ask('north', {})).toEqual([400, 'feed-source-unknown'])
    expect(await ask('north', { source: 'firms' })).toEqual([201, undefined])
    expect(await ask('north', { source: 'viina' })).toEqual([400, 'feed-has-another-source'])
    expect(await ask('No%20name', { source: 'firms' })).toEqual([400, 'feed-id-unusable'])
    expect(await ask('n'.repeat(64), { source: 'firms' })).toEqual([400, 'feed-id-unusable'])
    expect((await administrator.ask('GET', '/api/v1/feeds/never/tokens')).status).toBe(404)
    expect((await ask('north', { source: 'nothing' }))[0]).toBe(400)
    expect((await ask('north', { source: 'firms', more: 1 }))[0]).toBe(400)
  })

  test('nobody but an administrator of the Mechanism issues, sees or takes back one', async () => {
    const administrator = await place.signIn(await place.add('first'))
    const { id } = await issueAs(administrator)
    const others = [
      await place.signIn(await place.add('analyst', { roles: ['analyst'] })),
      await place.signIn(await place.add('party', { compartment: 'party:party-a' })),
    ]
    for (const { ask } of others) {
      expect((await ask('POST', PATH, {})).status).toBe(403)
      expect((await ask('GET', PATH)).status).toBe(403)
      expect((await ask('DELETE', `${PATH}/${id}`)).status).toBe(403)
    }
    const once = await place.signIn(await place.add('once'), 'one-factor')
    expect((await once.ask('POST', PATH, {})).status).toBe(403)
    expect((await place.ask('GET', PATH)).status).toBe(401)
    expect((await feeds.tokensOf('firms-north'))?.map(({ revokedAt }) => revokedAt)).toEqual([null])
  })
})
