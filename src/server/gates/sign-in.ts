// SPDX-License-Identifier: Apache-2.0
import type { MiddlewareHandler } from 'hono'

import type { Action } from '#people'

import type { ServerEnv } from '../env.ts'
import type { ServerPorts } from '../ports.ts'
import { ProblemError } from '../problem.ts'
import { createRateLimiter } from '../rate-limiter.ts'

/** What comes after it is for people who are signed in; who is not learns nothing of what exists. */
export function signInGate({ authenticate, settings }: ServerPorts): MiddlewareHandler<ServerEnv> {
  const limiter = createRateLimiter(settings.requestsPerIdentity, () => performance.now())
  return async (c, next) => {
    const identity = await authenticate(c.req.raw)
    if (identity === null) throw new ProblemError({ code: 'sign-in-needed' })
    const wait = limiter.take(identity.limitKey)
    if (wait !== null) throw new ProblemError({ code: 'too-many-requests', retryAfterSeconds: wait })
    c.set('identity', identity)
    await next()
  }
}

/** Lets through whose roles allow the action; which items they then see is for `mayRead`. */
export const needs =
  ({ mayDo }: Pick<ServerPorts, 'mayDo'>, action: Action): MiddlewareHandler<ServerEnv> =>
  async (c, next) => {
    if (!mayDo(c.get('identity'), action)) throw new ProblemError({ code: 'not-allowed' })
    await next()
  }
