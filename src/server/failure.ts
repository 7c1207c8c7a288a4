// SPDX-License-Identifier: Apache-2.0
import { HTTPException } from 'hono/http-exception'
import type { Logger } from 'pino'

import type { ServerContext } from './env.ts'
import { ProblemError, problemResponse } from './problem.ts'

/** The one place where an error becomes an answer. A bug is logged by its kind and place, without its message, which may quote what came in. */
export const answerFailure =
  (logger: Logger) =>
  (error: unknown, c: ServerContext): Response => {
    if (error instanceof ProblemError) return problemResponse(error.details)
    // Thrown by hono itself for a body that is no JSON and the like.
    if (error instanceof HTTPException && error.status < 500) {
      return problemResponse({ code: 'request-malformed' })
    }
    logger.error({ requestId: c.get('requestId'), ...traceOf(error) }, 'request failed')
    return problemResponse({ code: 'internal-error' })
  }

interface Trace {
  readonly error: string
  readonly code?: string
  readonly frames: readonly string[]
}

/** Kind, code and frames of an error. */
export function traceOf(error: unknown): Trace {
  if (!(error instanceof Error)) return { error: typeof error, frames: [] }
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {}
  return { error: error.name, ...code, frames: frames.map((line) => line.trim()) }
}
