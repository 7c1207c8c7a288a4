// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'

import { MATERIAL_KINDS, type HeldMaterial, type Vault } from '#adapters'
import { RECORD_SCHEMA } from '#evidence'
import { formatInstant, ok, problem, refuse, type Result } from '#kernel'
import { administrationOf, SOURCE_USES, type SourceUse } from '#people'

import type { ServerApp } from '../env.ts'
import { signInGate } from '../gates/sign-in.ts'
import { HUMAN_SOURCES_PATH } from '../human-sources-path.ts'
import { limitedBody, wholeBody } from '../limited-body.ts'
import type { ServerPorts } from '../ports.ts'
import { problemsOf } from '../schemas/answer.ts'
import { jsonAnswer, jsonBody } from '../schemas/people.ts'
import { allows, signedInOf } from '../signed-in.ts'
import { takeOrRefuse } from '../take-or-refuse.ts'

/** A photograph of a telephone at its best. */
const MOST_MATERIAL_BYTES = 24 * 1024 * 1024

const useSchema = z.enum(SOURCE_USES)
const materialSchema = z
  .object({
    id: z.string(),
    kind: z.enum(MATERIAL_KINDS),
    consent: z.record(useSchema, z.boolean()),
    state: z.enum(['held', 'destroyed']),
  })
  .openapi('HumanSourceMaterial')
const params = z.object({
  id: z
    .string()
    .max(64)
    .openapi({ param: { name: 'id', in: 'path' } }),
})
const binary = { 'application/octet-stream': { schema: z.string().openapi({ format: 'binary' }) } }
const refusals = problemsOf('sign-in-needed', 'not-allowed', 'second-factor-needed', 'too-many-requests')

const list = createRoute({
  method: 'get',
  path: HUMAN_SOURCES_PATH,
  summary: 'What human sources told, in an order and with words that say nothing of them',
  responses: {
    200: jsonAnswer('By id, which is random.', z.object({ items: z.array(materialSchema) })),
    ...refusals,
  },
})

const hold = createRoute({
  method: 'post',
  path: HUMAN_SOURCES_PATH,
  summary: 'Hold material in the vault, with the uses that the person agreed to',
  request: {
    query: z.strictObject({
      kind: z.enum(MATERIAL_KINDS),
      uses: z.string().max(100).openapi({ example: 'verify,share-with-commission' }),
    }),
    body: { content: binary },
  },
  responses: {
    201: jsonAnswer(
      'Held; the id is all that the person needs to take it back.',
      z.object({ id: z.string() }),
    ),
    ...refusals,
    ...problemsOf('body-unusable', 'body-too-large'),
  },
})

const open = createRoute({
  method: 'get',
  path: `${HUMAN_SOURCES_PATH}/{id}/working-copy`,
  summary: 'Open material for a use: a copy without metadata',
  request: { params, query: z.strictObject({ use: useSchema }) },
  responses: {
    200: { description: 'The copy.', content: binary },
    ...refusals,
    ...problemsOf('not-found', 'body-unusable', 'consent-missing', 'material-destroyed'),
  },
})

const withdraw = createRoute({
  method: 'post',
  path: `${HUMAN_SOURCES_PATH}/{id}/withdrawals`,
  summary: 'The person takes back uses; where none is left the material becomes unreadable for ever',
  request: { params, ...jsonBody(z.strictObject({ uses: z.array(useSchema).min(1).max(3) })) },
  responses: {
    200: jsonAnswer('As it stands now.', materialSchema),
    ...refusals,
    ...problemsOf('not-found'),
  },
})

/** The vault's door: for source handlers with two factors. Who opened something for which use is on record; what, and who told it, is not. */
export function addHumanSources(app: ServerApp, ports: ServerPorts, vault: Vault): void {
  for (const path of [HUMAN_SOURCES_PATH, `${HUMAN_SOURCES_PATH}/*`]) {
    app.use(path, signInGate(ports))
    app.use(path, allows('handle-sources'))
  }
  app.openapi(list, async (c) => c.json({ items: (await vault.list()).map(toMaterialAnswer) }, 200))
  app.openapi(hold, async (c) => {
    const { kind, uses } = c.req.valid('query')
    const agreed = takeOrRefuse(parseUses(uses))
    const bytes = await wholeBody(limitedBody(c.req.raw, MOST_MATERIAL_BYTES))
    return c.json({ ...takeOrRefuse(await vault.hold(kind, bytes, agreed)) }, 201)
  })
  app.openapi(open, async (c) => {
    const { person } = signedInOf(c)
    const { use } = c.req.valid('query')
    const { kind, bytes } = takeOrRefuse(await vault.open(c.req.valid('param').id, use))
    await ports.ledger.write((turn) =>
      turn.append('internal', {
        schema: RECORD_SCHEMA,
        kind: 'human-source-opened',
        time: formatInstant(ports.now()),
        audiences: [administrationOf(person.compartment)],
        body: { stream: person.id, person: person.id, use },
      }),
    )
    return c.body(Uint8Array.from(bytes), 200, {
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="${kind}"`,
    })
  })
  app.openapi(withdraw, async (c) => {
    const { uses } = c.req.valid('json')
    const material = takeOrRefuse(await vault.withdraw(c.req.valid('param').id, uses))
    return c.json(toMaterialAnswer(material), 200)
  })
}

const toMaterialAnswer = ({ id, kind, consent, state }: HeldMaterial) => ({
  id,
  kind,
  consent: { ...consent },
  state,
})

function parseUses(text: string): Result<readonly SourceUse[]> {
  const uses = text.split(',').map((use) => useSchema.safeParse(use))
  const known = uses.flatMap((use) => (use.success ? [use.data] : []))
  return known.length === uses.length ? ok(known) : refuse(problem('uses', 'use-unknown'))
}
