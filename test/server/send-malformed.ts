// SPDX-License-Identifier: Apache-2.0
import { once } from 'node:events'
import { connect } from 'node:net'

import fc from 'fast-check'

import { createAuthenticate, mayDoInSession, peopleParts, startServer } from '#server'

import { openPeoplePlace } from '../people-place.ts'
import { malformedRequests, type MalformedRequest } from './malformed-requests.ts'
import { sampleServer } from './sample-server.ts'

const PASSWORD = 'four short plain words'
/** Every so many requests go over a socket as they are, without a client that would put them right. */
const OVER_THE_LINE_EVERY = 8
const ENOUGH = { perSecond: 1e9, burst: 1e9 }
/** What a trace of the program looks like in an answer. */
const TRACE =
  /\bat (async )?[\w.<>]+ \(|node_modules|node:internal|\.ts:\d+|SQLITE_|TypeError|RangeError|SyntaxError/

/** What came of many malformed requests: how often each status, and every answer that must not be. */
export interface MalformedOutcome {
  readonly statuses: ReadonlyMap<number, number>
  readonly faults: readonly string[]
}

/** Sends `count` requests made from `seed` to the whole surface, people and sign-in included. */
export async function sendMalformed(count: number, seed: number): Promise<MalformedOutcome> {
  const place = await openPeoplePlace()
  const { people, context, vault, porch } = place
  const server = sampleServer(
    { requestsPerAddress: ENOUGH, requestsPerIdentity: ENOUGH, mostStreamsPerIdentity: 1e6 },
    peopleParts({
      people,
      context,
      vault,
      porch,
      identityProvider: null,
      secureCookie: false,
      setUpCode: null,
    }),
    {
      authenticate: createAuthenticate(people),
      mayDo: mayDoInSession,
      ledger: place.ledger,
      now: context.now,
    },
  )
  const running = await startServer(server.app, 0)
  const statuses = new Map<number, number>()
  const faults: string[] = []
  try {
    await addAdministrator(place)
    let session = await signIn(place, server)
    const { paths } = (await (await server.ask('/api/v1/openapi.json')).json()) as { paths: object }
    const requests = fc.sample(malformedRequests([...Object.keys(paths), '/metrics', '/log/checkpoint']), {
      numRuns: count,
      seed,
    })
    for (const [n, request] of requests.entries()) {
      const headers = { ...headersOf(request, session), ...request.headers }
      const answer =
        n % OVER_THE_LINE_EVERY === 0
          ? await overTheLine(running.port, request, headers)
          : await straight(server, request, headers)
      // One of them may have signed out, or ended every session with a new password.
      if (answer.status === 204) session = await signIn(place, server)
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
      if (answer.status >= 500 || answer.status < 100 || TRACE.test(answer.text)) {
        faults.push(
          `${n} ${JSON.stringify({ ...request, body: request.body?.slice(0, 80) })} -> ${answer.status} ${answer.text.slice(0, 200)}`,
        )
      }
    }
    return { statuses, faults: [...faults, ...server.lines.filter((line) => line.includes('"level":50'))] }
  } finally {
    server.stop()
    await running.stop(0)
    await place.close()
  }
}

type Place = Awaited<ReturnType<typeof openPeoplePlace>>
type Sample = ReturnType<typeof sampleServer>

async function signIn({ people }: Place, { ask }: Sample): Promise<Record<string, string>> {
  const answer = await ask('/api/v1/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login: 'first', password: PASSWORD }),
  })
  const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  const entered = await people.enter(cookie.slice(cookie.indexOf('=') + 1))
  if (entered === null) throw new Error('the sign-in opened no session')
  people.sessions.raise(entered.session.key)
  const { csrfToken } = (await answer.json()) as { csrfToken: string }
  return { cookie, origin: 'http://localhost', 'x-marsad-csrf': csrfToken }
}

function headersOf({ as }: MalformedRequest, session: Record<string, string>): Record<string, string> {
  if (as === 'feed') return { authorization: 'Bearer token-of-firms' }
  return as === 'administrator' ? session : {}
}

async function addAdministrator({ people }: Place): Promise<void> {
  const person = {
    login: 'first',
    name: 'First',
    organisation: 'Mechanism',
    nation: 'FI',
    compartment: 'mechanism',
    roles: ['administrator', 'analyst'],
  }
  const added = await people.desk.addWithPassword(person, PASSWORD)
  if (!added.ok) throw new Error(JSON.stringify(added.problems))
}

interface Answer {
  readonly status: number
  readonly text: string
}

async function straight(
  { ask }: Sample,
  { method, path, body }: MalformedRequest,
  headers: Record<string, string>,
): Promise<Answer> {
  const hasBody = body !== null && !['GET', 'HEAD', 'get'].includes(method)
  const response = await ask(path, { method, headers, ...(hasBody ? { body } : {}) })
  if (response.headers.get('content-type')?.startsWith('text/event-stream') === true) {
    await response.body?.cancel()
    return { status: response.status, text: '' }
  }
  return { status: response.status, text: await response.text() }
}

async function overTheLine(
  port: number,
  { method, path, body }: MalformedRequest,
  headers: Record<string, string>,
): Promise<Answer> {
  const socket = connect(port, '127.0.0.1')
  let text = ''
  socket.on('data', (bytes) => {
    text += bytes.toString('latin1')
    // A live stream does not end by itself.
    if (text.includes('text/event-stream')) socket.destroy()
  })
  socket.on('error', () => {})
  socket.setTimeout(2_000, () => socket.destroy())
  const lines = Object.entries({ host: 'localhost', connection: 'close', ...headers }).map(
    ([name, value]) => `${name}: ${value}`,
  )
  socket.write(`${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${body ?? ''}`, 'utf8')
  await once(socket, 'close')
  const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(text)?.[1] ?? 499)
  return { status, text }
}
