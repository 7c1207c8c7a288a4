// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'

import type { JournalRecord, RECORD_SCHEMA } from '#evidence'
import { canonicalJson, type JsonValue } from '#kernel'

import { inventRun } from '../../test/invented-run.ts'
import { parseRunRecord, toRecord } from './record-wire.ts'

const records = inventRun()
const first = (kind: string): JournalRecord => {
  const found = records.find((record) => record.kind === kind)
  if (found === undefined) throw new Error(`no ${kind} record was invented`)
  return found
}

describe('records of a run', () => {
  test('[R7] each kind survives being written, stored and read', () => {
    for (const record of records) {
      const stored = JSON.parse(canonicalJson(record as unknown as JsonValue)) as JournalRecord
      const read = parseRunRecord(stored)
      expect(read.ok && toRecord(read.value, record.time, record.audiences)).toEqual(record)
    }
  })

  test('[R7] instants are RFC 3339 text outside', () => {
    expect(JSON.stringify(first('incident').body)).toContain('"start":"2026-06-24T00:07:00.000Z"')
  })

  test('[R7] a point of a line is written as its place, whatever else the terms say of it', () => {
    const record = parseRunRecord(first('line-derived'))
    if (!record.ok || record.value.kind !== 'line-derived') throw new Error('no line was invented')
    const named = { latitude: 48, longitude: 37, place: 'a locality' }
    const written = toRecord(
      { kind: 'line-derived', body: { ...record.value.body, parts: [[named]] } },
      '',
      [],
    )
    expect(written.body['parts']).toEqual([[{ latitude: 48, longitude: 37 }]])
  })

  test('[R7] another schema or kind is refused by name', () => {
    const record = first('received')
    expect(parseRunRecord({ ...record, schema: 'marsad/record@2' as typeof RECORD_SCHEMA })).toEqual({
      ok: false,
      problems: [{ path: 'schema', code: 'record-schema-unknown', params: { schema: 'marsad/record@2' } }],
    })
    expect(parseRunRecord({ ...record, kind: 'toString' })).toMatchObject({
      ok: false,
      problems: [{ path: 'kind', code: 'record-kind-unknown' }],
    })
  })

  test('[R7] a body of another shape is refused with every problem', () => {
    const record = first('received')
    const read = parseRunRecord({ ...record, body: { ...record.body, rows: -1, bytes: 'many', extra: 1 } })
    expect(!read.ok && read.problems.map((one) => one.path).sort()).toEqual([
      'body',
      'body.bytes',
      'body.rows',
    ])
  })

  test('[R7] what a part refuses in its document is refused here, with the path to it', () => {
    const record = first('observation')
    const observation = { ...(record.body['observation'] as object), owner: 'somebody else' }
    const read = parseRunRecord({ ...record, body: { ...record.body, observation } })
    expect(!read.ok && read.problems).toMatchObject([
      { path: 'body.observation.id', params: { what: 'observation-id-mismatch' } },
    ])
  })
})
