// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'

import type { NoticeStore } from '#adapters'
import { formatInstant, type Instant } from '#kernel'
import { namedBy, noticeChannelSchema, noticeRuleSchema, type Subscription } from '#notices'

import type { ServerApp } from '../env.ts'
import { problemsOf } from '../schemas/answer.ts'
import { jsonAnswer, jsonBody } from '../schemas/people.ts'
import { signedInOf } from '../signed-in.ts'

const MOST_RULES = 50
const MOST_NOTICES = 200

export interface NoticeRoutes {
  readonly store: NoticeStore
  /** What a webhook of this address is signed with, in hexadecimal digits. */
  webhookKeyOf(address: string): string
  now(): Instant
}

const refusals = problemsOf('body-unusable', 'query-unusable', 'sign-in-needed', 'too-many-requests')
const ruleSchema = z.strictObject({
  rule: noticeRuleSchema,
  channels: z.array(noticeChannelSchema).min(1).max(5),
})
const rulesSchema = z.strictObject({ rules: z.array(ruleSchema).max(MOST_RULES) }).openapi('NoticeRules')
const rulesAnswerSchema = z
  .object({
    rules: z.array(ruleSchema),
    webhookKeys: z.array(z.object({ address: z.string(), key: z.string() })),
  })
  .openapi('NoticeRulesAnswer')
const noticeSchema = z
  .object({
    id: z.string(),
    toldAt: z.string(),
    readAt: z.string().nullable(),
    kind: z.string(),
    of: z.string().openapi({ description: 'Id of what it is about, to be looked up there.' }),
  })
  .openapi('Notice')

const readRules = createRoute({
  method: 'get',
  path: '/api/v1/notice-rules',
  summary: 'What you asked to be told of, and by which ways',
  responses: { 200: jsonAnswer('Yours alone.', rulesAnswerSchema), ...refusals },
})
const putRules = createRoute({
  method: 'put',
  path: '/api/v1/notice-rules',
  summary: 'Ask to be told of things: what is sent replaces what was asked before',
  request: jsonBody(rulesSchema),
  responses: { 200: jsonAnswer('As they hold from now on.', rulesAnswerSchema), ...refusals },
})
const list = createRoute({
  method: 'get',
  path: '/api/v1/notices',
  summary: 'What you were told, the latest first, and how much of it you have not seen',
  request: {
    query: z.strictObject({
      before: z.string().max(64).optional().openapi({ description: 'Id that the page before ended with.' }),
    }),
  },
  responses: {
    200: jsonAnswer(
      'Yours alone.',
      z.object({ items: z.array(noticeSchema), next: z.string().nullable(), unread: z.int().nonnegative() }),
    ),
    ...refusals,
  },
})
const markRead = createRoute({
  method: 'post',
  path: '/api/v1/notices/read',
  summary: 'Say that you have seen notices',
  request: jsonBody(z.strictObject({ ids: z.array(z.string().max(64)).min(1).max(MOST_NOTICES) })),
  responses: { 200: jsonAnswer('What is left.', z.object({ unread: z.int().nonnegative() })), ...refusals },
})

/** Everybody's own rules and notices; nobody reads those of another. */
export function addNotices(app: ServerApp, { store, webhookKeyOf, now }: NoticeRoutes): void {
  const answer = (subscriptions: readonly Omit<Subscription, 'person'>[]) => {
    const rules = subscriptions.map(({ rule, channels }) => ({ rule, channels: [...channels] }))
    const addresses = rules.flatMap(({ channels }) =>
      channels.flatMap((channel) => (channel.kind === 'webhook' ? [channel.address] : [])),
    )
    const webhookKeys = [...new Set(addresses)].map((address) => ({ address, key: webhookKeyOf(address) }))
    return { rules, webhookKeys }
  }
  app.openapi(readRules, async (c) => c.json(answer(await store.rulesOf(signedInOf(c).person.id)), 200))
  app.openapi(putRules, async (c) => {
    const { rules } = c.req.valid('json')
    await store.setRules(signedInOf(c).person.id, rules, now())
    return c.json(answer(rules), 200)
  })
  app.openapi(list, async (c) => {
    const person = signedInOf(c).person.id
    const { before } = c.req.valid('query')
    const found = await store.list(person, MOST_NOTICES + 1, before ?? null)
    const shown = found.slice(0, MOST_NOTICES)
    return c.json(
      {
        items: shown.map(({ id, toldAt, readAt, happening }) => ({
          id,
          toldAt: formatInstant(toldAt),
          readAt: readAt === null ? null : formatInstant(readAt),
          ...namedBy(happening),
        })),
        next: found.length > MOST_NOTICES ? (shown.at(-1)?.id ?? null) : null,
        unread: await store.unread(person),
      },
      200,
    )
  })
  app.openapi(markRead, async (c) => {
    const person = signedInOf(c).person.id
    await store.markRead(person, c.req.valid('json').ids, now())
    return c.json({ unread: await store.unread(person) }, 200)
  })
}
