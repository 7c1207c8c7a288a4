// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { digestOf, HOUR_MS, toInstant, type Digest } from '#kernel'

import { createHistoryFold, presentOf, type HistoryStep, type PartitionChange } from './incident-history.ts'
import { INCIDENT_EVENTS, INCIDENT_STATES, INCIDENT_TRANSITIONS } from './transitions.ts'

const names = 'abcdefghij'
  .split('')
  .map((name) => digestOf(name))
  .toSorted()
const [a, b, c, d] = names as [Digest, Digest, Digest, Digest]
const START = Date.UTC(2026, 5, 1)

/** A change of the partition at an hour; each group's id is its first member. */
const at = (
  hour: number,
  groups: readonly (readonly Digest[])[],
  withdrawn: readonly Digest[] = [],
): PartitionChange => ({
  journalSize: hour + 1,
  knownAt: toInstant(START + hour * HOUR_MS),
  incidents: groups.map((members) => ({ id: members[0] ?? a, members })),
  withdrawn,
})

function fold(...changes: readonly PartitionChange[]) {
  const folding = createHistoryFold(48 * HOUR_MS)
  for (const change of changes) folding.apply(change)
  return folding.history()
}

const told = ({ id, event, to }: HistoryStep) => [names.indexOf(id), event, to]

describe('history of incidents', () => {
  test('[H1] every state answers every event', () => {
    expect(Object.keys(INCIDENT_TRANSITIONS).toSorted()).toEqual([...INCIDENT_STATES].toSorted())
    for (const row of Object.values(INCIDENT_TRANSITIONS)) {
      expect(Object.keys(row).toSorted()).toEqual([...INCIDENT_EVENTS].toSorted())
    }
  })

  test('[H2] opens, grows, settles, and is reopened by late data', () => {
    const { steps } = fold(at(0, [[a]]), at(1, [[a, b]]), at(60, [[d]]), at(61, [[a, b, c]]))
    expect(steps.map(told)).toEqual([
      [0, 'appeared', 'open'],
      [0, 'gained', 'growing'],
      [0, 'quiet', 'settled'],
      [3, 'appeared', 'open'],
      [0, 'gained', 'reopened'],
    ])
  })

  test('[H3] a merge leads old ids to the one that holds their members', () => {
    const history = fold(at(0, [[a], [c]]), at(1, [[a, b, c]]))
    expect(history.steps.map(told)).toEqual([
      [0, 'appeared', 'open'],
      [2, 'appeared', 'open'],
      [0, 'gained', 'growing'],
      [2, 'absorbed', 'merged'],
    ])
    expect(presentOf(history, c)).toEqual([a])
  })

  test('[H3] a split leads to all that hold its members, and comes back where they join again', () => {
    const parted = [at(0, [[a, b, c]]), at(1, [[a], [b, c]])]
    const split = fold(...parted)
    expect(split.steps.map(told)).toEqual([
      [0, 'appeared', 'open'],
      [0, 'parted', 'split'],
      [1, 'appeared', 'open'],
    ])
    expect(presentOf(split, a)).toEqual([a, b])
    const joined = fold(...parted, at(2, [[a, b, c]]))
    expect(presentOf(joined, b)).toEqual([a])
    expect(joined.lives.get(b)?.state).toBe('merged')
  })

  test('[H3] an earlier member gives a new name; a withdrawn incident leads nowhere', () => {
    const renamed = fold(at(0, [[b, c]]), at(1, [[a, b, c]]))
    expect(renamed.steps.map(told).slice(1)).toEqual([
      [1, 'renamed', 'superseded'],
      [0, 'appeared', 'open'],
    ])
    expect(presentOf(renamed, b)).toEqual([a])
    const withdrawn = fold(at(0, [[a, b]]), at(1, [], [a, b]), at(2, [[a]]))
    expect(withdrawn.steps.map(told)).toEqual([
      [0, 'appeared', 'open'],
      [0, 'withdrawn', 'superseded'],
      [0, 'appeared', 'reopened'],
    ])
  })

  test('[H4] for any sequence of partitions no transition is impossible and every old id leads to its members', () => {
    fc.assert(
      fc.property(fc.array(anyPartition, { minLength: 1, maxLength: 8 }), (partitions) => {
        const changes = partitions.map((groups, k) => {
          const held = new Set(groups.flat())
          return at(
            k * 30,
            groups,
            names.filter((name) => !held.has(name)),
          )
        })
        const history = fold(...changes)
        const last = partitions.at(-1) ?? []
        for (const group of last)
          for (const member of group) expect(history.holder.get(member)).toBe(group[0])
        const present = [...history.lives].filter(([, life]) => life.present).map(([id]) => id)
        expect(new Set(present)).toEqual(new Set(last.map((group) => group[0])))
        expect(fold(...changes).steps).toEqual(history.steps)
      }),
    )
  })

  test('[H5] only what a change touches need be given', () => {
    const whole = fold(at(0, [[a], [c]]), at(1, [[a, b], [c]]))
    const touched = fold(at(0, [[a], [c]]), at(1, [[a, b]]))
    expect(touched.steps).toEqual(whole.steps)
  })
})

/** Any grouping of some of the observations, each group in order. */
const anyPartition: fc.Arbitrary<Digest[][]> = fc
  .array(fc.integer({ min: -1, max: 3 }), { minLength: names.length, maxLength: names.length })
  .map((groupOf) =>
    [0, 1, 2, 3]
      .map((group) => names.filter((_, k) => groupOf[k] === group))
      .filter((members) => members.length > 0),
  )
