// SPDX-License-Identifier: Apache-2.0
import type { MiddlewareHandler } from 'hono'

import type { ServerEnv } from '../env.ts'
import { limitedBody, wholeBody } from '../limited-body.ts'

/** Reads the body before anything else does, and ends the request where it is longer than allowed, by declared length or in fact. */
export const bodyLimit =
  (mostBytes: number): MiddlewareHandler<ServerEnv> =>
  async (c, next) => {
    const { raw } = c.req
    if (raw.method !== 'GET' && raw.method !== 'HEAD' && raw.body !== null) {
      const body = await wholeBody(limitedBody(raw, mostBytes))
      const { method, headers, signal } = raw
      c.req.raw = new Request(raw.url, { method, headers, signal, body })
    }
    await next()
  }
