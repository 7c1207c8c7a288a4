// SPDX-License-Identifier: Apache-2.0
import { z } from '@hono/zod-openapi'

export const idParamSchema = z.object({
  id: z
    .string()
    .min(1)
    .max(200)
    .openapi({ param: { name: 'id', in: 'path' } }),
})
