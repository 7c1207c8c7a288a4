// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import fc from 'fast-check'
import { expect, test } from 'vitest'

import { cryptography, exerciseSigner } from '../../../test/evidence/sample-bundle.ts'
import { shipped } from '../../../test/sample-terms.ts'
import { DEFAULT_PROCEDURE, type Agreement } from '#agreement'
import { STANDING_HYPOTHESES, type Case } from '#assessments'
import { exerciseSaltKey } from '#evidence'
import { digestOf, toInstant, type Actor } from '#kernel'
import {
  carryOut,
  carryOutDue,
  clocksOf,
  messageId,
  PROCEEDING_NAMES,
  proceedingOfRecord,
  stateOf,
  streamOf,
  type ProceedingName,
  type ProceedingRecordBody,
  type ResponseCase,
  type VerificationRequest,
} from '#responses'

import { createAudienceSets } from './audience-sets.ts'
import { openSqlite } from './database.ts'
import { openLedger } from './ledger.ts'
import { migrate } from './migrate.ts'
import { proceedingProjections } from './proceeding-projections.ts'
import { createProceedingQueries } from './proceeding-queries.ts'

/** The exercise, with two confirmed violations in a week as a pattern of their own. */
const TERMS: Agreement = {
  ...shipped('exercise-2026'),
  procedure: {
    ...DEFAULT_PROCEDURE,
    patterns: [{ provision: 'heavy-fire', findings: 2, withinDays: 7 }],
  },
}
const TERMS_STEPS = TERMS.ladders.flatMap(({ steps }) => steps)
const PARTIES = TERMS.parties.map(({ id }) => id)
const BREACH = Date.UTC(2026, 6, 1)
const HOUR_MS = 3_600_000
const at = (hours: number): string => new Date(BREACH + hours * HOUR_MS).toISOString()
const CASES = ['c1', 'c2'] as const
/** The response to both cases as a pattern. */
const PATTERN = 'p1'
const MECHANISM = ['ann', 'ben', 'cem', 'dan'] as const
const COMMISSION = ['oda', 'pia', 'quo', 'rui'] as const
const NATIONS: Readonly<Record<string, string>> = { oda: 'FR', pia: 'CH', quo: 'GB', rui: 'FR' }
const ID = digestOf('an incident')
const JUDGED = { probability: 0.9, confidence: 'moderate', grounds: 'g' }

interface Event {
  readonly kind: string
  readonly [key: string]: unknown
}
type Move =
  | {
      readonly kind: 'act'
      readonly name: ProceedingName
      readonly id: string
      readonly event: Event
      readonly person: string
    }
  | { readonly kind: 'wait'; readonly hours: number }
  | { readonly kind: 'look' }
  | { readonly kind: 'restart' }

type Step = readonly [ProceedingName, Event]

/** From what the machine listed to a finding, in the order in which it tends to make sense; who does it, and when, is left to chance. */
const untilReleased = (id: string): readonly Step[] => [
  [
    'cases',
    {
      kind: 'opened',
      subject: {
        provision: 'heavy-fire',
        breach: at(0),
        firstKnowledge: at(id === 'c1' ? 2 : 30),
        place: { latitude: 48, longitude: 33 },
        means: ['heard', 'seen'],
      },
      basis: [{ kind: 'possible-violation', id: ID, incident: ID }],
    },
  ],
  ...STANDING_HYPOTHESES.map((hypothesis): readonly [ProceedingName, Event] => [
    'cases',
    {
      kind: 'evidence-weighed',
      evidence: { kind: 'observation', id: ID },
      hypothesis,
      weighs: 'against',
      source: 'B',
      information: '2',
      note: 'n',
    },
  ]),
  ['cases', { kind: 'drafted', outcome: { kind: 'confirmed-violation' }, ...JUDGED }],
  ['cases', { kind: 'submitted' }],
  ['cases', { kind: 'second-review', outcome: { kind: 'confirmed-violation' }, ...JUDGED }],
  ['cases', { kind: 'verified', note: 'n' }],
  ['cases', { kind: 'sent-to-parties', notice: `about ${id}`, roundKilometres: 10, urgent: true }],
  ...PARTIES.map((party): readonly [ProceedingName, Event] => [
    'cases',
    { kind: 'party-replied', party, text: `secret of ${party}`, attachments: [] },
  ]),
  ['cases', { kind: 'window-ended' }],
  [
    'cases',
    {
      kind: 'released',
      audiences: ['commission'],
      reason: 'r',
      roundKilometres: 10,
      embargoUntil: at(48),
      summary: 's',
    },
  ],
]

/** What the Commission does in answer to a case or to a pattern. */
const answerTo = (id: string, because: unknown, firstKnowledge: string): readonly Step[] => [
  ['responses', { kind: 'opened', because, breach: at(0), firstKnowledge, owner: 'oda' }],
  ['attributions', { kind: 'opened', case: id, soleSourceNation: null }],
  ['attributions', { kind: 'seated', conflictOfInterest: '' }],
  ['attributions', { kind: 'seated', conflictOfInterest: '' }],
  ['attributions', { kind: 'seated', conflictOfInterest: '' }],
  [
    'attributions',
    { kind: 'proposed', conclusion: { kind: 'likely', party: PARTIES[1] }, intent: 'unknown', grounds: 'g' },
  ],
  ['attributions', { kind: 'voted', vote: 'for' }],
  ['attributions', { kind: 'voted', vote: 'for' }],
  ['attributions', { kind: 'voted', vote: 'for' }],
  ['attributions', { kind: 'decided', panelUnmetBecause: 'there are no others' }],
  ['responses', { kind: 'escalation-proposed', step: 'warning', grounds: 'g' }],
  ['responses', { kind: 'voted', step: 'warning', vote: 'for' }],
  ['responses', { kind: 'voted', step: 'warning', vote: 'for' }],
  ['responses', { kind: 'step-decided', step: 'warning', decision: 'taken', grounds: 'g' }],
  ['responses', { kind: 'concluded', outcome: 'answered', grounds: 'g' }],
  ['responses', { kind: 'concluded', outcome: 'unresolved', grounds: 'g' }],
]

const AGAIN: readonly Step[] = [
  ['responses', { kind: 'reopened', reason: 'r' }],
  ['responses', { kind: 'concluded', outcome: 'unresolved', grounds: 'g' }],
]

const afterRelease = (id: string): readonly Step[] => [
  ...answerTo(id, { kind: 'finding', case: id }, at(id === 'c1' ? 2 : 30)),
  ...AGAIN,
  ['cases', { kind: 'closed', response: 'c1' }],
  ['cases', { kind: 'closed', response: id }],
  ['cases', { kind: 'closed', response: null }],
  // Opened again once more, now that the case is closed.
  ...AGAIN,
  ['cases', { kind: 'closed', response: id }],
  ['cases', { kind: 'corrected', reason: 'r' }],
]
const eventsOf = (id: string): readonly Step[] => [...untilReleased(id), ...afterRelease(id)]

const closedByPattern: readonly Step[] = [['cases', { kind: 'closed', response: PATTERN }]]
const patternEvents: readonly Step[] = [
  ...answerTo(PATTERN, { kind: 'pattern', provision: 'heavy-fire', cases: CASES }, at(2)),
]

/** A party's own registers: told to nobody but that party and the Mechanism. */
const ofParties: readonly (readonly [ProceedingName, string, Event])[] = PARTIES.flatMap((party) => [
  [
    'requests',
    `request-${party}`,
    { kind: 'received', party, provision: null, text: `secret of ${party}`, answerBy: at(20) },
  ],
  [
    'notifications',
    `notification-${party}`,
    {
      kind: 'received',
      party,
      notification: {
        kind: 'demining',
        from: at(1),
        until: at(2),
        place: { latitude: 48, longitude: 33 },
        radiusKilometres: 1,
        text: `secret of ${party}`,
      },
    },
  ],
])

/** Whose work it is, where anybody's in particular; the three members of a panel take turns. */
const usual = (name: ProceedingName, { kind }: Event, turn: number): string => {
  if (name !== 'cases') return kind === 'seated' || kind === 'voted' ? COMMISSION[turn % 3]! : 'oda'
  if (kind === 'second-review' || kind === 'verified') return 'ben'
  return ['sent-to-parties', 'window-ended', 'released', 'closed', 'corrected'].includes(kind) ? 'cem' : 'ann'
}
/** The usual person six times of seven, else anybody. */
const whoOf = (name: ProceedingName, event: Event, turn: number): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constant(usual(name, event, turn)) },
    { weight: 1, arbitrary: fc.constantFrom<string>(...(name === 'cases' ? MECHANISM : COMMISSION)) },
  )
const pause: fc.Arbitrary<Move> = fc.oneof(
  fc.record({ kind: fc.constant('wait' as const), hours: fc.constantFrom(0.5, 2, 5, 30) }),
  fc.constant({ kind: 'look' } as const),
  fc.constant({ kind: 'restart' } as const),
)

/** One act; without waiting for the parties nothing is released. */
const acted = (act: Extract<Move, { kind: 'act' }>): readonly Move[] =>
  act.event.kind === 'sent-to-parties' ? [act, { kind: 'wait', hours: 5 }, { kind: 'look' }] : [act]

/** Everything once, by those whose work it is: without it chance would seldom come far. */
const calm = (id: string, events: readonly Step[]): readonly Move[] =>
  events.flatMap(([name, event], turn) =>
    acted({ kind: 'act', name, id, event, person: usual(name, event, turn) }),
  )

/** Steps left out or done twice, by whom it may be, time passing and restarts in between. */
const unquiet = (id: string, events: readonly Step[]): fc.Arbitrary<readonly Move[]> =>
  fc
    .tuple(
      ...events.map(([name, event], turn) =>
        fc
          .tuple(whoOf(name, event, turn), fc.integer({ min: 0, max: 29 }), fc.option(pause, { freq: 3 }))
          .map(([person, times, after]): readonly Move[] => {
            const acts = acted({ kind: 'act', name, id, event, person })
            const done = times === 0 ? [] : times === 29 ? [...acts, ...acts] : acts
            return [...done, ...(after === null ? [] : [after])]
          }),
      ),
    )
    .map((steps) => steps.flat())

const courseOf = (id: string, events: readonly Step[]): fc.Arbitrary<readonly Move[]> =>
  fc.oneof(
    { weight: 2, arbitrary: fc.constant(calm(id, events)) },
    { weight: 1, arbitrary: unquiet(id, events) },
  )

const stray = fc.tuple(
  fc.constantFrom(...CASES),
  fc.nat(),
  fc.constantFrom<string>(...MECHANISM, ...COMMISSION),
  fc.nat(),
)

/** Courses step by step beside each other. */
const beside = (...courses: readonly (readonly Move[])[]): readonly Move[] =>
  Array.from({ length: Math.max(...courses.map(({ length }) => length)) }, (_, k) =>
    courses.flatMap((course) => course[k] ?? []),
  ).flat()

const besideOf = (eventsFor: (id: string) => readonly Step[]): fc.Arbitrary<readonly Move[]> =>
  fc.tuple(...CASES.map((id) => courseOf(id, eventsFor(id)))).map((courses) => beside(...courses))

/** Both are closed by the answer to the pattern, and stand open again with it. */
const patternCourse: fc.Arbitrary<readonly Move[]> = fc
  .tuple(
    courseOf(PATTERN, patternEvents),
    besideOf(() => closedByPattern),
    courseOf(PATTERN, AGAIN),
    besideOf(() => closedByPattern),
  )
  .map((parts) => parts.flat())

/** Both cases beside each other, the pattern that they make beside what follows each, and strays in chance places. */
const moves: fc.Arbitrary<readonly Move[]> = fc
  .tuple(besideOf(untilReleased), besideOf(afterRelease), patternCourse, fc.array(stray, { maxLength: 6 }))
  .map(([before, after, pattern, strays]) => {
    const course: Move[] = [...before, ...beside(after, pattern)]
    for (const [id, which, who, where] of strays) {
      const [name, event] = eventsOf(id)[which % eventsOf(id).length]!
      course.splice(where % (course.length + 1), 0, { kind: 'act', name, id, event, person: who })
    }
    return course
  })

const actorOf = (who: string): Actor => ({
  person: who,
  nation: NATIONS[who] ?? 'FI',
  organisation: 'o',
  compartment: COMMISSION.some((one) => one === who) ? 'commission' : 'mechanism',
  roles: [],
})

async function openPlace(path: string, now: () => number) {
  const database = openSqlite(path)
  await migrate(database, toInstant(BREACH))
  const audienceSets = createAudienceSets()
  const ledger = await openLedger(database, {
    cryptography,
    saltKey: exerciseSaltKey(cryptography),
    signers: { public: exerciseSigner, internal: exerciseSigner },
    audienceSets,
    projections: proceedingProjections(audienceSets),
    now: () => toInstant(now()),
  })
  return {
    ledger,
    queries: createProceedingQueries(database, ledger, audienceSets),
    async close() {
      await ledger.close()
      await database.close()
    },
  }
}
type Place = Awaited<ReturnType<typeof openPlace>>

/** Everything that must never be of the cases, held against what stood before and after each event of the log, not only at its end. */
async function faultsOfLog(ledger: Place['ledger']): Promise<readonly string[]> {
  const faults: string[] = []
  const states = new Map<string, unknown>()
  const fired = new Map<string, number>()
  const caseOf = (id: string) => states.get(streamOf('cases', id)) as Case | undefined
  const responseOf = (id: string) => states.get(streamOf('responses', id)) as ResponseCase | undefined
  for await (const { content } of ledger.entries('public')) {
    const proceeding = content.kind === 'record' ? proceedingOfRecord(content.record.kind) : null
    if (content.kind !== 'record' || proceeding === null) continue
    const { stream, id, recorded } = content.record.body as unknown as ProceedingRecordBody
    const { event, actor } = recorded as { event: Event; actor: Actor }
    const before = caseOf(id)
    states.set(stream, proceeding.apply(id, states.get(stream) ?? null, recorded))
    const count = (what: string): void => {
      fired.set(what, (fired.get(what) ?? 0) + 1)
    }
    // A ladder that somebody else is found to owe begins its clocks anew, and so does a new hearing.
    if (event.kind === 'responsibility-found')
      for (const { id: step } of TERMS_STEPS) fired.delete(`${stream} ${step}`)
    if (event.kind === 'sent-to-parties') fired.delete(`${stream} window`)
    if (event.kind === 'clock-ran-out') count(`${stream} ${String(event['step'])}`)
    if (event.kind === 'deadline-passed') count(`${stream} day`)
    if (event.kind === 'window-ended') count(`${stream} window`)
    if (event.kind === 'finding-overdue') count(`${stream} finding`)
    if (proceeding.name !== 'cases') continue
    const after = caseOf(id)!
    if (event.kind === 'closed' && after.outcome?.kind === 'confirmed-violation') {
      const answer = responseOf(String(after.response))
      const because = answer?.because
      const answersFor = because?.kind === 'finding' ? [because.case] : (because?.cases ?? [])
      if (answer?.state !== 'concluded' || !answersFor.includes(id))
        faults.push(`${id} closed without an answer`)
    }
    if (event.kind === 'second-review' && (before?.authors.includes(actor.person) ?? false))
      faults.push(`${id} was reviewed by who wrote it`)
    if (event.kind === 'verified' && (before?.secondReviews.length ?? 0) === 0)
      faults.push(`${id} was verified without a second review`)
    const { authors, verification, releases } = after
    if (verification !== null && authors.includes(verification.person))
      faults.push(`${id} was verified by who wrote it`)
    if (event.kind === 'released') {
      const signed = [...authors, verification?.person, releases.at(-1)?.person]
      if (verification === null || new Set(signed).size < signed.length)
        faults.push(`${id} has two signatures of one`)
    }
  }
  for (const id of CASES) {
    const kase = caseOf(id)
    const isClosed = kase?.state === 'closed' && kase.outcome?.kind === 'confirmed-violation'
    if (isClosed && responseOf(String(kase.response))?.state !== 'concluded')
      faults.push(`${id} stays closed though its response goes on`)
  }
  for (const [what, times] of fired) if (times > 1) faults.push(`${what} fired ${times} times`)
  return faults
}

/** Everything that must have fired by now, found as it stands after the service looked. */
async function faultsOfDeadlines(ledger: Place['ledger'], nowMs: number): Promise<readonly string[]> {
  const faults: string[] = []
  for (const id of [...CASES, PATTERN]) {
    const kase = (await stateOf(ledger, 'cases', id)) as Case | null
    const response = (await stateOf(ledger, 'responses', id)) as ResponseCase | null
    if (response !== null && response.state !== 'concluded') {
      for (const [k, { step, standing, dueAt }] of clocksOf(
        response,
        new Date(nowMs).toISOString(),
      ).entries()) {
        const { decided, ranOut } = response.steps[k]!
        const hasCome = Date.parse(dueAt) <= nowMs
        const isOver = hasCome && (standing === 'overdue' || standing === 'elapsed-before-knowledge')
        if (isOver && decided === null && ranOut === null) faults.push(`${id} ${step} never fired`)
      }
    }
    if (kase?.state === 'with-parties' && Date.parse(kase.hearing?.until ?? '') <= nowMs)
      faults.push(`${id} window never ended`)
    const clock = kase?.findingClock ?? null
    const isOwed = clock !== null && clock.releasedAt === null && kase?.state !== 'merged'
    if (isOwed && clock.overdueSince === null && Date.parse(clock.dueAt) <= nowMs)
      faults.push(`${id} finding never fell due`)
    if (clock !== null && clock.overdueSince !== null && clock.overdueSince < clock.dueAt)
      faults.push(`${id} finding fell due before its time`)
  }
  for (const party of PARTIES) {
    const request = (await stateOf(ledger, 'requests', `request-${party}`)) as VerificationRequest
    if (Date.parse(request.answerBy) <= nowMs && request.overdueSince === null)
      faults.push(`the day of the request of ${party} never passed`)
  }
  return faults
}

/** Whatever a party finds of another's, asked for in every way that there is. */
async function faultsOfReaders({ queries }: Place, nowMs: number): Promise<readonly string[]> {
  const faults: string[] = []
  const now = toInstant(nowMs)
  for (const party of PARTIES) {
    const audiences = [`party:${party}`, 'public']
    const query = { audiences, asOf: null, after: null, limit: 500, now }
    const [messages, findings] = await Promise.all(
      (['message', 'finding'] as const).map(async (kind) => (await queries.outgoing(kind, query)).items),
    )
    const seen: unknown[] = [messages, findings]
    for (const name of PROCEEDING_NAMES) {
      const ids = [...CASES, PATTERN, ...ofParties.filter(([of]) => of === name).map(([, id]) => id)]
      for await (const row of queries.stream(name, { audiences, states: null })) seen.push(row)
      seen.push((await queries.list(name, { ...query, states: null })).items)
      seen.push([...(await queries.getMany(name, ids, audiences)).values()])
      for (const id of ids) seen.push(await queries.get(name, id, audiences, null))
      const isTheirs = name === 'requests' || name === 'notifications'
      if (!isTheirs && (await queries.list(name, { ...query, states: null })).items.length > 0)
        faults.push(`${party} reads ${name}`)
    }
    for (const id of CASES) {
      for (const other of PARTIES) {
        const message = messageId(id, 1, other)
        seen.push(await queries.getOutgoing('message', message, audiences, now))
      }
    }
    const text = JSON.stringify(seen)
    if (!text.includes(`secret of ${party}`)) faults.push(`${party} does not find what it said itself`)
    for (const other of PARTIES)
      if (other !== party && text.includes(`secret of ${other}`))
        faults.push(`${party} reads what ${other} said`)
    // Released to the Commission alone, no finding is a party's.
    if (findings!.length > 0) faults.push(`${party} has a finding that was not released to it`)
  }
  return faults
}

const faultsOf = async (place: Place, nowMs: number): Promise<readonly string[]> => [
  ...(await faultsOfLog(place.ledger)),
  ...(await faultsOfDeadlines(place.ledger, nowMs)),
  ...(await faultsOfReaders(place, nowMs)),
]

test('[PR12] with several parties, chance persons, passing time and restarts the ledger holds no case, deadline or reader that must not be', async () => {
  const reached = new Set<string>()
  let fired = 0
  await fc.assert(
    fc.asyncProperty(moves, async (course) => {
      const folder = mkdtempSync(join(tmpdir(), 'marsad-model-'))
      let hours = 3
      const again: unknown[] = []
      const faults: string[] = []
      const now = (): number => BREACH + hours * HOUR_MS
      let place = await openPlace(join(folder, 'mission.sqlite'), now)
      const act = (name: ProceedingName, id: string, event: Event, who: string) =>
        place.ledger.write((turn) =>
          carryOut(turn, TERMS, { name, id, event, actor: actorOf(who), at: at(hours) }),
        )
      try {
        for (const [name, id, event] of ofParties) await act(name, id, event, 'ann')
        for (const move of [...course, { kind: 'wait', hours: 200 } as const, { kind: 'look' } as const]) {
          if (move.kind === 'act') {
            const done = await act(move.name, move.id, move.event, move.person)
            if (done.ok) reached.add(`${move.name} ${move.event.kind}`)
            const { kind, response = move.id } = move.event
            if (done.ok && response === PATTERN) reached.add(`pattern ${kind}`)
          }
          if (move.kind === 'wait') hours += move.hours
          if (move.kind === 'restart') {
            await place.close()
            place = await openPlace(join(folder, 'mission.sqlite'), now)
          }
          if (move.kind === 'look') {
            // Twice, as a service that was started again would.
            for (let k = 0; k < 2; k += 1) {
              for (const one of await place.queries.due(toInstant(now()), 100)) {
                const done = await place.ledger.write((turn) => carryOutDue(turn, TERMS, one, at(hours)))
                fired += done.length
                if (k === 1) again.push(...done)
              }
            }
            faults.push(...(await faultsOf(place, now())))
          }
        }
        expect([faults, again]).toEqual([[], []])
      } finally {
        await place.close()
        rmSync(folder, { recursive: true, force: true })
      }
    }),
    { numRuns: 30, endOnFailure: true },
  )
  // Chance must have come far enough to break a rule, had one been breakable.
  expect([...reached]).toEqual(
    expect.arrayContaining([
      'cases closed',
      'cases corrected',
      'cases released',
      'attributions decided',
      'responses concluded',
      'responses reopened',
      'pattern closed',
      'pattern concluded',
      'pattern reopened',
    ]),
  )
  expect(fired).toBeGreaterThan(20)
}, 180_000)
