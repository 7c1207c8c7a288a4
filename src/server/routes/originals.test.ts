// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'

import { digestOf, toInstant } from '#kernel'

import { ANALYST, NOW, sampleServer } from '../../../test/server/sample-server.ts'
import { formatWebhookSignature } from '../webhook-signature.ts'
import { receiptSchema } from './originals.ts'

const FIRMS = { authorization: 'Bearer token-of-firms' }
type Sample = ReturnType<typeof sampleServer>

const send = (
  server: Sample,
  body: NonNullable<RequestInit['body']>,
  headers: Record<string, string> = FIRMS,
  feed = 'firms',
) =>
  server.ask(`/api/v1/feeds/${feed}/originals`, {
    method: 'POST',
    body,
    headers,
    duplex: 'half',
  })

const endless = (): ReadableStream<Uint8Array> =>
  new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(1_000)) })

describe('handing in originals', () => {
  test('[API30] answers 201 with digest and place in the log once durable, and the same again with 200', async () => {
    const server = sampleServer()
    const first = await send(server, 'latitude,longitude')
    expect([first.status, receiptSchema.parse(await first.json())]).toEqual([
      201,
      { digest: digestOf('latitude,longitude'), log: { name: 'public', index: 0 } },
    ])
    expect((await send(server, 'other bytes')).status).toBe(201)
    const again = await send(server, 'latitude,longitude')
    expect([again.status, await again.json()]).toEqual([
      200,
      { digest: digestOf('latitude,longitude'), log: { name: 'public', index: 0 } },
    ])
    expect(await server.ports.originals.list()).toHaveLength(2)
  })

  test('[API30] that another feed handed in the same bytes is told to nobody', async () => {
    const server = sampleServer()
    await send(server, 'the same')
    const other = await send(server, 'the same', { authorization: 'Bearer token-of-other' }, 'other')
    expect(other.status).toBe(201)
  })

  test('[API31] takes a token for its own feed alone, and no session', async () => {
    const server = sampleServer()
    for (const headers of [
      {},
      ANALYST,
      { authorization: 'Bearer wrong' },
      { authorization: 'Basic token-of-firms' },
    ]) {
      expect((await send(server, 'x', headers)).status).toBe(401)
    }
    expect((await send(server, 'x', { authorization: 'Bearer token-of-other' })).status).toBe(403)
    expect((await send(server, 'x', FIRMS, 'a%00b')).status).toBe(403)
    expect(await server.ports.originals.list()).toEqual([])
  })

  test('[API32] ends a body that is longer than allowed, declared or not, and keeps nothing of it', async () => {
    const server = sampleServer({ mostOriginalBytes: 10_000 })
    expect((await send(server, endless())).status).toBe(413)
    expect((await send(server, 'x', { ...FIRMS, 'content-length': '10001' })).status).toBe(413)
    expect((await send(server, new Uint8Array(10_000))).status).toBe(201)
    expect(await server.ports.originals.list()).toHaveLength(1)
  })

  test('[API33] asks to come again where too much waits, before a byte is read', async () => {
    const server = sampleServer({ mostBacklog: 3 })
    server.state.backlog = 3
    const refused = await send(server, endless())
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5'])
    server.state.backlog = 2
    expect((await send(server, 'x')).status).toBe(201)
  })

  test('[API34] holds a token to a rate and to so many uploads at once', async () => {
    const slow = sampleServer({ requestsPerIdentity: { perSecond: 1, burst: 2 } })
    const statuses = []
    for (const body of ['a', 'b', 'c']) statuses.push((await send(slow, body)).status)
    expect(statuses).toEqual([201, 201, 429])
    const narrow = sampleServer({ mostUploadsAtOncePerToken: 1 })
    let body: ReadableStreamDefaultController | null = null
    const held = send(narrow, new ReadableStream({ start: (controller) => void (body = controller) }))
    await new Promise((done) => setTimeout(done, 20))
    expect((await send(narrow, 'x')).status).toBe(429)
    body!.close()
    expect((await held).status).toBe(201)
    expect((await send(narrow, 'y')).status).toBe(201)
  })
})

describe('the webhook of a feed', () => {
  const key = new TextEncoder().encode('key of firms')
  const bytes = (text: string) => new TextEncoder().encode(text)
  const call = (server: Sample, body: string, signature: string, feed = 'firms') =>
    server.ask(`/api/v1/feeds/${feed}/webhook`, {
      method: 'POST',
      body,
      headers: { 'x-marsad-signature': signature },
    })

  test('[API35] takes what was signed under the key of the feed within five minutes', async () => {
    const server = sampleServer()
    const signed = (body: string, ageSeconds = 0) =>
      formatWebhookSignature(key, toInstant(NOW - ageSeconds * 1_000), bytes(body))
    expect((await call(server, 'body', signed('body'))).status).toBe(201)
    expect((await call(server, 'body', signed('body', 299))).status).toBe(200)
    const refused = [
      await call(server, 'other', signed('body')),
      await call(server, 'body', signed('body', 301)),
      await call(server, 'body', signed('body', -301)),
      await call(server, 'body', signed('body'), 'other'),
      await call(server, 'body', ''),
      await call(server, 'body', formatWebhookSignature(bytes('another key'), NOW, bytes('body'))),
    ]
    expect(refused.map((response) => response.status)).toEqual([401, 401, 401, 401, 401, 401])
    expect(await server.ports.originals.list()).toEqual([digestOf('body')])
  })
})

describe('freshness of feeds', () => {
  test('[API36] is for the Mechanism', async () => {
    const server = sampleServer()
    server.desk.standings.push({
      id: 'firms',
      source: 'firms',
      originals: 2,
      lastReceivedAt: toInstant(NOW - 90_000),
    })
    server.desk.standings.push({ id: 'quiet', source: 'table', originals: 0, lastReceivedAt: null })
    const answer = await (await server.ask('/api/v1/feeds', { headers: ANALYST })).json()
    expect(answer).toMatchObject({
      items: [
        {
          id: 'firms',
          source: 'firms',
          originals: 2,
          lastReceivedAt: '2026-06-24T11:58:30.000Z',
          ageSeconds: 90,
        },
        { id: 'quiet', source: 'table', originals: 0, lastReceivedAt: null, ageSeconds: null },
      ],
    })
    expect(
      (await server.ask('/api/v1/feeds', { headers: { ...ANALYST, 'x-test-audiences': 'party:a' } })).status,
    ).toBe(403)
  })
})
