// SPDX-License-Identifier: Apache-2.0
import type { Hook } from '@hono/zod-openapi'

import type { Problem } from '#kernel'

import type { ServerEnv } from './env.ts'
import { problemResponse } from './problem.ts'

/** Our own codes are in kebab-case; what the schema library says otherwise is named by its kind. */
const CODE = /^[a-z][a-z0-9]*(-[a-z0-9]+)+$/

interface Issue {
  readonly code: string
  readonly message: string
  readonly path: readonly PropertyKey[]
  readonly keys?: readonly string[]
}

/** The answer to input that a schema refused: all problems by path and code, none of the values. */
export const refuseUnread: Hook<unknown, ServerEnv, string, unknown> = (result) => {
  if (result.success) return
  const issues: readonly Issue[] = result.error.issues
  switch (result.target) {
    case 'query':
      return problemResponse({ code: 'query-unusable', problems: issues.flatMap(toProblems) })
    case 'param':
      // A name that nothing can have is the name of nothing.
      return problemResponse({ code: 'not-found' })
    default:
      return problemResponse({ code: 'body-unusable', problems: issues.flatMap(toProblems) })
  }
}

/** Longest path that is sent back: names of unknown parameters are the caller's own words. */
const MOST_PATH_CHARACTERS = 64

function toProblems({ code, message, path, keys }: Issue): readonly Problem[] {
  const at = path.map(String).join('.')
  if (keys !== undefined) {
    return keys.map((key) => ({
      path: [at, key]
        .filter((part) => part !== '')
        .join('.')
        .slice(0, MOST_PATH_CHARACTERS),
      code: 'unknown-parameter',
    }))
  }
  return [
    {
      path: at.slice(0, MOST_PATH_CHARACTERS),
      code: CODE.test(message) ? message : code.replaceAll('_', '-'),
    },
  ]
}
