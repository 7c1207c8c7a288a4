// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'

import { DAY_MS, digestOf, toInstant, type Digest } from '#kernel'

import { pastOfIncident } from './life-of-incident.ts'
import { parseIncidentPastDocument, toIncidentPastDocument } from './past-document.ts'

const START = Date.UTC(2026, 5, 1)
const day = (n: number) => toInstant(START + n * DAY_MS)
const [a, b, c] = ['a', 'b', 'c'].map((name) => digestOf(name)) as [Digest, Digest, Digest]
const names = new Map([
  [a, 'a'],
  [b, 'b'],
  [c, 'c'],
])
/** Members in the order that names an incident, each with the day on which it became known. */
const past = (asOf: number, ...known: readonly (readonly [Digest, number])[]) => {
  const { state, steps, omitted } = pastOfIncident(
    known.map(([id, at]) => ({ id, knownAt: day(at) })),
    day(asOf),
  )
  return { state, omitted, steps: steps.map(({ id, event }) => `${names.get(id) ?? 'other'} ${event}`) }
}

describe('past of an incident', () => {
  test('[H6] opens, grows and settles by the days on which its members became known', () => {
    expect(past(1.5, [a, 0.5], [b, 1.2])).toMatchObject({
      state: 'growing',
      steps: ['a appeared', 'a gained'],
    })
    expect(past(9, [a, 0.5])).toMatchObject({ state: 'settled', steps: ['a appeared', 'a quiet'] })
    expect(past(6.5, [a, 0.5], [b, 5.5])).toMatchObject({
      state: 'reopened',
      steps: ['a appeared', 'a quiet', 'a gained'],
    })
  })

  test('[H6] bears another name until its earliest member is known', () => {
    expect(past(2, [a, 1.5], [b, 0.5])).toMatchObject({
      state: 'open',
      steps: ['b appeared', 'b renamed', 'a appeared'],
    })
  })

  test('[H6] comes back equal from its stored form, and broken ones are refused', () => {
    const whole = pastOfIncident([{ id: a, knownAt: day(0.5) }], day(9))
    const stored = JSON.parse(JSON.stringify(toIncidentPastDocument(whole)))
    expect(parseIncidentPastDocument(stored)).toEqual({ ok: true, value: whole })
    const broken = parseIncidentPastDocument({ ...stored, state: 'gone', steps: [{ id: 'x' }] })
    expect(broken.ok ? [] : broken.problems.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['state', 'steps.0.id', 'steps.0.event', 'steps.0.knownAt']),
    )
  })

  test('[H6] a long past is cut in the middle and says how much is left out', () => {
    const many = Array.from({ length: 60 }, (_, n) => [digestOf(`member ${n}`), n] as const)
    const { steps, omitted, state } = past(59.5, ...many)
    expect(steps).toHaveLength(24)
    expect(omitted).toBe(60 - 24)
    expect(state).toBe('growing')
  })
})
