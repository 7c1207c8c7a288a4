// SPDX-License-Identifier: Apache-2.0
import type { MiddlewareHandler } from 'hono'

import type { ServerEnv } from '../env.ts'
import { ProblemError } from '../problem.ts'

/** An escape of half a character (a surrogate), which JSON lets pass alone though no text has it alone. */
const HALF_ESCAPED = /\\u[dD][89a-fA-F]/

/** Ends a request whose JSON holds half a character: it has no bytes in UTF-8, so that no record could hold it and no digest be taken of it. */
export const wellFormedText = (): MiddlewareHandler<ServerEnv> => async (c, next) => {
  if (/\bjson\b/i.test(c.req.header('content-type') ?? '')) {
    const text = await c.req.text()
    if (HALF_ESCAPED.test(text) && !isWellFormed(parsed(text)))
      throw new ProblemError({ code: 'body-unusable', problems: [{ path: '', code: 'text-ill-formed' }] })
  }
  await next()
}

/** Null where it is no JSON, which is for whoever reads it to say. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Asks values one by one, however deep they lie. */
function isWellFormed(root: unknown): boolean {
  const left = [root]
  while (left.length > 0) {
    const value = left.pop()
    if (typeof value === 'string' && !isText(value)) return false
    if (typeof value !== 'object' || value === null) continue
    for (const [key, one] of Object.entries(value)) left.push(key, one)
  }
  return true
}

const isText = (text: string): boolean => !/\p{Surrogate}/u.test(text)
