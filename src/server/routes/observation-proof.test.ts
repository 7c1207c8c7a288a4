// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'

import { digestOf, digestOfJson, type JsonValue } from '#kernel'

import { ANALYST, LIAISON, sampleServer } from '../../../test/server/sample-server.ts'

const ID = digestOf('an observation')
const DOCUMENT = { id: ID, means: 'thermal' }
const pathOf = (id: string): string => `/api/v1/observations/${id}/proof`

/** A server with one observation whose record is the first of the log; the desk shows `document` of it. */
function serveOne(audiences: readonly string[], document: Readonly<Record<string, JsonValue>> = DOCUMENT) {
  const server = sampleServer()
  const record = {
    schema: 'marsad/record@1' as const,
    kind: 'observation',
    time: '2026-06-24T12:00:00.000Z',
    audiences: [...audiences],
    body: { id: ID, document: DOCUMENT, row: 7 },
  }
  server.ledger.records.public.push(record)
  server.desk.items.observation.push({
    ...server.add('incident', { id: digestOf('made for its shape') }),
    id: ID,
    audiences: ['public'],
    since: 1,
    document,
  })
  return { ...server, record, digest: digestOfJson(record) }
}

describe('the proof of an observation', () => {
  test('[WB52] gives record, salt, place and key to who may read the record', async () => {
    const { ask, record, digest } = serveOne(['mechanism'])
    const answer = await ask(pathOf(ID), { headers: ANALYST })
    expect(answer.status).toBe(200)
    expect(await answer.json()).toEqual({
      index: 0,
      key: 'log+0',
      claim: { kind: 'open', record, salt: `salt ${digest}` },
    })
  })

  test('[WB52] gives the commitment alone to who may not read the record, though they see the item', async () => {
    const { ask, digest } = serveOne(['commission'])
    const text = await (await ask(pathOf(ID), { headers: ANALYST })).text()
    expect(JSON.parse(text)).toMatchObject({
      claim: { kind: 'withheld', commitment: `commitment ${digest}` },
    })
    expect(text).not.toMatch(/salt|thermal/)
  })

  test('[WB52] gives the commitment alone where the item is a coarse copy of the record', async () => {
    const { ask } = serveOne(['public'], { schema: 'marsad/coarse-observation@1', id: ID })
    const text = await (await ask(pathOf(ID), { headers: ANALYST })).text()
    expect(JSON.parse(text)).toMatchObject({ claim: { kind: 'withheld' } })
    expect(text).not.toMatch(/salt|thermal/)
  })

  test('[WB52] is for those inside the Mechanism: a place in the log counts what others wrote', async () => {
    const { ask, ledger } = serveOne(['public'])
    const refused = await ask(pathOf(ID), { headers: LIAISON })
    expect([refused.status, await refused.text()]).toEqual([403, expect.not.stringMatching(/salt|thermal/)])
    expect((await ask(pathOf(digestOf('nothing')), { headers: ANALYST })).status).toBe(404)
    expect((await ask(pathOf(ID))).status).toBe(401)
    expect(ledger.records.internal).toHaveLength(0)
  })
})
