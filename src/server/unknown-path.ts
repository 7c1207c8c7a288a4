// SPDX-License-Identifier: Apache-2.0
import type { ServerApp, ServerContext } from './env.ts'
import { problemResponse } from './problem.ts'

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/** A path that exists for other methods is 405 with their names; every other is 404. Only who passed the gate comes here. */
export function answerUnknown(app: ServerApp, c: ServerContext): Response {
  const allow = METHODS.filter((method) =>
    app.router.match(method, c.req.path)[0].some(([[, route]]) => route.method === method),
  )
  if (allow.includes('GET')) allow.push('HEAD')
  const isKnownOtherwise = allow.length > 0 && !allow.includes(c.req.method)
  return problemResponse(isKnownOtherwise ? { code: 'method-not-allowed', allow } : { code: 'not-found' })
}
