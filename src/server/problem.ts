// SPDX-License-Identifier: Apache-2.0
import type { Problem } from '#kernel'

import { PROBLEM_CODES, type ProblemCode } from './problem-codes.ts'

export const PROBLEM_MEDIA_TYPE = 'application/problem+json'

export interface ProblemDetails {
  readonly code: ProblemCode
  /** Everything that is wrong with the input, by path and code. */
  readonly problems?: readonly Problem[]
  readonly retryAfterSeconds?: number
  /** Methods that the path knows, for 405. */
  readonly allow?: readonly string[]
}

/** Thrown where a request ends early; the one error handler turns it into the answer. */
export class ProblemError extends Error {
  readonly details: ProblemDetails

  constructor(details: ProblemDetails) {
    super(details.code)
    this.name = 'ProblemError'
    this.details = details
  }
}

/** The answer of RFC 9457: a fixed sentence, a code, every problem found; never a stack, a path or a value that came in. */
export function problemResponse({ code, problems, retryAfterSeconds, allow }: ProblemDetails): Response {
  const { status, title } = PROBLEM_CODES[code]
  const headers = new Headers({ 'content-type': PROBLEM_MEDIA_TYPE, 'cache-control': 'no-store' })
  if (retryAfterSeconds !== undefined) headers.set('retry-after', String(Math.ceil(retryAfterSeconds)))
  if (allow !== undefined) headers.set('allow', allow.join(', '))
  if (code === 'sign-in-needed') headers.set('www-authenticate', 'Bearer realm="marsad"')
  const body = { type: `urn:marsad:problem:${code}`, title, status, code, problems: problems ?? [] }
  return new Response(JSON.stringify(body), { status, headers })
}
