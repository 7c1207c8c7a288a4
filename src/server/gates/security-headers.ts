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
    for (const [name, value] of headers) if (!c.res.headers.has(name)) c.header(name, value)
    // Pages would else show the time on the wall beside deadlines of another.
    if (exercise && ownClock) c.header('x-marsad-exercise-time', formatInstant(now()))
    c.header('x-request-id', c.get('requestId'))
  }
}
