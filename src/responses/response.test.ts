// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { toInstant } from '#kernel'

import { shipped } from '../../test/sample-terms.ts'
import { readClock } from './clock.ts'
import { deadlinesOf } from './deadlines.ts'
import { agreedSteps, decideResponse } from './decide-response.ts'
import { matchNotifications, type ReceivedNotification } from './notifications/notification.ts'
import { findPatterns } from './patterns.ts'
import type { ResponseEvent } from './response-event.ts'
import { RESPONSE_EVENTS, RESPONSE_LIFECYCLE, RESPONSE_STATES } from './response-lifecycle.ts'
import { applyToResponse, clocksOf, type ResponseCase } from './response.ts'

const BREACH = Date.UTC(2026, 6, 1)
const hour = (n: number): string => new Date(BREACH + n * 3_600_000).toISOString()
const TERMS = shipped('exercise-2026')
const STEPS = agreedSteps(TERMS, 'party-b')

type EventOf<K extends ResponseEvent['kind']> = Extract<ResponseEvent, { kind: K }>
type Move = readonly [string, string, number, ResponseEvent]

const opened = (firstKnowledge = 2): EventOf<'opened'> => ({
  kind: 'opened',
  because: { kind: 'finding', case: 'c' },
  breach: hour(0),
  firstKnowledge: hour(firstKnowledge),
  owner: 'oda',
})
const FOUND: EventOf<'responsibility-found'> = {
  kind: 'responsibility-found',
  attribution: 'a',
  party: 'party-b',
  steps: [...STEPS],
}
const PROPOSED: ResponseEvent = { kind: 'escalation-proposed', step: 'warning', grounds: 'g' }
const TAKEN: ResponseEvent = { kind: 'step-decided', step: 'warning', decision: 'taken', grounds: 'g' }
const FOR: ResponseEvent = { kind: 'voted', step: 'warning', vote: 'for' }
const ELSEWHERE: ResponseEvent = {
  kind: 'decided-elsewhere',
  step: 'coordinated-response',
  authority: 'x',
  decidedAt: hour(9),
  document: 'd',
}
const REMEDY: ResponseEvent = { kind: 'remedy-set', remedy: 'r', what: 'w', by: 'party-b', dueAt: hour(90) }

const actorOf = (person: string, nation: string) => ({
  person,
  nation,
  organisation: 'commission',
  compartment: 'commission',
  roles: [],
})

function play(moves: readonly Move[]) {
  let state: ResponseCase | null = null
  const refused: (readonly string[])[] = []
  for (const [person, nation, at, event] of moves) {
    const decided = decideResponse('r1', state, event, { actor: actorOf(person, nation), at: hour(at) })
    if (decided.ok) state = applyToResponse('r1', state, decided.value)
    else refused.push(decided.problems.map(({ code }) => code))
  }
  if (state === null) throw new Error('no response')
  return { state, refused }
}

describe('the response', () => {
  test('[RE1] every state answers every event', () => {
    for (const state of RESPONSE_STATES) {
      expect(Object.keys(RESPONSE_LIFECYCLE.table[state]).sort()).toEqual([...RESPONSE_EVENTS].sort())
    }
  })

  test('[RE2] a clock that ended before anyone could know is told apart from one that was missed', () => {
    const question = {
      breach: hour(0),
      firstKnowledge: hour(2),
      withinHours: 24,
      doneAt: null,
      now: hour(10),
    }
    expect(readClock(question)).toEqual({
      dueAt: hour(24),
      standing: 'running',
      sinceBreachSeconds: 36_000,
      sinceKnowledgeSeconds: 28_800,
      remainingSeconds: 50_400,
    })
    const standing = (changes: object) => readClock({ ...question, ...changes }).standing
    expect(standing({ now: hour(24) })).toBe('overdue')
    expect(standing({ doneAt: hour(24) })).toBe('met')
    expect(standing({ doneAt: hour(25) })).toBe('late')
    expect(standing({ firstKnowledge: hour(26), now: hour(27) })).toBe('elapsed-before-knowledge')
  })

  test('[RE3] whose ladder holds is what the Commission found, and an empty one is no response', () => {
    expect(STEPS.map(({ id, elsewhere }) => [id, elsewhere])).toEqual([
      ['warning', false],
      ['consultation', false],
      ['coordinated-response', true],
    ])
    expect([agreedSteps(TERMS, 'party-a'), agreedSteps(TERMS, null)]).toEqual([[], []])
  })

  test('[RE4] escalation is proposed, voted on and decided by two nations; what is not ours is recorded as decided elsewhere', () => {
    const { state, refused } = play([
      ['oda', 'FR', 3, opened()],
      ['oda', 'FR', 3, PROPOSED],
      ['oda', 'FR', 3, FOUND],
      ['oda', 'FR', 3, FOR],
      ['oda', 'FR', 4, PROPOSED],
      ['oda', 'FR', 4, FOR],
      ['pia', 'FR', 4, FOR],
      ['oda', 'FR', 5, TAKEN],
      ['cai', 'CH', 5, { kind: 'voted', step: 'warning', vote: 'against', dissent: 'd' }],
      ['cai', 'CH', 6, FOR],
      ['oda', 'FR', 6, TAKEN],
      ['oda', 'FR', 7, { kind: 'escalation-proposed', step: 'coordinated-response', grounds: 'g' }],
      ['oda', 'FR', 7, { ...ELSEWHERE, step: 'consultation', decidedAt: hour(8) }],
      ['oda', 'FR', 9, ELSEWHERE],
    ])
    expect(refused).toEqual([
      ['no-such-step'],
      ['step-not-proposed'],
      ['two-nations-needed'],
      ['decided-elsewhere-only'],
      // No way around the vote, and no clock met by a moment that has not come.
      ['in-the-future', 'ours-to-decide'],
    ])
    expect(clocksOf(state, hour(30)).map(({ standing }) => standing)).toEqual(['met', 'running', 'met'])
  })

  test('[RE5] a deadline fires once and only when its clock says so', () => {
    const ran = (step: string, standing: 'overdue' | 'elapsed-before-knowledge'): ResponseEvent => ({
      kind: 'clock-ran-out',
      step,
      standing,
    })
    const { state, refused } = play([
      ['oda', 'FR', 30, opened(26)],
      ['oda', 'FR', 30, FOUND],
      ['timer', '', 30, ran('warning', 'overdue')],
      ['timer', '', 30, ran('warning', 'elapsed-before-knowledge')],
      ['timer', '', 31, ran('warning', 'elapsed-before-knowledge')],
      ['timer', '', 40, ran('consultation', 'overdue')],
      ['timer', '', 48, ran('consultation', 'overdue')],
    ])
    expect(refused).toEqual([['clock-says-otherwise'], ['clock-fired-already'], ['clock-says-otherwise']])
    expect(deadlinesOf(state).map(({ id, at }) => [id, at])).toEqual([
      ['r1/step/coordinated-response', hour(72)],
    ])
  })

  test('[RE6] what was left unresolved is remedied once it is opened again', () => {
    const { refused, state } = play([
      ['oda', 'FR', 3, opened()],
      ['oda', 'FR', 3, { ...FOUND, steps: [] }],
      ['oda', 'FR', 4, { kind: 'remedy-verified', remedy: 'r', result: 'done', grounds: 'g' }],
      ['oda', 'FR', 4, REMEDY],
      ['oda', 'FR', 5, { kind: 'concluded', outcome: 'unresolved', grounds: 'g' }],
      ['oda', 'FR', 6, { kind: 'reopened', reason: 'r' }],
      ['pia', 'CH', 7, { kind: 'remedy-verified', remedy: 'r', result: 'done', grounds: 'g' }],
      ['oda', 'FR', 8, { kind: 'concluded', outcome: 'remedied', grounds: 'g' }],
    ])
    expect(refused).toEqual([['no-such-remedy']])
    expect(state.state).toBe('concluded')
  })

  test('[RE6] no end without what the Commission found, an outcome that is true, and remedies verified', () => {
    const end = (outcome: 'remedied' | 'answered' | 'no-agreed-response'): ResponseEvent => ({
      kind: 'concluded',
      outcome,
      grounds: 'g',
    })
    const { refused, state } = play([
      ['oda', 'FR', 3, opened()],
      ['oda', 'FR', 3, end('answered')],
      ['oda', 'FR', 3, FOUND],
      ['oda', 'FR', 3, end('no-agreed-response')],
      ['oda', 'FR', 4, REMEDY],
      ['oda', 'FR', 5, end('remedied')],
      ['pia', 'CH', 6, { kind: 'remedy-verified', remedy: 'r', result: 'not-done', grounds: 'g' }],
      ['pia', 'CH', 7, { kind: 'remedy-verified', remedy: 'r', result: 'done', grounds: 'g' }],
      ['oda', 'FR', 8, end('remedied')],
      ['oda', 'FR', 8, PROPOSED],
      ['oda', 'FR', 8, FOR],
      ['cai', 'CH', 8, FOR],
      ['oda', 'FR', 8, TAKEN],
      ['oda', 'FR', 9, end('remedied')],
    ])
    expect(refused).toEqual([
      ['responsibility-unknown', 'nothing-answered'],
      ['steps-were-agreed'],
      ['remedy-not-done', 'step-pending'],
      ['step-pending'],
    ])
    expect(state.state).toBe('concluded')
    const none = play([
      ['oda', 'FR', 3, opened()],
      ['oda', 'FR', 3, { ...FOUND, party: null, steps: [] }],
      ['oda', 'FR', 4, end('no-agreed-response')],
    ])
    expect(none.refused).toEqual([])
  })

  test('[RE7] whatever happens, clocks fire at most once, steps are decided once, and no end comes without an outcome', () => {
    const moves: readonly ResponseEvent[] = [
      FOUND,
      PROPOSED,
      FOR,
      TAKEN,
      ELSEWHERE,
      REMEDY,
      { kind: 'remedy-verified', remedy: 'r', result: 'done', grounds: 'g' },
      { kind: 'clock-ran-out', step: 'warning', standing: 'overdue' },
      { kind: 'clock-ran-out', step: 'consultation', standing: 'overdue' },
      { kind: 'concluded', outcome: 'remedied', grounds: 'g' },
      { kind: 'concluded', outcome: 'answered', grounds: 'g' },
      { kind: 'reopened', reason: 'r' },
    ]
    let ended = 0
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(3), fc.nat(moves.length - 1)), { minLength: 60, maxLength: 120 }),
        (picks) => {
          const firings = new Map<string, number>()
          const faults: string[] = []
          let state = applyToResponse('r1', null, {
            event: opened(),
            actor: actorOf('oda', 'FR'),
            at: hour(3),
          })
          for (const [k, [who, pick]] of picks.entries()) {
            const event = moves[pick]!
            const actor = actorOf(`p${who}`, who % 2 === 0 ? 'FR' : 'CH')
            const decided = decideResponse('r1', state, event, { actor, at: hour(4 + 2 * k) })
            if (!decided.ok) continue
            if (event.kind === 'clock-ran-out') firings.set(event.step, (firings.get(event.step) ?? 0) + 1)
            state = applyToResponse('r1', state, decided.value)
            if (state.state !== 'concluded') continue
            ended += 1
            if (state.concluded === null || state.responsibility === null) faults.push('end without outcome')
            if (
              state.steps.some(
                ({ trigger, decided: d, ranOut }) => trigger === 'breach' && d === null && ranOut === null,
              )
            )
              faults.push('step forgotten')
          }
          expect([faults, [...firings.values()].filter((n) => n > 1)]).toEqual([[], []])
        },
      ),
      { numRuns: 400, seed: 3 },
    )
    expect(ended).toBeGreaterThan(0)
  })
})

test('[RE8] patterns are the widest windows that reach the number, and none lies inside another', () => {
  const rules = [{ provision: 'heavy-fire', findings: 3, withinDays: 2 }]
  const at = (id: string, hours: number, provision = 'heavy-fire') => ({
    case: id,
    provision,
    breach: hour(hours),
  })
  const found = findPatterns(rules, [
    at('d', 60),
    at('a', 0),
    at('b', 20),
    at('c', 48),
    at('x', 1, 'drone-strikes'),
    at('e', 300),
  ])
  expect(found.map(({ cases }) => cases)).toEqual([
    ['a', 'b', 'c'],
    ['b', 'c', 'd'],
  ])
  expect(findPatterns(rules, [at('a', 0), at('b', 20), at('c', 49)])).toEqual([])
})

test('[RE9] a notification is matched by time and place, and says how much notice it was', () => {
  const place = { latitude: 48, longitude: 33 }
  const received: ReceivedNotification = {
    id: 'n',
    party: 'party-a',
    receivedAt: hour(-24),
    notification: { kind: 'demining', from: hour(0), until: hour(6), place, radiusKilometres: 2, text: 't' },
  }
  const incident = (start: number, latitude: number) => ({
    interval: {
      start: toInstant(BREACH + start * 3_600_000),
      end: toInstant(BREACH + (start + 1) * 3_600_000),
      clockErrorSeconds: 0,
    },
    geometry: {
      kind: 'ellipse' as const,
      center: { latitude, longitude: 33 },
      semiMajorMeters: 500,
      semiMinorMeters: 300,
      azimuthDegrees: 0,
    },
  })
  expect(matchNotifications(incident(2, 48.02), [received])).toEqual([
    { notification: 'n', kind: 'demining', noticeHours: 26 },
  ])
  expect(matchNotifications(incident(2, 48.03), [received])).toEqual([])
  expect(matchNotifications(incident(7, 48), [received])).toEqual([])
})
