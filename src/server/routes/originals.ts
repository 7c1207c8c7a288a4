// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'

import { digestOf, type Digest } from '#kernel'

import type { ServerApp, ServerContext } from '../env.ts'
import { takeIn } from '../intake.ts'
import { limitedBody, wholeBody } from '../limited-body.ts'
import type { Metrics } from '../metrics.ts'
import type { ServerPorts } from '../ports.ts'
import { ProblemError } from '../problem.ts'
import { createRateLimiter, createSlotLimiter } from '../rate-limiter.ts'
import { digestSchema, problemsOf } from '../schemas/answer.ts'
import { idParamSchema } from '../schemas/path.ts'
import { verifyWebhookSignature } from '../webhook-signature.ts'

export const receiptSchema = z
  .object({
    digest: digestSchema.openapi({ description: 'SHA-256 of the bytes as received.' }),
    log: z.object({ name: z.enum(['public', 'internal']), index: z.int() }),
  })
  .openapi('Receipt')

const answers = {
  201: { description: 'Durable and on record.', content: { 'application/json': { schema: receiptSchema } } },
  200: {
    description: 'The same bytes came before; this is their first acknowledgement.',
    content: { 'application/json': { schema: receiptSchema } },
  },
}

const bytes = { 'application/octet-stream': { schema: z.string().openapi({ format: 'binary' }) } }

const upload = createRoute({
  method: 'post',
  path: '/api/v1/feeds/{id}/originals',
  summary: 'Hand in bytes of a feed, with its token',
  security: [{ feedToken: [] }],
  request: { params: idParamSchema, body: { content: bytes } },
  responses: {
    ...answers,
    ...problemsOf('sign-in-needed', 'not-allowed', 'body-too-large', 'too-many-requests', 'queue-full'),
  },
})

const webhook = createRoute({
  method: 'post',
  path: '/api/v1/feeds/{id}/webhook',
  summary: 'Hand in bytes of a feed, signed under its key in X-Marsad-Signature',
  request: { params: idParamSchema, body: { content: bytes } },
  responses: {
    ...answers,
    ...problemsOf('sign-in-needed', 'body-too-large', 'too-many-requests', 'queue-full'),
  },
})

/** The doors by which feeds hand in originals: nobody signs in here, each request proves which feed it is. */
export function addOriginals(app: ServerApp, ports: ServerPorts, metrics: Metrics): void {
  const { feeds, settings } = ports
  app.openAPIRegistry.registerComponent('securitySchemes', 'feedToken', { type: 'http', scheme: 'bearer' })
  const rates = createRateLimiter(settings.requestsPerIdentity, () => performance.now())
  const slots = createSlotLimiter(settings.mostUploadsAtOncePerToken)

  /** Runs an upload where the feed is within its limits and what was taken in before is being worked on. */
  async function within<T>(key: string, run: () => Promise<T>): Promise<T> {
    const wait = rates.take(key)
    const giveBack = wait === null ? slots.take(key) : null
    if (giveBack === null) {
      throw new ProblemError({ code: 'too-many-requests', retryAfterSeconds: wait ?? 1 })
    }
    try {
      if ((await feeds.backlog()) >= settings.mostBacklog) {
        throw new ProblemError({ code: 'queue-full', retryAfterSeconds: settings.retryAfterSeconds })
      }
      return await run()
    } finally {
      giveBack()
    }
  }

  const acknowledged = async (feed: string, chunks: AsyncIterable<Uint8Array>) => {
    const { original, log, index, isFirst, bytes: size } = await takeIn(ports, feed, chunks)
    if (isFirst) metrics.originalBytes.inc(size)
    const receipt = { digest: original as Digest, log: { name: log, index } }
    return { receipt, isFirst }
  }

  app.openapi(upload, async (c) => {
    const token = bearerOf(c)
    const feed = token === null ? null : await feeds.feedOfToken(token)
    if (token === null || feed === null) throw new ProblemError({ code: 'sign-in-needed' })
    if (feed !== c.req.valid('param').id) throw new ProblemError({ code: 'not-allowed' })
    const { receipt, isFirst } = await within(digestOf(token), () =>
      acknowledged(feed, limitedBody(c.req.raw, settings.mostOriginalBytes)),
    )
    return isFirst ? c.json(receipt, 201) : c.json(receipt, 200)
  })

  app.openapi(webhook, async (c) => {
    const feed = c.req.valid('param').id
    const { receipt, isFirst } = await within(`webhook of ${feed}`, async () => {
      const body = await wholeBody(limitedBody(c.req.raw, settings.mostWebhookBytes))
      const keys = await feeds.webhookKeysOf(feed)
      const signature = c.req.header('x-marsad-signature') ?? ''
      if (!verifyWebhookSignature(signature, keys, body, ports.now())) {
        throw new ProblemError({ code: 'sign-in-needed' })
      }
      return acknowledged(feed, inOnePiece(body))
    })
    return isFirst ? c.json(receipt, 201) : c.json(receipt, 200)
  })
}

function bearerOf(c: ServerContext): string | null {
  const match = /^Bearer ([\w.~+/=-]{1,512})$/i.exec(c.req.header('authorization') ?? '')
  return match?.[1] ?? null
}

async function* inOnePiece(body: Uint8Array): AsyncGenerator<Uint8Array> {
  yield body
}
