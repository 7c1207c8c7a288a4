// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { DEFAULT_PROCEDURE } from '#agreement'
import { digestOf, type Actor } from '#kernel'

import { applyToCase, caseOf, openCase, STANDING_HYPOTHESES, type Case } from './case.ts'
import { caseEventSchema, type CaseEvent, type RecordedCaseEvent } from './case-event.ts'
import { CASE_EVENTS, CASE_LIFECYCLE, CASE_STATES } from './case-lifecycle.ts'
import { blindView, decideCase, type CaseSetting } from './decide-case.ts'

const PARTIES = ['party-a', 'party-b']
const BREACH = Date.UTC(2026, 6, 1, 6)
const hour = (n: number): string => new Date(BREACH + n * 3_600_000).toISOString()
const SOMETHING = digestOf(new Uint8Array([1]))

type EventOf<K extends CaseEvent['kind']> = Extract<CaseEvent, { kind: K }>

const OPENED: EventOf<'opened'> = {
  kind: 'opened',
  subject: {
    provision: 'heavy-fire',
    breach: hour(0),
    firstKnowledge: hour(2),
    place: { latitude: 48, longitude: 33 },
    means: ['heard', 'satellite-thermal'],
  },
  basis: [{ kind: 'possible-violation', id: SOMETHING, incident: SOMETHING }],
}
const JUDGED = {
  outcome: { kind: 'confirmed-violation' },
  probability: 0.9,
  confidence: 'moderate',
  grounds: 'g',
} as const
const WEIGHED: readonly CaseEvent[] = STANDING_HYPOTHESES.map((hypothesis) => ({
  kind: 'evidence-weighed',
  evidence: { kind: 'observation', id: 'o' },
  hypothesis,
  weighs: 'against',
  source: 'B',
  information: '2',
  note: 'n',
}))

const personOf = (person: string): Actor => ({
  person,
  organisation: 'mission',
  nation: 'XX',
  compartment: 'mechanism',
  roles: [],
})

const settingOf = (person: string, at: string, answered: readonly string[] = []): CaseSetting => ({
  actor: personOf(person),
  at,
  procedure: DEFAULT_PROCEDURE,
  parties: PARTIES,
  hasAnsweredFor: (response) => answered.includes(response),
})

/** Applies what is allowed; returns the codes of what is not. */
function play(
  steps: readonly (readonly [string, number, CaseEvent])[],
  answered: readonly string[] = [],
): { state: Case; refused: readonly (readonly string[])[] } {
  let state: Case | null = null
  const refused: (readonly string[])[] = []
  for (const [person, at, event] of steps) {
    const decided = decideCase(state, event, settingOf(person, hour(at), answered))
    if (decided.ok) state = state === null ? openCase('c', decided.value) : applyToCase(state, decided.value)
    else refused.push(decided.problems.map(({ code }) => code))
  }
  if (state === null) throw new Error('no case')
  return { state, refused }
}

const hearing = (from: number, urgent = true): EventOf<'sent-to-parties'> => ({
  kind: 'sent-to-parties',
  notice: 'n',
  roundKilometres: 10,
  urgent,
  until: hour(from + (urgent ? 4 : 48)),
  parties: PARTIES,
})
const RELEASED: EventOf<'released'> = {
  kind: 'released',
  audiences: ['public'],
  reason: 'r',
  roundKilometres: 10,
  embargoUntil: hour(30),
  summary: 's',
}
const UP_TO_SUBMITTED: readonly (readonly [string, number, CaseEvent])[] = [
  ['ann', 3, OPENED],
  ...WEIGHED.map((event) => ['ann', 4, event] as const),
  ['ann', 5, { kind: 'drafted', ...JUDGED }],
  ['ann', 5, { kind: 'submitted' }],
]
const UP_TO_VERIFIED: readonly (readonly [string, number, CaseEvent])[] = [
  ...UP_TO_SUBMITTED,
  ['ben', 6, { kind: 'second-review', ...JUDGED }],
  ['ben', 6, { kind: 'verified', note: 'n' }],
]

describe('the life of a case', () => {
  test('[CA1] every state answers every event, with a state or a reason', () => {
    for (const state of CASE_STATES) {
      expect(Object.keys(CASE_LIFECYCLE.table[state]).sort()).toEqual([...CASE_EVENTS].sort())
      for (const next of Object.values(CASE_LIFECYCLE.table[state])) {
        expect(typeof next === 'string' ? CASE_STATES.includes(next) : next.refused.length > 0).toBe(true)
      }
    }
    expect(
      play([
        ['ann', 3, OPENED],
        ['ann', 4, RELEASED],
      ]).refused,
    ).toEqual([['illegal-event']])
  })

  test('[CA2] author, verifier and releaser are three persons, and the second review comes first', () => {
    const early = play([...UP_TO_SUBMITTED, ['ann', 6, { kind: 'verified', note: 'n' }]])
    expect(early.refused).toEqual([['same-person', 'second-review-missing']])
    const { refused, state } = play([
      ...UP_TO_VERIFIED,
      ['cem', 7, hearing(7)],
      ['cem', 8, { kind: 'window-ended' }],
      ['cem', 11, { kind: 'window-ended' }],
      ['ann', 31, RELEASED],
      ['ben', 31, RELEASED],
      ['cem', 31, RELEASED],
    ])
    expect(refused).toEqual([['window-still-open'], ['same-person'], ['same-person']])
    expect(state.state).toBe('released')
    expect(state.outcome).toEqual({ kind: 'confirmed-violation' })
  })

  test('[CA2] a correction is drafted anew: nobody verifies what they wrote before it', () => {
    const { refused, state } = play([
      ...UP_TO_VERIFIED,
      ['cem', 7, hearing(7)],
      ['cem', 11, { kind: 'window-ended' }],
      ['cem', 31, RELEASED],
      ['cem', 32, { kind: 'corrected', reason: 'r' }],
      ['dan', 33, { kind: 'submitted' }],
      ['dan', 33, { kind: 'merged', into: 'another', reason: 'r' }],
    ])
    expect(refused).toEqual([['draft-missing'], ['released-is-not-merged']])
    expect(state.state).toBe('open')
  })

  test('[CA11] consent taken back after a release corrects it, and the reason tells of no person', () => {
    const { refused, state } = play([
      ...UP_TO_VERIFIED,
      ['cem', 7, hearing(7)],
      ['cem', 11, { kind: 'window-ended' }],
      ['cem', 31, RELEASED],
      ['service', 32, { kind: 'evidence-withdrawn', evidence: 'o' }],
    ])
    expect(refused).toEqual([])
    expect([state.state, state.version, state.weighed, state.isDraftStale]).toEqual(['open', 2, [], true])
    expect(state.corrections.map(({ reason }) => reason)).toEqual(['evidence-withdrawn'])
  })

  test('[CA3] a confirmed violation is not closed before somebody has answered for it', () => {
    const released: readonly (readonly [string, number, CaseEvent])[] = [
      ...UP_TO_VERIFIED,
      ['cem', 7, hearing(7)],
      ['cem', 11, { kind: 'window-ended' }],
      ['cem', 31, RELEASED],
    ]
    expect(play([...released, ['cem', 32, { kind: 'closed', response: 'r1' }]]).refused).toEqual([
      ['confirmed-needs-an-answer'],
    ])
    expect(play([...released, ['cem', 32, { kind: 'closed', response: 'r1' }]], ['r1']).state.state).toBe(
      'closed',
    )
  })

  test('[CA4] each hypothesis is weighed and one kind of means needs a second or a reason', () => {
    const alone: CaseEvent = { ...OPENED, subject: { ...OPENED.subject, means: ['satellite-thermal'] } }
    const { refused } = play([
      ['ann', 3, alone],
      ['ann', 4, { kind: 'submitted' }],
      ['ann', 4, { kind: 'drafted', ...JUDGED }],
      ['ann', 4, { kind: 'submitted' }],
      ['ann', 5, { kind: 'drafted', ...JUDGED, outcome: { kind: 'unable-to-determine' } }],
      ['ann', 5, { kind: 'submitted' }],
    ])
    expect(refused).toEqual([
      ['draft-missing'],
      [...STANDING_HYPOTHESES.map(() => 'hypothesis-unweighed'), 'second-means-missing'],
    ])
  })

  test('[CA4] a draft is older than a recomputation that came after it, whatever the clock said', () => {
    const { refused } = play([
      ['ann', 3, OPENED],
      ...WEIGHED.map((event) => ['ann', 4, event] as const),
      ['ann', 5, { kind: 'drafted', ...JUDGED }],
      [
        'service',
        4,
        { kind: 'recomputed', probability: 0.2, means: ['heard', 'seen'], independentSources: 1 },
      ],
      ['ann', 5, { kind: 'submitted' }],
      ['ann', 5, { kind: 'drafted', ...JUDGED }],
      ['ann', 5, { kind: 'submitted' }],
    ])
    expect(refused).toEqual([['draft-before-recomputation']])
  })

  test('[CA5] every party is heard in the same window; silence blocks nothing', () => {
    const { refused, state } = play([
      ...UP_TO_VERIFIED,
      ['cem', 7, { ...hearing(7), roundKilometres: 1 }],
      ['cem', 7, { ...hearing(9), parties: ['party-a'] }],
    ])
    expect(refused).toEqual([['finer-than-agreed']])
    expect(state.hearing).toMatchObject({ until: hour(11), parties: PARTIES })
    const answered = play([
      ...UP_TO_VERIFIED,
      ['cem', 7, hearing(7, false)],
      ['liaison-a', 8, { kind: 'party-replied', party: 'party-a', text: 't', attachments: [] }],
      ['cem', 8, { kind: 'window-ended' }],
      ['liaison-b', 9, { kind: 'party-replied', party: 'party-b', text: 't', attachments: [] }],
      ['cem', 9, { kind: 'window-ended' }],
    ])
    expect(answered.refused).toEqual([['window-still-open']])
    expect(answered.state.state).toBe('releasable')
  })

  test('[CA10] on the urgent path the reviewed finding is due by its own clock, which fires once and blocks nothing', () => {
    const due = hour(2 + DEFAULT_PROCEDURE.reviewedFindingHours)
    const overdue: CaseEvent = { kind: 'finding-overdue' }
    const usual = play([...UP_TO_VERIFIED, ['cem', 7, hearing(7, false)], ['service', 30, overdue]])
    expect([usual.state.findingClock, usual.refused]).toEqual([null, [['clock-says-otherwise']]])
    const running = { dueAt: due, overdueSince: null, releasedAt: null }
    const urgent = [...UP_TO_VERIFIED, ['cem', 7, { ...hearing(7), findingBy: hour(99) }]] as const
    const early = play([...urgent, ['service', 19, overdue]])
    expect([early.state.findingClock, early.refused]).toEqual([running, [['clock-says-otherwise']]])
    // Sent back and heard anew, the case owes what it owed.
    const late = play([
      ...urgent,
      ['ben', 8, { kind: 'returned', reason: 'r' }],
      ['service', 20, overdue],
      ['service', 21, overdue],
      ['ann', 21, { kind: 'submitted' }],
      ['ben', 22, { kind: 'second-review', ...JUDGED }],
      ['ben', 22, { kind: 'verified', note: 'n' }],
      ['cem', 23, hearing(23)],
      ['cem', 27, { kind: 'window-ended' }],
      ['cem', 31, RELEASED],
      ['service', 32, overdue],
      ['cem', 33, { kind: 'corrected', reason: 'r' }],
      ['service', 34, overdue],
    ])
    expect(late.refused).toEqual([['clock-fired-already'], ['illegal-event'], ['clock-fired-already']])
    expect(late.state.findingClock).toEqual({ dueAt: due, overdueSince: hour(20), releasedAt: hour(31) })
  })

  test('[CA6] what rests on indications alone is not in public lists, and nothing leaves finer or earlier than agreed', () => {
    const indicated: CaseEvent = {
      ...OPENED,
      basis: [{ kind: 'indication', id: SOMETHING, incident: SOMETHING }],
    }
    const unable: CaseEvent = { kind: 'drafted', ...JUDGED, outcome: { kind: 'unable-to-determine' } }
    const { refused } = play([
      ['ann', 3, indicated],
      ['ann', 4, unable],
      ['ann', 4, { kind: 'submitted' }],
      ['ben', 5, { kind: 'second-review', ...JUDGED }],
      ['ben', 5, { kind: 'verified', note: 'n' }],
      ['cem', 6, hearing(6)],
      ['cem', 10, { kind: 'window-ended' }],
      ['cem', 11, { ...RELEASED, roundKilometres: 1, embargoUntil: hour(11) }],
      ['cem', 11, { ...RELEASED, audiences: ['commission'], roundKilometres: 0, embargoUntil: hour(11) }],
    ])
    expect(refused).toEqual([['finer-than-agreed', 'earlier-than-agreed', 'indication-is-not-public']])
  })

  test('[CA6] what some have is kept from no other party, taken from nobody, and not put off again', () => {
    const out = [...UP_TO_VERIFIED, ['cem', 7, hearing(7)], ['cem', 11, { kind: 'window-ended' }]] as const
    const toOne = { ...RELEASED, audiences: ['party:party-a'] }
    const toBoth = { ...RELEASED, audiences: ['party:party-a', 'party:party-b'] }
    const { refused, state } = play([
      ...out,
      ['cem', 31, toOne],
      ['cem', 31, toBoth],
      ['cem', 32, { ...RELEASED, audiences: ['commission'] }],
      ['cem', 32, { ...RELEASED, embargoUntil: hour(99) }],
      ['cem', 32, RELEASED],
    ])
    expect(refused).toEqual([
      ['parties-told-apart'],
      ['audience-forgotten', 'audience-forgotten'],
      ['out-already'],
    ])
    expect(state.releases).toHaveLength(2)
  })

  test('[CA7] a second reviewer sees no conclusion of the author before giving their own', () => {
    const { state } = play(UP_TO_SUBMITTED)
    expect(blindView(state, 'ben').drafts).toEqual([])
    // Whoever reads it while it is being written is no blind reviewer later.
    const drafted = play(UP_TO_SUBMITTED.slice(0, -1)).state
    expect(blindView(drafted, 'ben').drafts).toEqual([])
    expect(blindView(drafted, 'ann').drafts).toHaveLength(1)
    expect(blindView(state, 'ann').drafts).toHaveLength(1)
    const reviewed = play([...UP_TO_SUBMITTED, ['ben', 6, { kind: 'second-review', ...JUDGED }]]).state
    expect(blindView(reviewed, 'ben').drafts).toHaveLength(1)
    expect(blindView(reviewed, 'dan').drafts).toEqual([])
  })

  const MOVES: readonly (CaseEvent | 'hearing')[] = [
    ...WEIGHED,
    { kind: 'drafted', ...JUDGED },
    { kind: 'drafted', ...JUDGED, outcome: { kind: 'unable-to-determine' } },
    { kind: 'submitted' },
    { kind: 'second-review', ...JUDGED },
    { kind: 'returned', reason: 'r' },
    { kind: 'verified', note: 'n' },
    'hearing',
    { kind: 'party-replied', party: 'party-a', text: 't', attachments: [] },
    { kind: 'window-ended' },
    RELEASED,
    { kind: 'corrected', reason: 'r' },
    { kind: 'closed', response: null },
    { kind: 'closed', response: 'r1' },
    { kind: 'observation-excluded', observation: SOMETHING, reason: 'r' },
    { kind: 'observation-included', observation: SOMETHING, reason: 'r' },
  ]

  /** What no case may ever be. */
  function faultsOf(state: Case, isAnswered: boolean): readonly string[] {
    const { authors, drafts, verification, releases, secondReviews, outcome } = state
    const isOut = state.state === 'released' || state.state === 'closed'
    const signatures = [...authors, verification?.person, releases.at(-1)?.person]
    return [
      ...(verification !== null && [...authors, drafts.at(-1)?.person].includes(verification.person)
        ? ['author verified']
        : []),
      ...(verification !== null && secondReviews.length === 0 ? ['no second person'] : []),
      ...(isOut && new Set(signatures).size < signatures.length ? ['two signatures of one'] : []),
      ...(state.state === 'closed' &&
      outcome?.kind === 'confirmed-violation' &&
      !(isAnswered && state.response === 'r1')
        ? ['closed unanswered']
        : []),
    ]
  }

  test('[CA8] no path closes a confirmed violation unanswered, skips the second person, or gives one person two signatures', () => {
    let confirmed = 0
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('ann', 'ben', 'cem', 'dan'), fc.nat()), {
          minLength: 60,
          maxLength: 120,
        }),
        fc.boolean(),
        (moves, isAnswered) => {
          const events: RecordedCaseEvent[] = []
          const faults: string[] = []
          let state: Case | null = null
          const began = UP_TO_SUBMITTED.map(([who, , event]) => [who, event] as const)
          for (const [k, [person, pick]] of [...began, ...moves].entries()) {
            const at = 3 + 5 * k
            const now = state?.state
            const candidates = MOVES.filter((move) => {
              const kind = move === 'hearing' ? 'sent-to-parties' : move.kind
              return (
                now !== undefined && kind !== 'opened' && typeof CASE_LIFECYCLE.table[now][kind] === 'string'
              )
            })
            const chosen = typeof pick === 'number' ? candidates[pick % candidates.length] : pick
            if (chosen === undefined) break
            const event = chosen === 'hearing' ? hearing(at) : chosen
            const decided = decideCase(state, event, settingOf(person, hour(at), isAnswered ? ['r1'] : []))
            if (!decided.ok) {
              if (decided.problems.length === 0) faults.push('refused without a reason')
              continue
            }
            events.push(decided.value)
            state = caseOf('c', events)
            if (state === null) throw new Error('no case')
            faults.push(...faultsOf(state, isAnswered))
            if (state.state === 'closed' && state.outcome?.kind === 'confirmed-violation') confirmed += 1
          }
          expect(faults).toEqual([])
        },
      ),
      { numRuns: 300, seed: 7 },
    )
    expect(confirmed).toBeGreaterThan(0)
  })

  test('[CA9] what comes from outside is read by schema, with every problem', () => {
    expect(caseEventSchema.safeParse(OPENED).success).toBe(true)
    const read = caseEventSchema.safeParse({
      kind: 'drafted',
      outcome: { kind: 'no-violation', reason: 'permitted' },
      probability: 1,
      confidence: 'sure',
      grounds: '',
    })
    expect(read.success ? [] : read.error.issues.map(({ path }) => path.join('.')).sort()).toEqual([
      'confidence',
      'grounds',
      'outcome.permitted',
      'probability',
    ])
  })
})
