// SPDX-License-Identifier: Apache-2.0
import { bodyLimit as honoBodyLimit } from 'hono/body-limit'
import type { MiddlewareHandler } from 'hono'

import type { ServerEnv } from '../env.ts'
import { ProblemError } from '../problem.ts'

/** Ends a request whose body is longer than allowed, by its declared length or while it is read. */
export const bodyLimit = (mostBytes: number): MiddlewareHandler<ServerEnv> =>
  honoBodyLimit({
    maxSize: mostBytes,
    onError: () => {
      throw new ProblemError({ code: 'body-too-large' })
    },
  })
