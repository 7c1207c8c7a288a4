// SPDX-License-Identifier: Apache-2.0
import { z } from '@hono/zod-openapi'

export const idParamSchema = z.object({
  id: z
    .string()
    .min(1)
    .max(200)
    .openapi({ param: { name: 'id', in: 'path' } }),
})

const FEED_ID = /^[a-z0-9][a-z0-9-]{0,62}$/

export const feedParamSchema = z.object({
  id: z
    .string()
    .regex(FEED_ID)
    .openapi({ param: { name: 'id', in: 'path' }, example: 'firms-noaa20' }),
})
