// SPDX-License-Identifier: Apache-2.0

/** An answer that a story cannot go on from. */
export class StoryError extends Error {
  readonly code: 'answered-otherwise' | 'nothing-came'

  constructor(code: StoryError['code'], message: string) {
    super(message)
    this.name = 'StoryError'
    this.code = code
  }
}

/** Somebody at a browser: signs in when needed, keeps the cookie, shows the token. */
export interface Desk {
  readonly login: string
  get(path: string): Promise<Record<string, unknown>>
  /** Answers with the body of a 201. Throws StoryError 'answered-otherwise' with what came instead. */
  post(path: string, body: unknown): Promise<Record<string, unknown>>
}

/** A desk for one account; each sitting begins with a sign-in, since sessions end while the story's clock jumps. */
export function createDesk(url: string, login: string, password: string, sittingOf: () => number): Desk {
  let sitting = -1
  let headers: Record<string, string> = {}

  const signIn = async (): Promise<void> => {
    if (sitting === sittingOf()) return
    sitting = sittingOf()
    const answer = await fetch(new URL('/api/v1/session', url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login, password }),
    })
    const { csrfToken } = (await expectStatus(answer, 201, `${login} signing in`)) as { csrfToken: string }
    const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    headers = { cookie, 'x-marsad-csrf': csrfToken }
  }

  return {
    login,
    async get(path) {
      await signIn()
      return expectStatus(await fetch(new URL(path, url), { headers }), 200, `${login} reading ${path}`)
    },
    async post(path, body) {
      await signIn()
      const answer = await fetch(new URL(path, url), {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      return expectStatus(answer, 201, `${login} at ${path}`)
    },
  }
}

/** Hands in bytes of a feed. */
export async function handIn(
  url: string,
  feed: string,
  token: string,
  bytes: Uint8Array,
): Promise<Record<string, unknown>> {
  const answer = await fetch(new URL(`/api/v1/feeds/${feed}/originals`, url), {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
    body: new Uint8Array(bytes),
  })
  return expectStatus(answer, 201, `feed ${feed}`)
}

async function expectStatus(
  answer: Response,
  status: number,
  what: string,
): Promise<Record<string, unknown>> {
  const body = (await answer.json()) as Record<string, unknown>
  if (answer.status === status) return body
  throw new StoryError(
    'answered-otherwise',
    `${what}: answered ${answer.status} instead of ${status}: ${JSON.stringify(body)}`,
  )
}
