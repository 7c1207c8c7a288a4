// SPDX-License-Identifier: Apache-2.0
import type { MiddlewareHandler } from 'hono'

import { peerOf, type ServerEnv } from '../env.ts'
import type { ServerPorts } from '../ports.ts'
import { ProblemError } from '../problem.ts'
import { createRateLimiter } from '../rate-limiter.ts'

/** Holds every address to the same rate, before anything is worked out for it. */
export function addressLimit({ settings }: ServerPorts): MiddlewareHandler<ServerEnv> {
  const limiter = createRateLimiter(settings.requestsPerAddress, () => performance.now())
  return async (c, next) => {
    const wait = limiter.take(peerOf(c) ?? 'no address')
    if (wait !== null) throw new ProblemError({ code: 'too-many-requests', retryAfterSeconds: wait })
    await next()
  }
}
