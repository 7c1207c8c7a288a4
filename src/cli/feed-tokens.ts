// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod'

import type { Mission } from '#adapters'
import { problem, refuse, type JsonValue, type Result } from '#kernel'

const paramsSchema = z.strictObject({ feed: z.string(), source: z.string().nullable() })

/** A new token of a feed, shown this once. */
export function issueToken(
  { mission }: { readonly mission: Mission },
  params: JsonValue,
): Promise<Result<JsonValue>> {
  const read = paramsSchema.safeParse(params)
  if (!read.success) return Promise.resolve(refuse(problem('', 'mission-command-unreadable')))
  return mission.feeds.issueToken(read.data.feed, read.data.source, mission.now())
}
