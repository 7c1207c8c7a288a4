// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod'

import { DAY_MS, isDigest, ok, problem, refuse, type Digest, type Instant, type Result } from '#kernel'

const rulesSchema = z.strictObject({
  schema: z.literal('marsad/retention@1'),
  rules: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
        /** Feed by its name; null is every feed that no other rule names. */
        feed: z.string().min(1).nullable(),
        keepDays: z.int().min(1).max(36_525),
        /** The law, contract or decision that asks for it; goes on record with each removal. */
        reason: z.string().min(1).max(400),
      }),
    )
    .min(1),
  /** Originals that stay whatever their age: evidence of an open case. */
  hold: z.array(z.custom<Digest>((value) => typeof value === 'string' && isDigest(value))),
})

/** How long the bytes of originals are kept, as data. */
export type RetentionRules = z.infer<typeof rulesSchema>

/** Something that was delivered, as far as retention asks. */
export interface RetainedDelivery {
  readonly original: Digest
  readonly feed: string
  readonly receivedAt: Instant
}

export interface DueOriginal {
  readonly original: Digest
  readonly rule: RetentionRules['rules'][number]
}

/** Reads rules from JSON. Problems: `json-unreadable`, `retention-unreadable` by path, `retention-feed-twice`. */
export function parseRetention(text: string, name: string): Result<RetentionRules> {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return refuse(problem(name, 'json-unreadable'))
  }
  const read = rulesSchema.safeParse(json)
  if (!read.success) {
    return refuse(
      ...read.error.issues.map((issue) =>
        problem(`${name}: ${issue.path.map(String).join('.')}`, 'retention-unreadable'),
      ),
    )
  }
  const feeds = read.data.rules.map(({ feed }) => feed)
  const twice = feeds.findIndex((feed, at) => feeds.indexOf(feed) !== at)
  return twice < 0 ? ok(read.data) : refuse(problem(`${name}: rules.${twice}`, 'retention-feed-twice'))
}

/**
 * The originals whose time is over, sorted by digest: every delivery of the same bytes is older than its rule asks, none is held, and
 * none is of a feed without a rule.
 */
export function originalsDue(
  { rules, hold }: RetentionRules,
  deliveries: Iterable<RetainedDelivery>,
  now: Instant,
): readonly DueOriginal[] {
  const due = new Map<Digest, DueOriginal | null>()
  for (const { original, feed, receivedAt } of deliveries) {
    const rule = rules.find((one) => one.feed === feed) ?? rules.find((one) => one.feed === null)
    const isOver =
      rule !== undefined && now - receivedAt >= rule.keepDays * DAY_MS && !hold.includes(original)
    if (!isOver) due.set(original, null)
    else if (!due.has(original)) due.set(original, { original, rule })
  }
  return [...due.values()]
    .filter((one) => one !== null)
    .sort((a, b) => (a.original < b.original ? -1 : a.original > b.original ? 1 : 0))
}
