// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { openPeopleDesk, type Browser, type PeopleDeskPlace } from '../../../test/people-desk.ts'

let place: PeopleDeskPlace
beforeEach(async () => {
  place = await openPeopleDesk()
})
afterEach(() => place.close())

const PATH = '/api/v1/human-sources'
const handler = async (): Promise<Browser> =>
  place.signIn(await place.add('handler', { roles: ['source-handler'] }))
const hold = async (browser: Browser, uses: string): Promise<string> => {
  const answer = await browser.ask('POST', `${PATH}?kind=words&uses=${uses}`, 'what I saw')
  expect(answer.status).toBe(201)
  return ((await answer.json()) as { id: string }).id
}

const refusedWith = async (browser: Browser, id: string, use: string): Promise<readonly unknown[]> => {
  const answer = await browser.ask('GET', `${PATH}/${id}/working-copy?use=${use}`)
  return [answer.status, ((await answer.json()) as { code: string }).code]
}

describe('human sources', () => {
  test('[PE41] a handler holds, opens for the uses agreed to, and takes back', async () => {
    const browser = await handler()
    const id = await hold(browser, 'verify')
    const copy = await browser.ask('GET', `${PATH}/${id}/working-copy?use=verify`)
    expect([copy.status, await copy.text()]).toEqual([200, '"what I saw"'])
    expect(await refusedWith(browser, id, 'publish-derived')).toEqual([403, 'consent-missing'])
    expect((await browser.ask('POST', `${PATH}/${id}/withdrawals`, { uses: ['verify'] })).status).toBe(200)
    expect(await refusedWith(browser, id, 'verify')).toEqual([410, 'material-destroyed'])
    const { items } = (await (await browser.ask('GET', PATH)).json()) as { items: { state: string }[] }
    expect(items.map(({ state }) => state)).toEqual(['destroyed'])
    expect((await browser.ask('POST', `${PATH}?kind=words&uses=sell`, 'x')).status).toBe(400)
  })

  test('[PE3] nobody else comes near, and a handler only with two factors', async () => {
    expect((await place.ask('GET', PATH)).status).toBe(401)
    const administrator = await place.signIn(await place.add('first'))
    expect((await administrator.ask('GET', PATH)).status).toBe(403)
    const person = await place.add('handler', { roles: ['source-handler'] })
    expect((await (await place.signIn(person, 'one-factor')).ask('GET', PATH)).status).toBe(403)
  })

  test('[PE43] what is held leaves no record; what is opened says who and for which use alone', async () => {
    const browser = await handler()
    const before = (await place.records()).length
    const id = await hold(browser, 'verify')
    expect((await place.records()).length).toBe(before)
    await browser.ask('GET', `${PATH}/${id}/working-copy?use=verify`)
    const written = (await place.records()).slice(before)
    expect(written).toHaveLength(1)
    expect(JSON.stringify(written)).not.toContain(id)
    expect(written[0]?.content).toMatchObject({
      record: { kind: 'human-source-opened', body: { person: browser.person.id, use: 'verify' } },
    })
  })
})

describe('intake from the public', () => {
  test('[PE44] is off; one proposes in writing, another agrees to those words, one ends it', async () => {
    const path = '/api/v1/intake-decision'
    const [first, second] = [
      await place.signIn(await place.add('first')),
      await place.signIn(await place.add('second')),
    ]
    const stateOf = async (answer: Response) => (await answer.json()) as { state: string; digest: string }
    expect((await stateOf(await first.ask('GET', path))).state).toBe('off')
    const text = 'What it may cost those who write to us, and what we shall do about it. '.repeat(4)
    const { digest } = await stateOf(
      await first.ask('POST', path, {
        step: 'propose',
        text,
        until: new Date(place.clock.nowMs + 86_400_000).toISOString(),
      }),
    )
    expect((await first.ask('POST', path, { step: 'approve', digest })).status).toBe(403)
    expect((await stateOf(await second.ask('POST', path, { step: 'approve', digest }))).state).toBe('on')
    expect((await stateOf(await first.ask('POST', path, { step: 'close' }))).state).toBe('off')
    const liaison = await place.add('liaison', { compartment: 'party:party-a', roles: ['administrator'] })
    expect((await (await place.signIn(liaison)).ask('POST', path, { step: 'close' })).status).toBe(403)
  })
})
