// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'

import {
  checkAgreement,
  compileAgreement,
  createAgreementLines,
  differingTerms,
  parseProvisionResultDocument,
  toProvisionResultDocument,
} from '#agreement'

import { changedTerms, factsAt, shipped } from '../../test/sample-terms.ts'

describe('summary', () => {
  test('[AG16] says of every provision what stands in the way of an answer', () => {
    const obstacles = (name: Parameters<typeof shipped>[0]) =>
      Object.fromEntries(checkAgreement(shipped(name)).provisions.map((p) => [p.id, p.obstacles]))
    expect(obstacles('exercise-2026')).toEqual({
      'heavy-fire': [],
      'drone-strikes': [],
      'drone-flights': [],
      'energy-objects': [],
      'water-objects': [],
      'buffer-presence': ['gate-not-demonstrated'],
      'artillery-withdrawn': ['weapon-not-told-apart'],
      'rockets-withdrawn': ['weapon-not-told-apart'],
      'missiles-withdrawn': ['weapon-not-told-apart'],
      'aircraft-flights': [],
      'sea-corridor': [],
      'monitors-unhindered': [],
    })
    expect(obstacles('energy-moratorium-2025.draft-a')['electricity']).toEqual(['no-object-register'])
    const undrawn = changedTerms('exercise-2026', (draft) => {
      delete draft.lines[0].geometry
      draft.provisions[0].observableBy = []
      draft.provisions[0].subject = { party: 'party-a', establishedBy: 'attribution' }
    })
    expect(checkAgreement(undrawn).provisions[0]?.obstacles).toEqual([
      'line-not-drawn',
      'not-observable-from-afar',
      'subject-needs-attribution',
    ])
  })

  test('[AG16] gives lines their length and every party its ladder', () => {
    const exercise = checkAgreement(shipped('exercise-2026'))
    expect(exercise.lines[0]).toMatchObject({ id: 'contact', kind: 'codified', replacedByFrontline: true })
    expect(exercise.lines[0]?.lengthKilometres).toBeCloseTo(469, 0)
    expect(exercise.ladders).toEqual([
      { party: 'party-a', steps: 0, illustrative: true },
      { party: 'party-b', steps: 3, illustrative: true },
    ])
    const truce = checkAgreement(shipped('easter-truce-2025'))
    expect(truce.lines[0]?.lengthKilometres).toBeNull()
    expect(truce.ladders.map(({ steps }) => steps)).toEqual([0, 0])
  })
})

test('[AG17] an answer reads back as it was written, and nothing else does', () => {
  const terms = shipped('minsk')
  const facts = factsAt({ latitude: 48.34, longitude: 38.4, start: '2015-06-01T10:00:00Z' })
  for (const result of compileAgreement(terms, createAgreementLines(terms)).test(facts)) {
    const stored: unknown = JSON.parse(JSON.stringify(toProvisionResultDocument(result)))
    expect(parseProvisionResultDocument(stored)).toEqual({ ok: true, value: result })
  }
  const read = parseProvisionResultDocument({ provision: 'x', verdict: 'maybe', extra: 1 })
  if (read.ok) throw new Error('accepted')
  expect(read.problems.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['act', 'verdict', 'probability', 'distances', 'reasons', '']),
  )
})

describe('differing terms', () => {
  test('[AG18] the two drafts of the moratorium differ in their dates alone', () => {
    const differences = differingTerms(
      shipped('energy-moratorium-2025.draft-a'),
      shipped('energy-moratorium-2025.draft-b'),
    )
    expect(differences).toEqual([
      { path: 'draft', a: 'draft-a', b: 'draft-b' },
      { path: 'inForce.from', a: '2025-03-18T00:00:00Z', b: '2025-03-25T00:00:00Z' },
      { path: 'inForce.until', a: '2025-04-17T00:00:00Z', b: '2025-04-24T00:00:00Z' },
    ])
  })

  test('[AG18] entries are matched by id wherever they stand; words do not count', () => {
    const terms = shipped('exercise-2026')
    const other = changedTerms('exercise-2026', (draft) => {
      draft.provisions.reverse()
      draft.provisions.at(-1).names.en = 'Other words'
      draft.provisions.at(-1).evidence.minimumProbability = 0.8
      draft.zones.splice(1, 0, { ...draft.zones[0], id: 'second-buffer' })
    })
    expect(differingTerms(terms, terms)).toEqual([])
    const found = differingTerms(terms, other)
    expect(found.map(({ path }) => path).sort()).toEqual([
      'provisions.heavy-fire.evidence.minimumProbability',
      'zones.second-buffer',
    ])
    expect(found.find(({ path }) => path === 'zones.second-buffer')?.a).toBeNull()
  })
})
