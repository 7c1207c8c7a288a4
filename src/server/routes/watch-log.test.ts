// SPDX-License-Identifier: Apache-2.0
import { afterEach, expect, test } from 'vitest'

import { body, OPENED, openProceedingDesk, type ProceedingDesk } from '../../../test/proceeding-desk.ts'

const desks: ProceedingDesk[] = []
afterEach(async () => {
  await Promise.all(desks.splice(0).map(({ place }) => place.close()))
})

test('[NO7] the watch log has what was written and what happened, for the Mechanism; a hand-over note is a record of all of it', async () => {
  const desk = await openProceedingDesk()
  desks.push(desk)
  const { analyst, verifier, commissioner, liaisonA } = desk.chairs
  const from = await desk.place.ledger.sizeOf('public')
  expect((await analyst.ask('POST', '/api/v1/watch-log', { text: 'fog in the north' })).status).toBe(201)
  await analyst.ask('POST', '/api/v1/cases', OPENED)
  for (const other of [commissioner, liaisonA]) {
    expect((await other.ask('GET', '/api/v1/watch-log')).status).toBe(403)
    expect((await other.ask('POST', '/api/v1/watch-log', { text: 't' })).status).toBe(403)
  }
  const seen = await body(await verifier.ask('GET', `/api/v1/watch-log?from=${from}`))
  expect(seen['items']).toMatchObject([
    { kind: 'watch-entry', what: 'written', text: 'fog in the north' },
    { kind: 'case', what: 'opened', of: 'k1', text: null },
  ])
  const note = await body(await analyst.ask('POST', '/api/v1/hand-over-notes', { from, text: 'quiet' }))
  expect(note['document']).toMatchObject({
    exercise: true,
    from,
    to: from + 2,
    text: 'quiet',
    entries: seen['items'],
  })
  const records = []
  for await (const { content } of desk.place.ledger.entries('public', { kinds: ['hand-over-note'] }))
    if (content.kind === 'record') records.push(content.record.body['document'])
  expect(records).toEqual([note['document']])
})
