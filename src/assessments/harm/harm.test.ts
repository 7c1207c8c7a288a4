// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'

import { harmSchema, impedimentSchema } from './harm.ts'
import {
  applyToRecord,
  decideRecord,
  recordLifecycle,
  type CorrectedRecord,
  type RecordEvent,
} from './record-life.ts'

const HARM = {
  kind: 'injured',
  count: { least: 2, most: 5 },
  object: null,
  at: '2026-07-01T00:00:00Z',
  place: { latitude: 48, longitude: 33 },
  standing: 'reported',
  sources: ['s1'],
  case: null,
  note: '',
}
const codes = (value: object): readonly string[] => {
  const read = harmSchema.safeParse(value)
  return read.success ? [] : read.error.issues.map(({ message, path }) => `${path.join('.')}: ${message}`)
}

test('[HA1] harm is a range with its standing; corroborated takes two sources, and no field takes a name', () => {
  expect(codes(HARM)).toEqual([])
  expect(codes({ ...HARM, standing: 'corroborated', sources: ['s1', 's1'] })).toEqual([
    'sources: corroborated-needs-two-sources',
  ])
  expect(codes({ ...HARM, count: { least: 3, most: 2 } })).toEqual(['count.most: least-above-most'])
  expect(codes({ ...HARM, object: 'school' })).toEqual(['object: object-goes-with-damage'])
  expect(codes({ ...HARM, name: 'x' })).toHaveLength(1)
})

test('[HA2] a correction is a new version that says what changed, and the old ones stay', () => {
  const actor = { person: 'ann', organisation: 'o', nation: 'XX', compartment: 'mechanism', roles: [] }
  const setting = { actor, at: '2026-07-01T00:00:00Z' }
  const lifecycle = recordLifecycle('harm')
  let record: CorrectedRecord<typeof HARM> | null = null
  const refused: string[] = []
  const counted = { ...HARM, count: { least: 3, most: 3 } }
  const events: readonly RecordEvent<typeof HARM>[] = [
    { kind: 'corrected', value: counted, correction: 'too early' },
    { kind: 'recorded', value: HARM },
    { kind: 'corrected', value: counted, correction: 'counted at the clinic' },
    { kind: 'withdrawn', reason: 'another place' },
    { kind: 'corrected', value: HARM, correction: 'too late' },
  ]
  for (const event of events) {
    const decided: ReturnType<typeof decideRecord<typeof HARM>> = decideRecord(
      lifecycle,
      record,
      event,
      setting,
    )
    if (decided.ok) record = applyToRecord('h', record, decided.value)
    else refused.push(...decided.problems.map(({ code }) => code))
  }
  expect(refused).toEqual(['no-such-harm', 'illegal-event'])
  expect(record?.versions.map(({ version, correction }) => [version, correction])).toEqual([
    [1, null],
    [2, 'counted at the clinic'],
  ])
  expect(record?.state).toBe('withdrawn')
})

test('[HA3] an impediment names what kept the mission from looking, where, and on whose side', () => {
  const jammed = {
    kind: 'jamming',
    side: 'party-a',
    from: '2026-07-01T00:00:00Z',
    until: null,
    place: null,
    asset: 'uav-2',
    text: 't',
  }
  expect(impedimentSchema.safeParse(jammed).success).toBe(true)
  expect(impedimentSchema.safeParse({ ...jammed, kind: 'weather' }).success).toBe(false)
})
