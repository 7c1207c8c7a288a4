// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'

import type { Mission } from '#adapters'
import { SOURCES } from '#sources'

import type { AddRoutes } from '../app.ts'
import type { ServerContext } from '../env.ts'
import { ProblemError } from '../problem.ts'
import { problemsOf } from '../schemas/answer.ts'
import { jsonAnswer, jsonBody } from '../schemas/people.ts'
import { allows, signedInOf } from '../signed-in.ts'
import { takeOrRefuse } from '../take-or-refuse.ts'

/** More than any name has; which are none is for the feeds to say. */
const MOST_NAME_CHARACTERS = 200

const PATH = '/api/v1/feeds/{feed}/tokens'
const feedParam = z
  .string()
  .max(MOST_NAME_CHARACTERS)
  .openapi({ param: { name: 'feed', in: 'path' } })

const tokensSchema = z
  .object({
    items: z.array(
      z.object({
        id: z.string().openapi({ description: 'What the token is called; it opens nothing.' }),
        issuedAt: z.string(),
        revokedAt: z.string().nullable(),
      }),
    ),
  })
  .openapi('FeedTokens')

const list = createRoute({
  method: 'get',
  path: PATH,
  summary: 'The tokens of a feed, the latest first; for administrators of the Mechanism',
  middleware: allows('issue-feed-tokens'),
  request: { params: z.object({ feed: feedParam }) },
  responses: {
    200: jsonAnswer('By what each is called.', tokensSchema),
    ...problemsOf('sign-in-needed', 'not-allowed', 'second-factor-needed', 'not-found'),
  },
})

const issue = createRoute({
  method: 'post',
  path: PATH,
  summary: 'A new token of a feed, and the feed where it is not there yet',
  middleware: allows('issue-feed-tokens'),
  request: {
    params: z.object({ feed: feedParam }),
    ...jsonBody(
      z.strictObject({
        source: z
          .enum(SOURCES.map(({ id }) => id))
          .optional()
          .openapi({ description: 'What it delivers; taken from the name where that begins with it.' }),
      }),
    ),
  },
  responses: {
    201: jsonAnswer(
      'The token, shown this once.',
      z.object({ id: z.string(), token: z.string() }).openapi('IssuedToken'),
    ),
    ...problemsOf(
      'body-unusable',
      'sign-in-needed',
      'not-allowed',
      'second-factor-needed',
      'too-many-requests',
    ),
  },
})

const revoke = createRoute({
  method: 'delete',
  path: `${PATH}/{token}`,
  summary: 'Take a token back, from now on and for good',
  middleware: allows('issue-feed-tokens'),
  request: {
    params: z.object({
      feed: feedParam,
      token: z
        .string()
        .max(64)
        .openapi({ param: { name: 'token', in: 'path' } }),
    }),
  },
  responses: {
    204: { description: 'It opens nothing any more.' },
    ...problemsOf(
      'sign-in-needed',
      'not-allowed',
      'second-factor-needed',
      'not-found',
      'conflict',
      'too-many-requests',
    ),
  },
})

/** Tokens with which feeds deliver. Receipts count everybody's records, so only administrators of the Mechanism hand them out. */
export const addFeedTokens =
  (feeds: Pick<Mission['feeds'], 'issueToken' | 'tokensOf' | 'revokeToken'>): AddRoutes =>
  (app, { now }) => {
    app.openapi(list, async (c) => {
      keeperAt(c)
      const tokens = await feeds.tokensOf(c.req.valid('param').feed)
      if (tokens === null) throw new ProblemError({ code: 'not-found' })
      return c.json({ items: [...tokens] }, 200)
    })
    app.openapi(issue, async (c) => {
      const by = { person: keeperAt(c), now: now() }
      const { source } = c.req.valid('json')
      const issued = await feeds.issueToken(c.req.valid('param').feed, source ?? null, by)
      return c.json({ ...takeOrRefuse(issued) }, 201)
    })
    app.openapi(revoke, async (c) => {
      const by = { person: keeperAt(c), now: now() }
      const { feed, token } = c.req.valid('param')
      takeOrRefuse(await feeds.revokeToken(feed, token, by))
      return c.body(null, 204)
    })
  }

/** The id of whoever asks; a party's administrators have nothing to do with feeds. */
function keeperAt(c: ServerContext): string {
  const { person } = signedInOf(c)
  if (person.compartment !== 'mechanism') throw new ProblemError({ code: 'not-allowed' })
  return person.id
}
