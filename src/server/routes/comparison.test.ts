// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'

import { createAgreementLines } from '#agreement'
import { createFirstEngine, toIncidentDocument } from '#incidents'
import { digestOf, toInstant } from '#kernel'
import { createObservationTable } from '#observations'
import { fusionContext } from '#pipeline'
import { addComparison } from '#server'

import { madeObservation } from '../../../test/made-observation.ts'
import { shipped, shippedText } from '../../../test/sample-terms.ts'
import { ANALYST, LIAISON, sampleServer } from '../../../test/server/sample-server.ts'

const PATH = '/api/v1/agreement/comparison'
const ADOPTED = shipped('energy-moratorium-2025.draft-a')
const DRAFT_B = { name: 'draft-b.yaml', text: shippedText('energy-moratorium-2025.draft-b') }
/** Before the later draft held, while both did, and after the earlier one had ended. */
const DAYS = [Date.UTC(2025, 2, 20, 9), Date.UTC(2025, 2, 28, 9), Date.UTC(2025, 3, 20, 9)]

function serverWithFires() {
  const server = sampleServer({}, { closed: [addComparison(ADOPTED)] })
  const table = createObservationTable()
  for (const [k, startMs] of DAYS.entries())
    table.append(madeObservation({ latitude: 49 + k / 10, longitude: 36.2, startMs, frpMegawatts: 60 }))
  const context = fusionContext(ADOPTED, createAgreementLines(ADOPTED))
  for (const incident of createFirstEngine().partition(table, context).incidents)
    server.add('incident', {
      id: incident.id,
      interval: incident.interval,
      document: { ...toIncidentDocument(incident), contact: null, results: [] } as never,
    })
  // A coarser copy, against which no terms can be held.
  server.add('incident', { id: digestOf('coarse'), interval: { start: toInstant(0), end: toInstant(0) } })
  const compare = async (body: object, headers: Record<string, string>): Promise<Response> =>
    server.ask(PATH, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  return { ...server, compare }
}

interface Answer {
  readonly incidents: number
  readonly untold: number
  readonly whole: boolean
  readonly differences: readonly { readonly start: string; readonly a: object; readonly b: object }[]
}

describe('terms compared over the interface', () => {
  test('[WB28] the terms in force and a draft answer the same incidents, each difference with its reasons', async () => {
    const { compare } = serverWithFires()
    const answer = (await (await compare({ a: null, b: DRAFT_B }, ANALYST)).json()) as Answer
    expect([answer.incidents, answer.untold, answer.whole]).toEqual([3, 1, true])
    const days = new Set(answer.differences.map(({ start }) => start.slice(0, 10)))
    expect([...days].sort()).toEqual(['2025-03-20', '2025-04-20'])
    for (const { a, b } of answer.differences) expect(a).not.toEqual(b)
    const within = { a: null, b: DRAFT_B, from: '2025-03-25', to: '2025-04-01' }
    expect(await (await compare(within, ANALYST)).json()).toMatchObject({ incidents: 1, differences: [] })
  })

  test('[WB28] nobody compares what they may not read, and terms that cannot be used are refused with every problem', async () => {
    const { compare } = serverWithFires()
    expect(await (await compare({ a: null, b: DRAFT_B }, LIAISON)).json()).toMatchObject({
      incidents: 0,
      untold: 0,
      differences: [],
    })
    expect((await compare({ a: null, b: DRAFT_B }, {})).status).toBe(401)
    const refused = await compare({ a: null, b: { name: 'b.yaml', text: 'id: x' } }, ANALYST)
    expect(refused.status).toBe(400)
    expect(((await refused.json()) as { problems: unknown[] }).problems.length).toBeGreaterThan(3)
  })
})
