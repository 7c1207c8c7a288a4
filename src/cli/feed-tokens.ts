// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod'

import type { Mission } from '#adapters'
import { ok, problem, refuse, type JsonValue, type Result } from '#kernel'

interface OnMission {
  readonly mission: Mission
}

const issueSchema = z.strictObject({ feed: z.string(), source: z.string().nullable() })
/** What `token-issue` answers. */
export const issuedTokenSchema = z.object({ id: z.string(), token: z.string() })

const listSchema = z.strictObject({ feed: z.string() })
const revokeSchema = z.strictObject({ feed: z.string(), token: z.string() })

/** A new token of a feed, shown this once, with what it is called. */
export async function issueToken({ mission }: OnMission, params: JsonValue): Promise<Result<JsonValue>> {
  const read = issueSchema.safeParse(params)
  if (!read.success) return unreadable()
  const issued = await mission.feeds.issueToken(read.data.feed, read.data.source, keeperOf(mission))
  return issued.ok ? ok({ ...issued.value }) : issued
}

/** Every token of a feed by what it is called, with when it was issued and taken back. */
export async function listTokens({ mission }: OnMission, params: JsonValue): Promise<Result<JsonValue>> {
  const read = listSchema.safeParse(params)
  if (!read.success) return unreadable()
  const { feed } = read.data
  const tokens = await mission.feeds.tokensOf(feed)
  if (tokens === null) return refuse(problem('feed', 'feed-unknown', { feed }))
  return ok(tokens.map((token) => ({ ...token })))
}

/** Takes a token back. */
export async function revokeToken({ mission }: OnMission, params: JsonValue): Promise<Result<JsonValue>> {
  const read = revokeSchema.safeParse(params)
  if (!read.success) return unreadable()
  const { feed, token } = read.data
  const revoked = await mission.feeds.revokeToken(feed, token, keeperOf(mission))
  return revoked.ok ? ok(null) : revoked
}

/** On the machine itself nobody is signed in. */
const keeperOf = (mission: Mission) => ({ person: null, now: mission.now() })

const unreadable = (): Result<JsonValue> => refuse(problem('', 'mission-command-unreadable'))
