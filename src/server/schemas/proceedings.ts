// SPDX-License-Identifier: Apache-2.0
import { z } from '@hono/zod-openapi'

const MOST_ROWS_IN_A_PAGE = 500
const DEFAULT_ROWS = 100
const MOST_CURSOR_CHARACTERS = 2_000

const wholeNumber = z
  .string()
  .regex(/^\d{1,15}$/, 'whole-number-expected')
  .transform(Number)

/** What cuts a list of proceedings down; whatever else is asked is refused, lest a misspelt name widen an answer. */
export const proceedingsQuerySchema = z.strictObject({
  state: z
    .string()
    .max(200)
    .optional()
    .transform((text) => text?.split(',') ?? null)
    .openapi({ type: 'string', example: 'open,submitted' }),
  asOf: wholeNumber
    .optional()
    .openapi({ type: 'integer', description: 'Size of the public log; now where absent.' }),
  cursor: z.string().min(1).max(MOST_CURSOR_CHARACTERS).optional(),
  limit: wholeNumber
    .refine((value) => value >= 1 && value <= MOST_ROWS_IN_A_PAGE, 'number-out-of-range')
    .optional()
    .transform((value) => value ?? DEFAULT_ROWS)
    .openapi({ type: 'integer', minimum: 1, maximum: MOST_ROWS_IN_A_PAGE, default: DEFAULT_ROWS }),
})

export const outgoingQuerySchema = proceedingsQuerySchema.omit({ state: true })

const summarySchema = z
  .object({
    state: z.string(),
    openedAt: z.string(),
    changedAt: z.string(),
    from: z.string(),
    until: z.string(),
    place: z.object({ latitude: z.number(), longitude: z.number() }).nullable(),
    dueAt: z.string().nullable(),
  })
  .openapi('ProceedingSummary')

const document = z.record(z.string(), z.unknown())
const since = z.int().nullable().openapi({
  description:
    'Size of the public log from which on it reads so, as published; null to those outside the Mechanism until it is.',
})

export const proceedingRowSchema = z
  .object({ id: z.string(), since, summary: summarySchema })
  .openapi('ProceedingRow')

/** What somebody may do next, and why not where they may not. */
export const openActionSchema = z
  .object({ event: z.string(), open: z.boolean(), because: z.string().nullable() })
  .openapi('OpenAction')

export const notificationMatchSchema = z
  .object({
    notification: z.string(),
    kind: z.string(),
    noticeHours: z
      .number()
      .openapi({ description: 'Negative where it came afterwards, which is no notice.' }),
  })
  .openapi('NotificationMatch')

export const proceedingSchema = z
  .object({
    id: z.string(),
    since,
    summary: summarySchema,
    document: document.openapi({
      description: 'The state as the fold over its records makes it, as far as you may see it now.',
    }),
    actions: z.array(openActionSchema),
    notifications: z
      .array(notificationMatchSchema)
      .optional()
      .openapi({ description: 'Of a case: what parties had notified for that time and place.' }),
    clocks: z
      .array(
        z.object({
          withinHours: z.number(),
          dueAt: z.string(),
          standing: z.string(),
          sinceBreachSeconds: z.number(),
          sinceKnowledgeSeconds: z.number(),
          remainingSeconds: z.number(),
        }),
      )
      .optional()
      .openapi({ description: 'Of a case: each time that a ladder of the terms names, by both clocks.' }),
    exceptions: z
      .array(z.object({ id: z.string(), kind: z.string() }))
      .optional()
      .openapi({ description: 'Of a case: what its provision permits.' }),
  })
  .openapi('Proceeding')

export const outgoingSchema = z
  .object({
    id: z.string(),
    since,
    visibleFrom: z.string(),
    document,
    answered: z
      .object({
        receipt: z.object({ at: z.string() }).nullable(),
        replies: z.array(z.object({ text: z.string(), attachments: z.array(z.string()), at: z.string() })),
      })
      .optional()
      .openapi({ description: 'Of a message: what the party that it went to did with it.' }),
  })
  .openapi('Outgoing')

const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item),
    next: z.string().nullable(),
    asOf: z.int().nonnegative().nullable().openapi({
      description:
        'Size of the public log that the page and those after it hold as of; null outside the Mechanism, where none was asked for.',
    }),
    total: z.object({ atLeast: z.int().nonnegative() }),
    exercise: z.boolean(),
  })

export const proceedingPageSchema = pageOf(proceedingRowSchema).openapi('ProceedingPage')
export const outgoingPageSchema = pageOf(outgoingSchema).openapi('OutgoingPage')

export const carriedOutSchema = z
  .object({
    id: z.string(),
    state: z.string(),
    log: z.object({
      name: z.string(),
      index: z
        .int()
        .nonnegative()
        .nullable()
        .openapi({ description: 'Its place, for those inside the Mechanism.' }),
    }),
  })
  .openapi('CarriedOut')

export const lifecyclesSchema = z.record(
  z.string(),
  z.object({
    initial: z.string(),
    states: z.array(z.string()),
    events: z.array(z.string()),
    table: z.record(
      z.string(),
      z.record(z.string(), z.union([z.string(), z.object({ refused: z.string() })])),
    ),
  }),
)
