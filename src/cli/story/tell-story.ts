// SPDX-License-Identifier: Apache-2.0
import { setTimeout } from 'node:timers/promises'

import { DEFAULT_PROCEDURE, type Agreement } from '#agreement'
import { STANDING_HYPOTHESES } from '#assessments'
import { formatInstant, HOUR_MS, toInstant, type Instant } from '#kernel'
import type { Simulation } from '#simulation'

import { handIn, StoryError, type Desk } from './desk-client.ts'

/** One thing that happened, and where it stands in the log. */
export interface StoryStep {
  readonly step: number
  readonly at: string
  readonly who: string
  readonly what: string
  readonly id: string
  readonly log: string
  readonly index: number
}

export interface StoryStage {
  readonly url: string
  readonly agreement: Agreement
  readonly files: Simulation['files']
  readonly tokens: ReadonlyMap<string, string>
  desk(login: string): Desk
  now(): Instant
  /** Turns the exercise's clock forward. */
  wait(hours: number): void
  told(step: StoryStep): void
}

type StoryEvent = { readonly kind: string; readonly [key: string]: unknown }

const JUDGEMENT = { probability: 0.9, confidence: 'moderate' }
const LONGEST_WAIT_MS = 120_000
const BETWEEN_LOOKS_MS = 200

/**
 * The story of one breach over the interface: a simulated strike, a possible violation, a case by three persons, both parties told, one
 * of which answers, an attribution with a dissent, a step, a remedy, a closed case. Throws StoryError where an answer is not what it must be.
 */
export async function tellStory(stage: StoryStage): Promise<readonly StoryStep[]> {
  const steps: StoryStep[] = []
  const note = (who: string, what: string, id: string, body: Record<string, unknown>): void => {
    const log = body['log'] as { readonly name: string; readonly index: number }
    const step = {
      step: steps.length + 1,
      at: formatInstant(stage.now()),
      who,
      what,
      id,
      log: log.name,
      index: log.index,
    }
    steps.push(step)
    stage.told(step)
  }
  const act = async (desk: Desk, proceeding: string, id: string, event: StoryEvent): Promise<void> => {
    note(
      desk.login,
      `${proceeding}: ${event.kind}`,
      id,
      await desk.post(`/api/v1/${proceeding}/${id}/events`, event),
    )
  }
  const begin = async (desk: Desk, proceeding: string, event: StoryEvent): Promise<string> => {
    const body = await desk.post(`/api/v1/${proceeding}`, event)
    const id = String(body['id'])
    note(desk.login, `${proceeding}: ${event.kind}`, id, body)
    return id
  }

  for (const { name, source, bytes } of stage.files) {
    const body = await handIn(stage.url, source, stage.tokens.get(source) ?? '', bytes)
    note(`feed ${source}`, `original ${name}`, String(body['digest']), body)
  }
  const violation = await firstPossibleViolation(stage)
  const id = await writeCase(stage, violation, begin, act)
  await hearParties(stage, id, act, note)
  await answerFor(stage, id, begin, act)
  await act(stage.desk('exercise-releaser'), 'cases', id, { kind: 'closed', response: id })
  return steps
}

type Begin = (desk: Desk, proceeding: string, event: StoryEvent) => Promise<string>
type Act = (desk: Desk, proceeding: string, id: string, event: StoryEvent) => Promise<void>
type Note = (who: string, what: string, id: string, body: Record<string, unknown>) => void

interface Violation {
  readonly id: string
  readonly document: Readonly<Record<string, unknown>>
}

/** Waits until the service has listed a possible violation that more than one kind of means tell of. */
async function firstPossibleViolation(stage: StoryStage): Promise<Violation> {
  const analyst = stage.desk('exercise-analyst')
  const until = performance.now() + LONGEST_WAIT_MS
  while (performance.now() < until) {
    const page = await analyst.get('/api/v1/violations?limit=1000')
    const items = page['items'] as readonly Violation[]
    const found = items.find(({ document }) => document['standing'] === 'possible-violation')
    if (found !== undefined) return found
    await setTimeout(BETWEEN_LOOKS_MS)
  }
  throw new StoryError('nothing-came', 'no possible violation was listed in two minutes')
}

/** Opened, weighed, drafted, submitted; reviewed blind and verified by another. */
async function writeCase(
  stage: StoryStage,
  { id: violation, document }: Violation,
  begin: Begin,
  act: Act,
): Promise<string> {
  const analyst = stage.desk('exercise-analyst')
  const verifier = stage.desk('exercise-verifier')
  const basis = [{ kind: 'possible-violation', id: violation, incident: document['incident'] }]
  const id = await begin(analyst, 'cases', { kind: 'opened', basis })
  for (const hypothesis of STANDING_HYPOTHESES) {
    await act(analyst, 'cases', id, {
      kind: 'evidence-weighed',
      evidence: { kind: 'statement', id: violation },
      hypothesis,
      weighs: hypothesis === 'as-it-seems' ? 'for' : 'against',
      source: 'B',
      information: '2',
      note: 'EXERCISE: weighed for the story.',
    })
  }
  const judged = {
    ...JUDGEMENT,
    outcome: { kind: 'confirmed-violation' },
    grounds: 'EXERCISE: satellites and reports agree.',
  }
  await act(analyst, 'cases', id, { kind: 'drafted', ...judged })
  await act(analyst, 'cases', id, { kind: 'submitted' })
  stage.wait(0.5)
  await act(verifier, 'cases', id, { kind: 'second-review', ...judged })
  await act(verifier, 'cases', id, { kind: 'verified', note: 'EXERCISE: reviewed blind, same result.' })
  return id
}

/** Every party is told the same; the first acknowledges and answers, the other is silent; then the finding is released. */
async function hearParties(stage: StoryStage, id: string, act: Act, note: Note): Promise<void> {
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
  const until = performance.now() + LONGEST_WAIT_MS
  while (performance.now() < until) {
    const { summary } = (await stage.desk('exercise-releaser').get(`/api/v1/cases/${id}`)) as {
      summary: { state: string }
    }
    if (summary.state === 'releasable') return
    await setTimeout(BETWEEN_LOOKS_MS)
  }
  throw new StoryError('nothing-came', 'the comment window did not end')
}

/** The Commission attributes with one dissent, takes what it may still take in time, sets a remedy and sees it done. */
async function answerFor(stage: StoryStage, id: string, begin: Begin, act: Act): Promise<void> {
  const [first, second, third] = [1, 2, 3].map((n) => stage.desk(`exercise-commissioner-${n}`)) as [
    Desk,
    Desk,
    Desk,
  ]
  const { breach, firstKnowledge } = await subjectOf(stage, id)
  const answerable = stage.agreement.ladders.find(({ steps }) => steps.length > 0)?.breachingParty
  const party = answerable ?? stage.agreement.parties[0]!.id
  await begin(first, 'responses', {
    kind: 'opened',
    because: { kind: 'finding', case: id },
    breach,
    firstKnowledge,
    owner: 'exercise-commissioner-1',
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
  await act(first, 'responses', id, {
    kind: 'remedy-set',
    remedy: 'withdrawal',
    what: 'EXERCISE: the gun is withdrawn.',
    by: party,
    dueAt: formatInstant(toInstant(stage.now() + 48 * HOUR_MS)),
  })
  stage.wait(24)
  await act(second, 'responses', id, {
    kind: 'remedy-verified',
    remedy: 'withdrawal',
    result: 'done',
    grounds: 'EXERCISE: seen by a drone of the mission.',
  })
  await act(first, 'responses', id, { kind: 'concluded', outcome: 'remedied', grounds: 'EXERCISE.' })
}

/** Lets the clocks that are over run out first, then names the first step whose time still runs and that the Commission may take. */
async function runningStep(stage: StoryStage, id: string): Promise<string | null> {
  const until = performance.now() + LONGEST_WAIT_MS
  while (performance.now() < until) {
    const { document } = (await stage
      .desk('exercise-commissioner-1')
      .get(`/api/v1/responses/${id}`)) as unknown as {
      document: {
        readonly breach: string
        readonly steps: readonly {
          readonly id: string
          readonly withinHours: number
          readonly elsewhere: boolean
          readonly ranOut: object | null
        }[]
      }
    }
    const open = document.steps.map((step) => ({
      ...step,
      isOver: Date.parse(document.breach) + step.withinHours * HOUR_MS <= stage.now(),
    }))
    if (open.every(({ isOver, ranOut }) => !isOver || ranOut !== null)) {
      return open.find(({ isOver, elsewhere }) => !isOver && !elsewhere)?.id ?? null
    }
    await setTimeout(BETWEEN_LOOKS_MS)
  }
  throw new StoryError('nothing-came', 'a clock that is over did not run out')
}

async function subjectOf(stage: StoryStage, id: string): Promise<{ breach: string; firstKnowledge: string }> {
  const { document } = (await stage.desk('exercise-analyst').get(`/api/v1/cases/${id}`)) as unknown as {
    document: { subject: { breach: string; firstKnowledge: string } }
  }
  return document.subject
}
