// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'

import { harmSchema, impedimentSchema, nextVersion } from './harm.ts'

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
  const at = { person: 'ann', at: '2026-07-01T00:00:00Z' }
  const first = nextVersion('h', [], { value: HARM, ...at, correction: null })
  const second = nextVersion('h', first, {
    value: { ...HARM, count: { least: 3, most: 3 } },
    ...at,
    correction: 'counted at the clinic',
  })
  expect(second.map(({ version, correction }) => [version, correction])).toEqual([
    [1, null],
    [2, 'counted at the clinic'],
  ])
  expect(() => nextVersion('h', first, { value: HARM, ...at, correction: null })).toThrow(RangeError)
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
