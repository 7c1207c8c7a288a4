// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'

import {
  checkAgreement,
  createAgreementLines,
  differingTerms,
  parseAgreement,
  placesOfProblems,
  type Agreement,
  type LineProvider,
} from '#agreement'
import type { JsonValue } from '#kernel'

import type { AppParts } from '../app.ts'
import type { ServerApp } from '../env.ts'
import { needs } from '../gates/sign-in.ts'
import type { ServerPorts } from '../ports.ts'
import { agreementSchema, checkedTermsSchema, drawAgreement } from '../schemas/agreement.ts'
import { problemsOf } from '../schemas/answer.ts'
import { jsonAnswer, jsonBody } from '../schemas/people.ts'
import { allows } from '../signed-in.ts'

const show = createRoute({
  method: 'get',
  path: '/api/v1/agreement',
  summary:
    'The terms in force: names, lines and zones as they lie now, and the note that stands beside every map',
  responses: {
    200: jsonAnswer('The adopted terms.', agreementSchema),
    ...problemsOf('sign-in-needed', 'not-allowed'),
  },
})

const showText = createRoute({
  method: 'get',
  path: '/api/v1/agreement/text',
  summary: 'The terms in force as they were written, with their remarks',
  responses: {
    200: { description: 'YAML or JSON.', content: { 'text/plain': { schema: z.string() } } },
    ...problemsOf('sign-in-needed', 'not-allowed'),
  },
})

const check = createRoute({
  method: 'post',
  path: '/api/v1/agreement/check',
  summary:
    'Hold written terms against themselves and against those in force; nothing is kept or put in force',
  middleware: allows('change-policy'),
  request: jsonBody(z.strictObject({ text: z.string() }).openapi('WrittenTerms')),
  responses: {
    200: jsonAnswer(
      'Every problem; without any, what the terms come to and how they lie.',
      checkedTermsSchema,
    ),
    ...problemsOf('body-unusable', 'sign-in-needed', 'not-allowed', 'body-too-large', 'too-many-requests'),
  },
})

/** The adopted terms as pages and maps need them, and drafts of others. */
export const agreementParts = (agreement: Agreement, lines: LineProvider, text: string): AppParts => ({
  closed: [
    (app, ports) => addAgreement(app, ports, agreement, lines, text),
    (app, ports) => addCheck(app, ports, agreement),
  ],
})

function addAgreement(
  app: ServerApp,
  ports: ServerPorts,
  agreement: Agreement,
  lines: LineProvider,
  text: string,
): void {
  const draw = drawAgreement(agreement, lines)
  app.use('/api/v1/agreement', needs(ports, 'read'))
  app.use('/api/v1/agreement/text', needs(ports, 'read'))
  app.openapi(show, (c) => c.json(draw({ exercise: ports.settings.exercise, now: ports.now() }), 200))
  app.openapi(showText, (c) => c.text(text, 200))
}

/** Terms come into force by the start of the service, which puts them on record; what is tried here leaves no trace. */
function addCheck(app: ServerApp, ports: ServerPorts, inForce: Agreement): void {
  app.openapi(check, (c) => {
    const { text } = c.req.valid('json')
    const read = parseAgreement(text, '')
    if (!read.ok) {
      const places = placesOfProblems(text, read.problems)
      const problems = read.problems.map(({ path, code, params = {} }, n) => ({
        path,
        code,
        params: { ...params },
        place: places[n] ?? null,
      }))
      return c.json({ problems, summary: null, drawn: null, differs: null }, 200)
    }
    const draw = drawAgreement(read.value, createAgreementLines(read.value))
    const { digest, lines, zones, provisions, ladders } = checkAgreement(read.value)
    return c.json(
      {
        problems: [],
        summary: {
          digest,
          lines: lines.map((line) => ({ ...line })),
          zones: zones.map((zone) => ({ ...zone })),
          provisions: provisions.map(({ id, obstacles }) => ({ id, obstacles: [...obstacles] })),
          ladders: ladders.map((ladder) => ({ ...ladder })),
        },
        drawn: draw({ exercise: ports.settings.exercise, now: ports.now() }),
        differs: differingTerms(inForce, read.value).map(({ path, a, b }) => ({
          path,
          inForce: asWritten(a),
          here: asWritten(b),
        })),
      },
      200,
    )
  })
}

const asWritten = (value: JsonValue): string | null => (value === null ? null : JSON.stringify(value))
