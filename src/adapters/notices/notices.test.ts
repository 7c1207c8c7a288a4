// SPDX-License-Identifier: Apache-2.0
import { createServer as createHttpServer, type IncomingMessage } from 'node:http'
import { createServer, type AddressInfo, type Server } from 'node:net'

import { afterEach, describe, expect, test } from 'vitest'

import { openPeoplePlace, type PeoplePlace } from '../../../test/people-place.ts'
import { RECORD_SCHEMA } from '#evidence'
import { digestOf, formatInstant, toInstant } from '#kernel'
import { noticeId, outwardOf, type Subscription } from '#notices'
import { DOORS, doorAdmits, readerOf } from '#releasability'
import type { DeskItem } from '#reports'

import { createAccountStore } from '../database/index.ts'
import { followNotices, type NoticeFollower } from './follow-notices.ts'
import { NoticeError } from './notice-error.ts'
import { createNoticeStore } from './notice-store.ts'
import { createMailer } from './send-mail.ts'
import { createWebhookSender, isPrivateAddress } from './send-webhook.ts'

const ID = digestOf('a violation')
const AREA = { kind: 'in-my-area', west: 32, south: 47, east: 34, north: 49 } as const
const NOTICE = outwardOf('n1', { kind: 'feed-silent', feed: 'f', since: '', silentHours: 1 }, true)

const places: PeoplePlace[] = []
const followers: NoticeFollower[] = []
const servers: { close(done: () => void): unknown }[] = []
afterEach(async () => {
  await Promise.all(followers.splice(0).map((one) => one.stop()))
  await Promise.all(places.splice(0).map((one) => one.close()))
  await Promise.all(servers.splice(0).map((one) => new Promise<void>((done) => one.close(done))))
})

async function start() {
  const place = await openPeoplePlace()
  places.push(place)
  const { ledger, database, people, clock } = place
  const store = createNoticeStore(database.reader, ledger)
  const sent: string[] = []
  let fails: NoticeError | null = null
  let audiences: readonly string[] = ['mechanism']
  const now = () => toInstant(clock.nowMs)
  const open = (): NoticeFollower => {
    const follower = followNotices(
      {
        store,
        ledger,
        queries: {
          getViolation: (reader) =>
            Promise.resolve(
              reader.kind === 'installation' || reader.audiences.some((one) => audiences.includes(one))
                ? ({
                    id: ID,
                    audiences,
                    center: { latitude: 48, longitude: 33 },
                    document: {},
                  } as unknown as DeskItem)
                : null,
            ),
          feeds: () => Promise.resolve([]),
        },
        proceedings: {
          get: () => Promise.resolve(null),
          async *stream() {},
        },
        accounts: createAccountStore(database.reader),
        exercise: true,
        mail(address, notice) {
          if (fails !== null) return Promise.reject(fails)
          sent.push(`${address} ${JSON.stringify(notice)}`)
          return Promise.resolve()
        },
        webhook: () => Promise.reject(new NoticeError('address-private')),
        now,
        random: () => 1,
      },
      (error) => {
        throw error
      },
    )
    followers.push(follower)
    return follower
  }
  const add = async (login: string, compartment: string): Promise<string> => {
    const request = { login, name: login, organisation: 'o', nation: 'FI', compartment, roles: ['reader'] }
    const added = await people.desk.addWithPassword(request, 'four short plain words')
    if (!added.ok) throw new Error(JSON.stringify(added.problems))
    return added.value.id
  }
  const happen = (): Promise<unknown> =>
    ledger.write((turn) =>
      turn.append('public', {
        schema: RECORD_SCHEMA,
        kind: 'violation',
        time: formatInstant(now()),
        audiences: ['mechanism'],
        body: { id: ID },
      }),
    )
  return {
    store,
    sent,
    open,
    add,
    happen,
    now,
    clock,
    ledger,
    setFailure: (error: NoticeError | null): void => void (fails = error),
    setAudiences: (names: readonly string[]): void => void (audiences = names),
  }
}

const MAIL: Omit<Subscription, 'person'> = {
  rule: AREA,
  channels: [{ kind: 'web' }, { kind: 'mail', address: 'duty@mission.example' }],
}

describe('notices on their way', () => {
  test('[NO3] what happened is told once to those who may read it, across restarts and repeated records', async () => {
    const place = await start()
    const inside = await place.add('ann', 'mechanism')
    const outside = await place.add('oda', 'commission')
    for (const person of [inside, outside]) await place.store.setRules(person, [MAIL], place.now())
    const first = place.open()
    await first.look()
    await place.happen()
    await first.look()
    await place.happen()
    await first.look()
    await first.stop()
    const second = place.open()
    await place.happen()
    await second.look()
    expect([await place.store.unread(inside), await place.store.unread(outside)]).toEqual([1, 0])
    expect(place.sent).toHaveLength(1)
    const [notice] = await place.store.list(inside, 10, null)
    await place.store.markRead(inside, [notice!.id], place.now())
    expect(await place.store.unread(inside)).toBe(0)
    // Outwards nothing is said of what or where.
    expect(place.sent[0]).toContain('"about":"something"')
    expect(place.sent[0]).not.toMatch(/latitude|longitude|violation/)
    expect(notice!.id).toBe(noticeId({ key: `${inside}|violation/${ID}` }))
    for (const door of DOORS)
      expect(doorAdmits(door, 'notice', 'possible-violation', readerOf('a', ['mechanism']))).toBe(false)
  })

  test('[NO4] a failed delivery waits, goes on after a restart, ends on record, and is not made once the person may no longer read it', async () => {
    const place = await start()
    const person = await place.add('ann', 'mechanism')
    await place.store.setRules(person, [MAIL], place.now())
    const follower = place.open()
    await follower.look()
    place.setFailure(new NoticeError('refused'))
    await place.happen()
    await follower.look()
    await follower.stop()
    expect(await place.store.waiting(place.now(), 10)).toEqual([])
    place.clock.nowMs += 60_000
    const again = place.open()
    await again.look()
    place.setFailure(null)
    place.clock.nowMs += 60_000
    await again.look()
    expect(place.sent).toEqual([])
    place.clock.nowMs += 60_000
    await again.look()
    expect(place.sent).toHaveLength(1)
    const events: unknown[] = []
    for await (const { content } of place.ledger.entries('internal', { kinds: ['notice-delivery'] }))
      if (content.kind === 'record')
        events.push([content.record.body['event'], content.record.body['because']])
    expect(events).toEqual([
      ['failed', 'refused'],
      ['failed', 'refused'],
      ['accepted', null],
    ])
  })

  test('[NO4] nothing is sent of what has been withheld meanwhile', async () => {
    const place = await start()
    const person = await place.add('ann', 'mechanism')
    await place.store.setRules(person, [MAIL], place.now())
    const follower = place.open()
    await follower.look()
    place.setFailure(new NoticeError('unreachable'))
    await place.happen()
    await follower.look()
    place.setFailure(null)
    place.setAudiences(['commission'])
    place.clock.nowMs += 3_600_000
    await follower.look()
    expect([place.sent, await place.store.waiting(toInstant(place.clock.nowMs * 2), 10)]).toEqual([[], []])
  })

  test('[NO5] mail goes out by SMTP with one sentence in each language and the mark of an exercise', async () => {
    const lines: string[] = []
    const server: Server = createServer((socket) => {
      let inData = false
      socket.write('220 stub\r\n')
      socket.on('data', (bytes) => {
        for (const line of bytes
          .toString('utf8')
          .split('\r\n')
          .filter((one) => one !== '')) {
          lines.push(line)
          if (inData && line !== '.') continue
          if (line === 'DATA') socket.write('354 go on\r\n')
          else socket.write(line.startsWith('QUIT') ? '221 bye\r\n' : '250 ok\r\n')
          inData = line === 'DATA'
        }
      })
    })
    servers.push(server)
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    const { port } = server.address() as AddressInfo
    const mailer = createMailer({ url: `smtp://127.0.0.1:${port}`, from: 'marsad@mission.example' })
    await mailer.send('duty@mission.example', NOTICE)
    mailer.close()
    expect(lines).toContain('RCPT TO:<duty@mission.example>')
    expect(lines.find((line) => line.startsWith('Subject:'))).toBe('Subject: EXERCISE: Marsad')
    expect(lines.find((line) => line.startsWith('Message-ID:'))).toBe('Message-ID: <n1@mission.example>')
  })

  test('[NO6] a webhook is signed, leads to no private address unless that is allowed, and follows no redirection', async () => {
    const asked: IncomingMessage[] = []
    const server = createHttpServer((request, response) => {
      asked.push(request)
      response.writeHead(request.url === '/away' ? 302 : 204, { location: 'http://127.0.0.1/' }).end()
    })
    servers.push(server)
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    const { port } = server.address() as AddressInfo
    const sign = (address: string, body: Uint8Array): string =>
      digestOf(`${address} ${Buffer.from(body).toString()}`)
    const refusing = createWebhookSender({ privateAddresses: false, sign })
    for (const host of ['127.0.0.1', 'localhost', '[::1]', '[::ffff:127.0.0.1]'])
      await expect(refusing(`http://${host}:${port}/`, NOTICE)).rejects.toMatchObject({
        code: 'address-private',
      })
    expect(asked).toHaveLength(0)
    const allowing = createWebhookSender({ privateAddresses: true, sign })
    const address = `http://127.0.0.1:${port}/hook`
    await allowing(address, NOTICE)
    expect(asked[0]?.headers['x-marsad-signature']).toBe(digestOf(`${address} ${JSON.stringify(NOTICE)}`))
    await expect(allowing(`http://127.0.0.1:${port}/away`, NOTICE)).rejects.toMatchObject({ code: 'refused' })
    expect(
      ['10.1.2.3', '172.20.0.1', '169.254.169.254', 'fd00::1', '100.64.0.1'].map(isPrivateAddress),
    ).toEqual(Array.from({ length: 5 }, () => true))
    expect(['192.0.2.1', '8.8.8.8', '2001:4860:4860::8888'].map(isPrivateAddress)).toEqual([
      false,
      false,
      false,
    ])
  })
})
