// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'

import { digestOf } from '#kernel'

import { ANALYST, LIAISON, sampleServer } from '../../../test/server/sample-server.ts'

type Sample = ReturnType<typeof sampleServer>

/** A stream with its events read one at a time; comments and the delay of reconnection are left out. */
async function listen(server: Sample, headers: Record<string, string> = ANALYST, query = '') {
  const response = await server.ask(`/api/v1/events${query}`, { headers })
  expect([response.status, response.headers.get('content-type')]).toEqual([
    200,
    'text/event-stream; charset=utf-8',
  ])
  const reader = response.body!.getReader()
  const decoder = new TextDecoder()
  let text = ''
  const block = async (): Promise<string | null> => {
    while (!text.includes('\n\n')) {
      const { done, value } = await reader.read()
      if (done) return null
      text += decoder.decode(value, { stream: true })
    }
    const [first = ''] = text.split('\n\n', 1)
    text = text.slice(first.length + 2)
    return first
  }
  const next = async () => {
    for (;;) {
      const lines = await block()
      if (lines === null) return null
      const fields = new Map(
        lines
          .split('\n')
          .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
      )
      const event = fields.get('event')
      if (event === undefined) continue
      const { id } = JSON.parse(fields.get('data') ?? '{}') as { id?: string }
      return { size: Number(fields.get('id')), event, id }
    }
  }
  await block()
  return { block, next, close: () => reader.cancel() }
}

describe('live updates', () => {
  test('[API50] a reader is sent what changes and they may read, as it changes', async () => {
    const server = sampleServer()
    server.add('incident', { id: digestOf('before') })
    const inside = await listen(server)
    const outside = await listen(server, LIAISON)
    server.add('incident', { id: digestOf('ours') })
    server.add('incident', { id: digestOf('everybody'), audiences: ['public'] })
    server.add('observation', { id: digestOf('seen'), audiences: ['public'] })
    server.add('violation', { id: digestOf('breach'), audiences: ['public'] })
    expect(await inside.next()).toEqual({ size: 2, event: 'incident', id: digestOf('ours') })
    expect(await inside.next()).toEqual({ size: 3, event: 'incident', id: digestOf('everybody') })
    expect(await inside.next()).toEqual({ size: 5, event: 'violation', id: digestOf('breach') })
    expect(await outside.next()).toMatchObject({ event: 'incident', id: digestOf('everybody') })
    expect(await outside.next()).toMatchObject({ event: 'violation', id: digestOf('breach') })
    await Promise.all([inside.close(), outside.close()])
  })

  test('[API51] after Last-Event-ID nothing is missing and nothing comes twice', async () => {
    const server = sampleServer()
    const first = await listen(server)
    for (const name of ['a', 'b', 'c']) server.add('incident', { id: digestOf(name) })
    const seen = await first.next()
    await first.close()
    server.add('incident', { id: digestOf('d') })
    const again = await listen(server, { ...ANALYST, 'last-event-id': String(seen?.size) })
    expect([(await again.next())?.id, (await again.next())?.id, (await again.next())?.id]).toEqual([
      digestOf('b'),
      digestOf('c'),
      digestOf('d'),
    ])
    await again.close()
  })

  test('[API51] who was away too long, or comes from another log, is told to read the lists again', async () => {
    const server = sampleServer()
    const stranger = await listen(server, { ...ANALYST, 'last-event-id': '99' })
    expect((await stranger.next())?.event).toBe('reset')
    await stranger.close()
    expect(
      (await server.ask('/api/v1/events', { headers: { ...ANALYST, 'last-event-id': 'x' } })).status,
    ).toBe(400)
    expect((await server.ask('/api/v1/events?kinds=incident,secrets', { headers: ANALYST })).status).toBe(400)
  })

  test('[API52] a slow reader holds up nobody, and is sent everything when it reads', async () => {
    const server = sampleServer()
    const slow = await listen(server)
    const fast = await listen(server)
    const names = Array.from({ length: 9_000 }, (_, n) => digestOf(String(n)))
    for (const name of names) server.add('incident', { id: name })
    for (const name of names) expect((await fast.next())?.id).toBe(name)
    for (const name of names) expect((await slow.next())?.id).toBe(name)
    await Promise.all([fast.close(), slow.close()])
  })

  test('[API53] a beat is sent while nothing changes, and only to who may still read', async () => {
    let isSignedIn = true
    const server: Sample = sampleServer(
      { heartbeatMs: 10 },
      {},
      {
        authenticate: () =>
          Promise.resolve(
            isSignedIn
              ? { reader: { person: 'p', audiences: ['mechanism'] }, roles: ['analyst'], limitKey: 'k' }
              : null,
          ),
      },
    )
    const stream = await listen(server)
    expect(await stream.block()).toBe('id: 0\n: here')
    isSignedIn = false
    let last: string | null = ''
    for (let n = 0; n < 5 && last !== null; n += 1) last = await stream.block()
    expect(last).toBe(null)
  })

  test('[API54] streams are limited for each session, given back, and end when the service does', async () => {
    const server = sampleServer({ mostStreamsPerIdentity: 1 })
    const first = await listen(server)
    expect((await server.ask('/api/v1/events', { headers: ANALYST })).status).toBe(429)
    await first.close()
    const second = await listen(server)
    server.stop()
    expect(await second.next()).toBe(null)
  })

  test('[API56] asked for rows, the live updates bring each incident as the situation has it', async () => {
    const server = sampleServer()
    const stream = await listen(server, ANALYST, '?kinds=incident,list&incidents=row')
    const document = {
      geometry: { semiMajorMeters: 250 },
      hypotheses: [{ hypothesis: 'shelling', probability: 0.8 }],
      likelihood: { probability: 0.8 },
    }
    server.add('incident', { id: digestOf('ours'), document })
    const event = await stream.block()
    const situation = await (await server.ask('/api/v1/situation', { headers: ANALYST })).text()
    const [, row] = situation.split('\n')
    expect((JSON.parse(row ?? '') as readonly unknown[])[0]).toBe(digestOf('ours'))
    expect(event).toBe(`id: 1\nevent: incident\ndata: ${row}`)
    // Only incidents have rows.
    server.add('list', { id: 'list-1' })
    expect(await stream.next()).toEqual({ size: 2, event: 'list', id: 'list-1' })
    expect((await server.ask('/api/v1/events?incidents=all', { headers: ANALYST })).status).toBe(400)
    await stream.close()
  })

  test('[API55] no observation is sent outside as it happens', async () => {
    const server = sampleServer()
    const inside = await listen(server, ANALYST, '?kinds=observation,list')
    const outside = await listen(server, LIAISON, '?kinds=observation,list')
    server.add('observation', { id: digestOf('seen'), audiences: ['public'] })
    server.add('list', { id: 'list-1', audiences: ['public'] })
    expect((await inside.next())?.event).toBe('observation')
    expect((await outside.next())?.event).toBe('list')
    await Promise.all([inside.close(), outside.close()])
  })
})
