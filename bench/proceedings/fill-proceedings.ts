// SPDX-License-Identifier: Apache-2.0
import type { Agreement } from '#agreement'
import { STANDING_HYPOTHESES } from '#assessments'
import type { Ledger } from '#evidence'
import type { Actor } from '#kernel'
import { carryOut, type ProceedingName } from '#responses'

import { placeOf } from '../item-record.ts'
import { DAY, DAY_MS, incidentId, instantOfDay, observationId, violationId } from './day-records.ts'

const HOUR_MS = 3_600_000
const TURNS_AT_ONCE = 50
const JUDGED = {
  outcome: { kind: 'confirmed-violation' },
  probability: 0.9,
  confidence: 'moderate',
  grounds: 'Grounds of some length, as an analyst would write them down in a line or two of the draft.',
}
const after = (hours: number): string => new Date(DAY + DAY_MS + hours * HOUR_MS).toISOString()
const before = (hours: number): string => new Date(DAY + hours * HOUR_MS).toISOString()

interface Said {
  readonly by: string
  readonly at: string
  readonly event: { readonly kind: string }
}

const say = (by: string, at: string, kind: string, more: object = {}): Said => ({
  by,
  at,
  event: { kind, ...more },
})

/** All that people do with a case until `until`, in order. */
function* workOnCase(k: number, breach: string, at: string, until: string): Generator<Said> {
  const basis = [{ kind: 'possible-violation', id: violationId(k), incident: incidentId(k) }]
  const subject = {
    provision: 'heavy-fire',
    breach,
    firstKnowledge: breach,
    place: placeOf(k),
    means: ['heard', 'seen'],
  }
  yield say('ann', at, 'opened', { subject, basis })
  for (const hypothesis of STANDING_HYPOTHESES) {
    yield say('ann', at, 'evidence-weighed', {
      evidence: { kind: 'observation', id: observationId(k) },
      hypothesis,
      weighs: 'against',
      source: 'B',
      information: '2',
      note: 'A note of some length on what this observation says of the hypothesis.',
    })
  }
  if (until === 'open') return
  yield say('ann', at, 'drafted', JUDGED)
  yield say('ann', at, 'submitted')
  if (until === 'submitted') return
  yield say('ben', at, 'second-review', JUDGED)
  yield say('ben', at, 'verified', { note: 'n' })
  yield say('cem', at, 'sent-to-parties', { notice: 'A notice to all.', roundKilometres: 10, urgent: false })
}

/** What follows once the parties were heard: a finding for everybody, and a response that stays open. */
function* workOnFinding(id: string, breach: string, heardAt: string): Generator<Said & { response?: true }> {
  yield say('cem', heardAt, 'window-ended')
  yield say('cem', heardAt, 'released', {
    audiences: ['public'],
    reason: 'r',
    roundKilometres: 10,
    embargoUntil: heardAt,
    summary: 'A summary of some length, as everybody reads it.',
  })
  const because = { kind: 'finding', case: id }
  yield {
    ...say('oda', heardAt, 'opened', { because, breach, firstKnowledge: breach, owner: 'oda' }),
    response: true,
  }
}

const actorNamed = (person: string): Actor => ({
  person,
  organisation: 'o',
  nation: 'FI',
  compartment: person === 'oda' ? 'commission' : 'mechanism',
  roles: [],
})

/**
 * Cases of the day, seven in ten still open, two submitted and one with the parties; findings of the week before with their
 * responses; and what a party notified. All through the rules, as a desk does it. Resolves with the number of events.
 */
export async function fillProceedings(
  ledger: Ledger,
  terms: Agreement,
  { cases, findings, notifications }: Readonly<Record<'cases' | 'findings' | 'notifications', number>>,
): Promise<number> {
  let events = 0
  const act = async (name: ProceedingName, id: string, { by, at, event }: Said): Promise<void> => {
    const command = { name, id, event, actor: actorNamed(by), at }
    const done = await ledger.write((turn) => carryOut(turn, terms, command))
    if (!done.ok) throw new Error(JSON.stringify(done.problems))
    events += 1
  }
  const openCase = async (k: number): Promise<void> => {
    const until = k % 10 < 7 ? 'open' : k % 10 < 9 ? 'submitted' : 'with-parties'
    for (const said of workOnCase(k, instantOfDay(k, cases), after(0), until))
      await act('cases', `case${k}`, said)
  }
  const finding = async (k: number): Promise<void> => {
    const id = `finding${k}`
    const breach = before(-240 + (k % 72))
    for (const said of workOnCase(k, breach, before(-168), 'with-parties')) await act('cases', id, said)
    for (const { response, ...said } of workOnFinding(id, breach, before(-100))) {
      await act(response === true ? 'responses' : 'cases', id, said)
    }
  }
  const notify = (n: number): Promise<void> => {
    const notification = {
      kind: 'demining',
      from: instantOfDay(n, notifications),
      until: instantOfDay(n + 1, notifications + 1),
      place: placeOf(n),
      radiusKilometres: 5,
      text: 't',
    }
    const event = { kind: 'received', party: terms.parties[0]!.id, notification }
    return act('notifications', `n${n}`, { by: 'ann', at: instantOfDay(n, notifications), event })
  }
  // Side by side, as desks are: what waits at the same time shares a commit.
  const inSteps = async (count: number, one: (k: number) => Promise<void>): Promise<void> => {
    for (let start = 0; start < count; start += TURNS_AT_ONCE) {
      const length = Math.min(TURNS_AT_ONCE, count - start)
      await Promise.all(Array.from({ length }, (_, k) => one(start + k)))
    }
  }
  await inSteps(findings, finding)
  await inSteps(cases, openCase)
  await inSteps(notifications, notify)
  return events
}
