// SPDX-License-Identifier: Apache-2.0
import type { MiddlewareHandler } from 'hono'

import { formatInstant } from '#kernel'

import type { ServerEnv } from '../env.ts'
import type { ServerPorts } from '../ports.ts'

/** For every answer that does not bring a stricter word of its own; no CORS header is ever sent, so that no other site reads here. */
const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'cache-control': 'no-store',
}

export const securityHeaders = ({
  settings: { exercise, ownClock },
  now,
}: Pick<ServerPorts, 'settings' | 'now'>): MiddlewareHandler<ServerEnv> => {
  const headers = Object.entries({ ...HEADERS, ...(exercise ? { 'x-marsad-exercise': 'true' } : {}) })
  return async (c, next) => {
    await next()
    // In place: by the context each would make the answer anew, with a stream for its body.
    const own = c.res.headers
    for (const [name, value] of headers) if (!own.has(name)) own.set(name, value)
    // Pages would else show the time on the wall beside deadlines of another.
    if (exercise && ownClock) own.set('x-marsad-exercise-time', formatInstant(now()))
    own.set('x-request-id', c.get('requestId'))
  }
}
