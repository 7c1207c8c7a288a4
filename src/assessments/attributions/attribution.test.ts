// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'

import { DEFAULT_PROCEDURE, type Procedure } from '#agreement'

import type { AttributionEvent } from './attribution-event.ts'
import { ATTRIBUTION_EVENTS, ATTRIBUTION_LIFECYCLE, ATTRIBUTION_STATES } from './attribution-lifecycle.ts'
import { applyToAttribution, decideAttribution, type Attribution } from './attribution.ts'

const RULE = {
  ...DEFAULT_PROCEDURE.panel,
  excludeNationsOf: [{ party: 'party-a', nations: ['AA'] }],
  signatureFromOutside: ['FR', 'GB'],
}
const OPENED: AttributionEvent = { kind: 'opened', case: 'c', soleSourceNation: 'GB' }
const SEATED: AttributionEvent = { kind: 'seated', conflictOfInterest: '' }
const PROPOSED: AttributionEvent = {
  kind: 'proposed',
  conclusion: { kind: 'likely', party: 'party-b' },
  intent: 'unknown',
  grounds: 'g',
}

const actorOf = (person: string, nation: string) => ({
  person,
  nation,
  organisation: 'commission',
  compartment: 'commission',
  roles: ['commissioner'],
})

type Step = readonly [string, string, AttributionEvent]

function play(steps: readonly Step[], rule: Procedure['panel'] = RULE) {
  let state: Attribution | null = null
  const refused: (readonly string[])[] = []
  for (const [person, nation, event] of steps) {
    const decided = decideAttribution('a', state, event, {
      actor: actorOf(person, nation),
      at: '2026-07-02T00:00:00Z',
      rule,
      parties: ['party-a', 'party-b'],
    })
    if (decided.ok) state = applyToAttribution('a', state, decided.value)
    else refused.push(decided.problems.map(({ code }) => code))
  }
  return { state, refused }
}

const votes = (...people: readonly (readonly [string, string, 'for' | 'against'])[]): readonly Step[] =>
  people.map(([person, nation, vote]): Step => {
    const dissent = vote === 'against' ? { dissent: 'I see it otherwise.' } : {}
    return [person, nation, { kind: 'voted', vote, ...dissent }]
  })

describe('attribution', () => {
  test('[AT1] every state answers every event', () => {
    for (const state of ATTRIBUTION_STATES) {
      expect(Object.keys(ATTRIBUTION_LIFECYCLE.table[state]).sort()).toEqual([...ATTRIBUTION_EVENTS].sort())
    }
  })

  test('[AT2] a panel outside the rule does not decide; where it cannot be had the result says so', () => {
    const seats = [
      ['ada', 'AA', SEATED],
      ['bob', 'GB', { kind: 'seated', conflictOfInterest: 'worked on the report' }],
      ['cai', 'FR', SEATED],
    ] as const
    const decided = [
      ['ada', 'AA', PROPOSED],
      ...votes(['ada', 'AA', 'for'], ['bob', 'GB', 'for'], ['cai', 'FR', 'for']),
    ] as const
    const { refused } = play([
      ['reg', 'FR', OPENED],
      ...seats,
      ...decided,
      ['ada', 'AA', { kind: 'decided' }],
    ])
    expect(refused).toEqual([['national-of-a-party', 'nation-is-only-source', 'conflict-of-interest']])
    const { state } = play([
      ['reg', 'FR', OPENED],
      ...seats,
      ...decided,
      ['ada', 'AA', { kind: 'decided', panelUnmetBecause: 'Nobody else could sit in time.' }],
    ])
    expect(state?.panelUnmet).toEqual({
      rules: ['national-of-a-party', 'nation-is-only-source', 'conflict-of-interest'],
      because: 'Nobody else could sit in time.',
    })
  })

  test('[AT4] what the terms do not say of nations blocks nothing, and the result says that it could not be tested', () => {
    const seats = (['FR', 'CH', 'GB'] as const).map((nation): Step => [`of ${nation}`, nation, SEATED])
    const steps: readonly Step[] = [
      ['reg', 'FR', { ...OPENED, soleSourceNation: null }],
      ...seats,
      ['of FR', 'FR', PROPOSED],
      ...votes(['of FR', 'FR', 'for'], ['of CH', 'CH', 'for'], ['of GB', 'GB', 'for']),
      ['of FR', 'FR', { kind: 'decided', panelUntested: ['made-up'] }],
    ]
    const { panel } = DEFAULT_PROCEDURE
    const bare = play(steps, panel)
    expect([bare.refused, bare.state?.panelUnmet]).toEqual([[], null])
    expect(bare.state?.panelUntested).toEqual(['party-nations-unknown', 'coalition-unknown'])
    // One party alone is as untested as both; a party without a nation is one of which that was said.
    expect(play(steps, RULE).state?.panelUntested).toEqual(['party-nations-unknown'])
    const whole = {
      ...panel,
      excludeNationsOf: [...RULE.excludeNationsOf, { party: 'party-b', nations: [] }],
      signatureFromOutside: ['FR', 'GB'],
    }
    const said = play(steps, whole)
    expect([said.refused, said.state?.panelUntested]).toEqual([[], []])
    const inside = play(steps, { ...whole, signatureFromOutside: ['FR', 'GB', 'CH'] })
    expect(inside.refused).toEqual([['no-signature-from-outside']])
    expect(play([...steps, ['of FR', 'FR', { kind: 'reopened', reason: 'r' }]], panel).state).toMatchObject({
      panelUnmet: null,
      panelUntested: [],
    })
  })

  test('[AT3] a majority of a quorum decides, and a dissent is carried', () => {
    const seats = [
      ['ben', 'FR', SEATED],
      ['cai', 'FR', SEATED],
      ['dia', 'CH', SEATED],
    ] as const
    const begun = [['reg', 'FR', OPENED], ...seats, ['ben', 'FR', PROPOSED]] as const
    const early = play([...begun, ...votes(['ben', 'FR', 'for']), ['ben', 'FR', { kind: 'decided' }]])
    expect(early.refused).toEqual([['quorum-has-not-voted']])
    const lost = play([
      ...begun,
      ...votes(['ben', 'FR', 'for'], ['cai', 'FR', 'against'], ['dia', 'CH', 'against']),
      ['ben', 'FR', { kind: 'decided' }],
    ])
    expect(lost.refused).toEqual([['no-majority']])
    const won = play([
      ...begun,
      ...votes(['ben', 'FR', 'for'], ['cai', 'FR', 'against'], ['dia', 'CH', 'for']),
      ['ben', 'FR', { kind: 'decided', panelUnmet: ['made-up'] }],
    ])
    expect(won.refused).toEqual([])
    expect(won.state?.state).toBe('decided')
    expect(won.state?.panelUnmet).toBeNull()
    expect(won.state?.votes.map(({ dissent }) => dissent)).toEqual([null, 'I see it otherwise.', null])
    expect(
      play([
        ['reg', 'FR', OPENED],
        ['eve', 'CH', PROPOSED],
      ]).refused,
    ).toEqual([['not-on-the-panel']])
    // With nobody's ladder nothing would have to follow.
    const stranger = { ...PROPOSED, conclusion: { kind: 'attributed', party: 'party-z' } } as const
    expect(
      play([
        ['reg', 'FR', OPENED],
        ['cai', 'FR', SEATED],
        ['cai', 'FR', stranger],
      ]).refused,
    ).toEqual([['no-such-party']])
  })
})
