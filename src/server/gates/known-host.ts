// SPDX-License-Identifier: Apache-2.0
import type { MiddlewareHandler } from 'hono'

import type { ServerEnv } from '../env.ts'
import { ProblemError } from '../problem.ts'

const READS: readonly string[] = ['GET', 'HEAD', 'OPTIONS']

/** `example.org` of `example.org:8080`, `[::1]` of `[::1]:8080`. */
const withoutPort = (host: string): string => host.toLowerCase().replace(/:\d+$/, '')

/**
 * Refuses names that are not ours, so that a page elsewhere cannot reach the service by a name of its own (DNS rebinding), and
 * writes that a browser sends for another site.
 */
export const knownHost = (hosts: readonly string[]): MiddlewareHandler<ServerEnv> => {
  const known = new Set(hosts.map((host) => host.toLowerCase()))
  return async (c, next) => {
    const host = c.req.header('host') ?? new URL(c.req.url).host
    if (!known.has(withoutPort(host))) throw new ProblemError({ code: 'host-unknown' })
    if (!READS.includes(c.req.method) && isCrossSite(c.req.header('origin'), host)) {
      throw new ProblemError({ code: 'not-allowed' })
    }
    await next()
  }
}

/** Programs send no Origin; browsers send it with every write. */
function isCrossSite(origin: string | undefined, host: string): boolean {
  if (origin === undefined) return false
  return !URL.canParse(origin) || new URL(origin).host !== host.toLowerCase()
}
