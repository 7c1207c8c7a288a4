// SPDX-License-Identifier: Apache-2.0
import { once } from 'node:events'
import { connect } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'

import { ANALYST, sampleServer } from '../../test/server/sample-server.ts'
import { startServer, type RunningServer } from './start-server.ts'

let running: RunningServer | null = null
afterEach(async () => {
  await running?.stop(0)
  running = null
})

async function start(server = sampleServer()): Promise<RunningServer> {
  running = await startServer(server.app, 0)
  return running
}

/** Sends bytes as they are and gives what came back until the other side closed. */
async function raw(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  let answer = ''
  socket.on('data', (bytes) => (answer += bytes.toString('latin1')))
  socket.on('error', () => {})
  socket.write(text)
  await once(socket, 'close')
  return answer
}

describe('the listening service', () => {
  test('[API70] listens on this machine alone, and answers over a socket as it does without', async () => {
    const { url, port } = await start()
    expect(url).toBe(`http://127.0.0.1:${port}/`)
    expect((await fetch(`${url}healthz`)).status).toBe(200)
    expect((await fetch(`${url}metrics`)).status).toBe(200)
    expect((await fetch(`${url}api/v1/incidents`)).status).toBe(401)
  })

  test('[API71] bytes that are no request get 400 and no word more', async () => {
    const { port } = await start()
    for (const text of [
      '\u0000\u0001\u0002\r\n\r\n',
      'GET\r\n\r\n',
      'GET / HTTP/9.9\r\n\r\n',
      `GET /${'x'.repeat(20_000)} HTTP/1.1\r\n\r\n`,
      'GET / HTTP/1.1\r\nhost: a\r\nhost: b\r\nconnection: close\r\n\r\n',
      'GET / HTTP/1.1\r\n\r\n',
      'GET / HTTP/1.1\r\nhost: [::\r\nconnection: close\r\n\r\n',
    ]) {
      const answer = await raw(port, text)
      expect(answer).toMatch(/^HTTP\/1.1 4\d\d /)
      expect(answer).not.toMatch(/ at |node_modules|\.ts/)
    }
  })

  test('[API71] a body that is refused unread does not hold the line', async () => {
    const server = sampleServer({ mostOriginalBytes: 1_000 })
    const { port } = await start(server)
    const head =
      'POST /api/v1/feeds/firms/originals HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer token-of-firms\r\nconnection: close\r\n'
    expect(await raw(port, `${head}content-length: 5000000\r\n\r\n${'x'.repeat(100_000)}`)).toMatch(
      /^HTTP\/1.1 413 /,
    )
    expect(
      await raw(port, `${head}transfer-encoding: chunked\r\n\r\n186a0\r\n${'x'.repeat(100_000)}\r\n`),
    ).toMatch(/^HTTP\/1.1 413 /)
  })

  test('[API72] a sender that goes away in the middle leaves nothing', async () => {
    const server = sampleServer()
    const { port } = await start(server)
    const socket = connect(port, '127.0.0.1')
    socket.write(
      'POST /api/v1/feeds/firms/originals HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer token-of-firms\r\ncontent-length: 1000\r\n\r\nhalf',
    )
    await new Promise((done) => setTimeout(done, 50))
    socket.destroy()
    await new Promise((done) => setTimeout(done, 50))
    expect(await server.ports.originals.list()).toEqual([])
    expect(server.ledger.records.public).toEqual([])
    expect(server.lines.join('')).not.toContain('"level":50')
  })

  test('[API73] stops when asked: what is under way ends, live streams at once', async () => {
    const server = sampleServer()
    const { url, stop } = await start(server)
    const stream = await fetch(`${url}api/v1/events`, { headers: ANALYST })
    const began = performance.now()
    server.stop()
    await stop(10_000)
    expect(performance.now() - began).toBeLessThan(5_000)
    expect(await stream.text()).toContain('retry:')
    await expect(fetch(`${url}healthz`)).rejects.toThrow('fetch failed')
    running = null
  })
})
