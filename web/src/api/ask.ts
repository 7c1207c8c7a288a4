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
export async function ask<T>(path: string, asking: Asking = {}): Promise<T> {
  const response = await askFor(path, 'application/json', asking)
  return (response.status === 204 ? undefined : await response.json()) as T
}

/** The text at a path of the service's own. Rejects with ApiProblem. */
export const askText = async (path: string, signal: AbortSignal): Promise<string> =>
  (await askFor(path, 'text/plain', { signal })).text()

async function askFor(
  path: string,
  accept: string,
  { method = 'GET', body, signal }: Asking,
): Promise<Response> {
  let response: Response
  try {
    response = await fetch(path, {
      method,
      credentials: 'same-origin',
      headers: {
        accept,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(method === 'GET' || csrfToken === null ? {} : { 'x-marsad-csrf': csrfToken }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
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
