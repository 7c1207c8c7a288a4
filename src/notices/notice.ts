// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod'

import { assertNever, type Digest } from '#kernel'

/** What a person asked to be told of. */
export const noticeRuleSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('in-my-area'),
    west: z.number().min(-180).max(180),
    south: z.number().min(-90).max(90),
    east: z.number().min(-180).max(180),
    north: z.number().min(-90).max(90),
  }),
  z.strictObject({ kind: z.literal('my-signature-needed') }),
  z.strictObject({ kind: z.literal('clock-at'), share: z.number().gt(0).max(1) }),
  /** Nothing came of a feed for so long. */
  z.strictObject({ kind: z.literal('feed-silent'), hours: z.number().gt(0).max(8_760) }),
])
export type NoticeRule = z.infer<typeof noticeRuleSchema>

/** By which way; what a webhook is signed with is worked out of its address, never kept with it. */
export const noticeChannelSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('web') }),
  z.strictObject({ kind: z.literal('mail'), address: z.email() }),
  z.strictObject({ kind: z.literal('webhook'), address: z.url({ protocol: /^https?$/ }) }),
])
export type NoticeChannel = z.infer<typeof noticeChannelSchema>

export const subscriptionSchema = z.strictObject({
  rule: noticeRuleSchema,
  channels: z.array(noticeChannelSchema).min(1).max(5),
})

export interface Subscription {
  readonly person: string
  readonly rule: NoticeRule
  readonly channels: readonly NoticeChannel[]
}

/** Something that happened, as far as rules ask; only what the person may read is ever asked about. */
export type Happening =
  | {
      readonly kind: 'possible-violation'
      readonly id: Digest
      readonly latitude: number
      readonly longitude: number
    }
  | {
      readonly kind: 'signature-needed'
      readonly case: string
      readonly version: number
      readonly persons: readonly string[]
      /** As what they would sign. */
      readonly as: 'verifier' | 'releaser' | 'commissioner'
    }
  | {
      readonly kind: 'clock'
      readonly deadline: string
      readonly shareElapsed: number
      readonly owner: string
    }
  | {
      readonly kind: 'feed-silent'
      readonly feed: string
      readonly since: string
      readonly silentHours: number
    }

/** One thing that one person is told, once: equal keys are one notice. */
export interface Notice {
  readonly key: string
  readonly person: string
  readonly happening: Happening
  readonly channels: readonly NoticeChannel[]
}

/** Who is told of it, and by which ways; the key makes a second telling of the same thing the same notice. */
export function noticesOf(happening: Happening, subscriptions: readonly Subscription[]): readonly Notice[] {
  const told = new Map<string, Notice>()
  for (const { person, rule, channels } of subscriptions) {
    const about = matchOf(happening, rule, person)
    if (about === null) continue
    const key = `${person}|${about}`
    const before = told.get(key)?.channels ?? []
    const added = channels.filter((one) => !before.some((other) => sameChannel(one, other)))
    told.set(key, { key, person, happening, channels: [...before, ...added] })
  }
  return [...told.values()]
}

/** What the notice is about, where the rule asks for it. */
function matchOf(happening: Happening, rule: NoticeRule, person: string): string | null {
  if (happening.kind === 'possible-violation' && rule.kind === 'in-my-area') {
    const { latitude, longitude } = happening
    const inside =
      latitude >= rule.south && latitude <= rule.north && longitude >= rule.west && longitude <= rule.east
    return inside ? `violation/${happening.id}` : null
  }
  if (happening.kind === 'signature-needed' && rule.kind === 'my-signature-needed') {
    return happening.persons.includes(person)
      ? `signature/${happening.case}/${happening.version}/${happening.as}`
      : null
  }
  if (happening.kind === 'clock' && rule.kind === 'clock-at') {
    const isMine = happening.owner === person && happening.shareElapsed >= rule.share
    return isMine ? `clock/${happening.deadline}/${rule.share}` : null
  }
  if (happening.kind === 'feed-silent' && rule.kind === 'feed-silent')
    return happening.silentHours >= rule.hours ? `silence/${happening.feed}/${happening.since}` : null
  return null
}

/** What the desk shows: which thing it is, so that it is looked up by whoever reads it, as far as they may by then. */
export function namedBy(happening: Happening): { readonly kind: Happening['kind']; readonly of: string } {
  const { kind } = happening
  switch (kind) {
    case 'possible-violation':
      return { kind, of: happening.id }
    case 'signature-needed':
      return { kind, of: happening.case }
    case 'clock':
      return { kind, of: happening.deadline }
    case 'feed-silent':
      return { kind, of: happening.feed }
    default:
      return assertNever(happening)
  }
}

/** What leaves the mission for a person's mailbox or another system: of an item nothing but that something waits at the desk. */
export interface OutwardNotice {
  readonly schema: 'marsad/notice@1'
  /** Says nothing; the desk knows it. */
  readonly notice: string
  readonly about: 'something' | 'signature-needed' | 'clock' | 'feed-silent'
  readonly exercise: boolean
}

/** Mail and webhooks are no feed of what the mission sees: possible violations are not named there, neither what nor where. */
export const outwardOf = (notice: string, { kind }: Happening, exercise: boolean): OutwardNotice => ({
  schema: 'marsad/notice@1',
  notice,
  about: kind === 'possible-violation' ? 'something' : kind,
  exercise,
})

const sameChannel = (a: NoticeChannel, b: NoticeChannel): boolean => JSON.stringify(a) === JSON.stringify(b)
