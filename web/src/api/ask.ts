// SPDX-License-Identifier: Apache-2.0
import { ApiProblem, readProblem } from './api-problem.ts'
import { noteExercise } from './exercise.ts'

export interface Asking {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Sent as JSON. */
  readonly body?: unknown
  readonly signal?: AbortSignal
}

/** Sent with whatever changes anything; handed out with the session (src/server/session-cookie.ts). */
let csrfToken: string | null = null
export const keepCsrfToken = (token: string | null): void => {
  csrfToken = token
}

/** Hears of answers that say nobody is signed in any more. */
let onSignedOut: () => void = () => {}
export const whenSignedOut = (listener: () => void): void => {
  onSignedOut = listener
}

/** The service's answer at a path of its own origin, such as `/api/v1/session`; undefined where it has no body. Rejects with ApiProblem. */
export async function ask<T>(path: string, { method = 'GET', body, signal }: Asking = {}): Promise<T> {
  return readJson<T>(
    await send(path, 'application/json', {
      method,
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    }),
  )
}

/** The same for bytes that are sent as they are. */
export const askWithBytes = async <T>(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<T> =>
  readJson<T>(
    await send(path, 'application/json', {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: bytes,
    }),
  )

/** The text at a path of the service's own. Rejects with ApiProblem. */
export const askText = async (path: string, signal: AbortSignal): Promise<string> =>
  (await send(path, 'text/plain', { method: 'GET', signal })).text()

const readJson = async <T>(response: Response): Promise<T> =>
  (response.status === 204 ? undefined : await response.json()) as T

interface Sent {
  readonly method: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: NonNullable<RequestInit['body']>
  readonly signal?: AbortSignal
}

async function send(path: string, accept: string, request: Sent): Promise<Response> {
  const { method, headers, signal } = request
  let response: Response
  try {
    response = await fetch(path, {
      ...request,
      credentials: 'same-origin',
      headers: {
        accept,
        ...headers,
        ...(method === 'GET' || csrfToken === null ? {} : { 'x-marsad-csrf': csrfToken }),
      },
    })
  } catch (cause) {
    if (signal?.aborted === true) throw cause
    throw new ApiProblem('unreachable', 0, [], { cause })
  }
  noteExercise(response.headers)
  if (!response.ok) {
    const refusal = await readProblem(response)
    if (refusal.code === 'sign-in-needed') onSignedOut()
    throw refusal
  }
  return response
}
