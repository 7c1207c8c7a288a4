// SPDX-License-Identifier: Apache-2.0
import { DEFAULT_PROCEDURE } from '#agreement'
import { STANDING_HYPOTHESES } from '#assessments'
import { formatInstant, HOUR_MS, toInstant } from '#kernel'

import type { Desk } from './desk-client.ts'
import { createTeller, waitFor, type StoryStage, type StoryStep, type Teller } from './teller.ts'

const JUDGEMENT = { probability: 0.9, confidence: 'moderate' }

/**
 * The story of one breach over the interface: a simulated strike, a possible violation, a case by three persons, both parties told, one
 * of which answers, an attribution with a dissent, a step, a remedy, a closed case. Throws StoryError where an answer is not what it must be.
 */
export async function tellStory(stage: StoryStage): Promise<readonly StoryStep[]> {
  const teller = createTeller(stage)
  await teller.deliver(stage.files)
  const [violation] = await possibleViolations(teller, 1)
  const id = await tellCase(teller, violation!)
  await hearParties(teller, id)
  const party = await beginToAnswer(teller, id)
  await setRemedy(teller, id, party)
  await endAnswering(teller, id)
  return teller.steps
}

export interface Violation {
  readonly id: string
  readonly document: Readonly<Record<string, unknown>>
}

/** Waits until the service has listed so many possible violations that more than one kind of means tell of. */
export const possibleViolations = ({ stage }: Teller, atLeast: number): Promise<readonly Violation[]> =>
  waitFor('no possible violation was listed', async () => {
    const page = await stage.desk('exercise-analyst').get(`/api/v1/violations?limit=1000&from=${stage.since}`)
    const found = (page['items'] as readonly Violation[]).filter(
      ({ document }) => document['standing'] === 'possible-violation',
    )
    return found.length < atLeast ? null : found
  })

const JUDGED = {
  ...JUDGEMENT,
  outcome: { kind: 'confirmed-violation' },
  grounds: 'EXERCISE: satellites and reports agree.',
}

/** Opened, weighed, drafted, submitted; reviewed blind and verified by another. */
export async function tellCase(teller: Teller, violation: Violation): Promise<string> {
  const { stage, act } = teller
  const verifier = stage.desk('exercise-verifier')
  const id = await draftCase(teller, violation)
  stage.wait(0.5)
  await act(verifier, 'cases', id, { kind: 'second-review', ...JUDGED })
  await act(verifier, 'cases', id, { kind: 'verified', note: 'EXERCISE: reviewed blind, same result.' })
  return id
}

/** Opened, weighed, drafted and submitted: another person's turn. */
export async function draftCase({ stage, act, begin }: Teller, violation: Violation): Promise<string> {
  const analyst = stage.desk('exercise-analyst')
  const basis = [{ kind: 'possible-violation', id: violation.id, incident: violation.document['incident'] }]
  const id = await begin(analyst, 'cases', { kind: 'opened', basis })
  for (const hypothesis of STANDING_HYPOTHESES) {
    await act(analyst, 'cases', id, {
      kind: 'evidence-weighed',
      evidence: { kind: 'statement', id: violation.id },
      hypothesis,
      weighs: hypothesis === 'as-it-seems' ? 'for' : 'against',
      source: 'B',
      information: '2',
      note: 'EXERCISE: weighed for the story.',
    })
  }
  await act(analyst, 'cases', id, { kind: 'drafted', ...JUDGED })
  await act(analyst, 'cases', id, { kind: 'submitted' })
  return id
}

/** Every party is told the same; the first acknowledges and answers, the other is silent; then the finding is released. */
export async function hearParties({ stage, act, note }: Teller, id: string): Promise<void> {
  const { agreement } = stage
  const releaser = stage.desk('exercise-releaser')
  const parties = agreement.parties.map((party) => party.id)
  const { comment, release } = agreement.procedure ?? DEFAULT_PROCEDURE
  await act(releaser, 'cases', id, {
    kind: 'sent-to-parties',
    notice: 'EXERCISE: a breach of the terms was found likely. You may answer.',
    roundKilometres: release.roundKilometres,
    urgent: true,
  })
  const answering = parties[0]!
  const liaison = stage.desk(`exercise-liaison-${answering}`)
  const message = `${id}.1.${answering}`
  stage.wait(1)
  note(
    liaison.login,
    'messages: receipt',
    message,
    await liaison.post(`/api/v1/messages/${message}/receipt`, {}),
  )
  const reply = { text: 'EXERCISE: it was not us.' }
  note(
    liaison.login,
    'messages: reply',
    message,
    await liaison.post(`/api/v1/messages/${message}/reply`, reply),
  )
  stage.wait(comment.urgentHours)
  await windowEnded(stage, id)
  const { breach } = await subjectOf(stage, id)
  const embargo = Math.max(stage.now(), Date.parse(breach) + release.delayHours * HOUR_MS)
  await act(releaser, 'cases', id, {
    kind: 'released',
    audiences: ['commission', 'public'],
    reason: 'EXERCISE: of interest to all.',
    roundKilometres: release.roundKilometres,
    embargoUntil: formatInstant(toInstant(embargo)),
    summary: 'EXERCISE: heavy fire was confirmed near the line.',
  })
}

/** The service itself ends the window when its time is over. */
async function windowEnded(stage: StoryStage, id: string): Promise<void> {
  await waitFor('the comment window did not end', async () => {
    const { summary } = (await stage.desk('exercise-releaser').get(`/api/v1/cases/${id}`)) as {
      summary: { state: string }
    }
    return summary.state === 'releasable' ? summary : null
  })
}

/** The Commission attributes with one dissent and takes what it may still take in time; gives the party that is to answer. */
export async function beginToAnswer({ stage, begin, act }: Teller, id: string): Promise<string> {
  const [first, second, third] = [1, 2, 3].map((n) => stage.desk(`exercise-commissioner-${n}`)) as [
    Desk,
    Desk,
    Desk,
  ]
  const { breach, firstKnowledge } = await subjectOf(stage, id)
  const answerable = stage.agreement.ladders.find(({ steps }) => steps.length > 0)?.breachingParty
  const party = answerable ?? stage.agreement.parties[0]!.id
  const { person } = (await first.get('/api/v1/session')) as { person: { id: string } }
  await begin(first, 'responses', {
    kind: 'opened',
    because: { kind: 'finding', case: id },
    breach,
    firstKnowledge,
    owner: person.id,
  })
  await begin(first, 'attributions', { kind: 'opened', case: id, soleSourceNation: null })
  for (const desk of [first, second, third])
    await act(desk, 'attributions', id, { kind: 'seated', conflictOfInterest: '' })
  await act(first, 'attributions', id, {
    kind: 'proposed',
    conclusion: { kind: 'likely', party },
    intent: 'unknown',
    grounds: 'EXERCISE: direction of fire.',
  })
  await act(first, 'attributions', id, { kind: 'voted', vote: 'for' })
  await act(second, 'attributions', id, { kind: 'voted', vote: 'for' })
  await act(third, 'attributions', id, {
    kind: 'voted',
    vote: 'against',
    dissent: 'EXERCISE: the direction is uncertain.',
  })
  await act(first, 'attributions', id, { kind: 'decided' })
  const running = await runningStep(stage, id)
  if (running !== null) {
    await act(first, 'responses', id, { kind: 'escalation-proposed', step: running, grounds: 'EXERCISE.' })
    await act(first, 'responses', id, { kind: 'voted', step: running, vote: 'for' })
    await act(second, 'responses', id, { kind: 'voted', step: running, vote: 'for' })
    await act(first, 'responses', id, {
      kind: 'step-decided',
      step: running,
      decision: 'taken',
      grounds: 'EXERCISE.',
    })
  }
  return party
}

/** What the party is to put right, by a day. */
export const setRemedy = ({ stage, act }: Teller, id: string, party: string): Promise<void> =>
  act(stage.desk('exercise-commissioner-1'), 'responses', id, {
    kind: 'remedy-set',
    remedy: 'withdrawal',
    what: 'EXERCISE: the gun is withdrawn.',
    by: party,
    dueAt: formatInstant(toInstant(stage.now() + 48 * HOUR_MS)),
  })

/** A day later the remedy is seen to be done, and all is closed. */
async function endAnswering({ stage, act }: Teller, id: string): Promise<void> {
  stage.wait(24)
  await act(stage.desk('exercise-commissioner-2'), 'responses', id, {
    kind: 'remedy-verified',
    remedy: 'withdrawal',
    result: 'done',
    grounds: 'EXERCISE: seen by a drone of the mission.',
  })
  const closing = { kind: 'concluded', outcome: 'remedied', grounds: 'EXERCISE.' }
  await act(stage.desk('exercise-commissioner-1'), 'responses', id, closing)
  await act(stage.desk('exercise-releaser'), 'cases', id, { kind: 'closed', response: id })
}

interface ResponseClocks {
  readonly document: {
    readonly breach: string
    readonly steps: readonly {
      readonly id: string
      readonly withinHours: number
      readonly elsewhere: boolean
      readonly ranOut: object | null
    }[]
  }
}

/** Lets the clocks that are over run out first, then names the first step whose time still runs and that the Commission may take. */
async function runningStep(stage: StoryStage, id: string): Promise<string | null> {
  const { running } = await waitFor('a clock that is over did not run out', async () => {
    const desk = stage.desk('exercise-commissioner-1')
    const { document } = (await desk.get(`/api/v1/responses/${id}`)) as unknown as ResponseClocks
    const steps = document.steps.map((step) => ({
      ...step,
      isOver: Date.parse(document.breach) + step.withinHours * HOUR_MS <= stage.now(),
    }))
    if (steps.some(({ isOver, ranOut }) => isOver && ranOut === null)) return null
    return { running: steps.find(({ isOver, elsewhere }) => !isOver && !elsewhere)?.id ?? null }
  })
  return running
}

async function subjectOf(stage: StoryStage, id: string): Promise<{ breach: string; firstKnowledge: string }> {
  const { document } = (await stage.desk('exercise-analyst').get(`/api/v1/cases/${id}`)) as unknown as {
    document: { subject: { breach: string; firstKnowledge: string } }
  }
  return document.subject
}
