// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto'
import { performance } from 'node:perf_hooks'

import type { MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import type { Logger } from 'pino'

import type { ServerEnv } from '../env.ts'
import type { Metrics } from '../metrics.ts'
import { HUMAN_SOURCES_PATH, INTAKE_PATH } from '../human-sources-path.ts'

const KNOWN_METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

/**
 * One line and one count for each answer, by the pattern of its route: never the address asked for, which may name a person, a place or a
 * source, nor who asked; that stands in the internal log, where reading it is recorded in turn.
 */
export const accessRecord =
  (logger: Logger, metrics: Metrics): MiddlewareHandler<ServerEnv> =>
  async (c, next) => {
    const began = performance.now()
    const requestId = randomUUID()
    c.set('requestId', requestId)
    await next()
    const seconds = (performance.now() - began) / 1_000
    // Gates match every method; what answers is written for one.
    const route = matchedRoutes(c).find((one) => one.method !== 'ALL')?.path ?? 'none'
    // When somebody told us something is nobody's to read, not even in a count.
    if (route.startsWith(HUMAN_SOURCES_PATH) || route.startsWith(INTAKE_PATH)) return
    const method = KNOWN_METHODS.has(c.req.method) ? c.req.method : 'OTHER'
    const labels = { method, route }
    metrics.requests.inc({ ...labels, status: String(c.res.status) })
    metrics.seconds.observe(labels, seconds)
    logger.info(
      { requestId, ...labels, status: c.res.status, milliseconds: Math.round(seconds * 1_000) },
      'answered',
    )
  }
