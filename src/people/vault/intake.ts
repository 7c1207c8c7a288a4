// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod'

import { RECORD_SCHEMA, type JournalRecord } from '#evidence'
import {
  digestOf,
  formatInstant,
  lifecycleRow,
  nextState,
  ok,
  problem,
  refuse,
  toInstant,
  type Digest,
  type Instant,
  type Lifecycle,
  type Result,
} from '#kernel'

import { administrationOf } from '../compartment.ts'
import type { Person } from '../person.ts'

/** Whether anybody may send something to the mission without being known. It is off until two people decided, in writing, to bear the risk. */
export const INTAKE_STATES = ['off', 'proposed', 'on'] as const
export type IntakeState = (typeof INTAKE_STATES)[number]

export const INTAKE_EVENTS = ['intake-proposed', 'intake-approved', 'intake-closed'] as const
export type IntakeEvent = (typeof INTAKE_EVENTS)[number]

/** Opening takes two; closing, the safe side, takes one. A new proposal takes the place of one that nobody approved. */
export const INTAKE_LIFE = {
  name: 'intake',
  initial: 'off',
  states: INTAKE_STATES,
  events: INTAKE_EVENTS,
  table: {
    off: lifecycleRow(INTAKE_EVENTS, 'intake-not-proposed', { 'intake-proposed': 'proposed' }),
    proposed: lifecycleRow(INTAKE_EVENTS, 'intake-proposed', {
      'intake-proposed': 'proposed',
      'intake-approved': 'on',
      'intake-closed': 'off',
    }),
    on: lifecycleRow(INTAKE_EVENTS, 'intake-on', { 'intake-closed': 'off' }),
  },
} as const satisfies Lifecycle<IntakeState, IntakeEvent>

export interface Intake {
  readonly state: IntakeState
  /** The risk decision as proposed or in force. */
  readonly decision: {
    readonly text: string
    /** Until when it holds; null in one that named no end, which opens nothing. */
    readonly until: string | null
    readonly proposedBy: string
    readonly approvedBy: string | null
  } | null
}

export const INTAKE_OFF: Intake = { state: 'off', decision: null }
export const INTAKE_STREAM = 'intake'

/** A risk is judged for a time; longer than this nobody can foresee it. */
export const LONGEST_INTAKE_MS = 90 * 86_400_000

/** What the second person agrees to: the words and the end. */
export const digestOfDecision = ({
  text,
  until,
}: Pick<NonNullable<Intake['decision']>, 'text' | 'until'>): Digest => digestOf(`${until ?? ''}\n${text}`)

/** Whether the public may write to the mission at this moment. */
export const isIntakeOpen = ({ state, decision }: Intake, atMs: number): boolean => {
  const until = decision?.until ?? null
  return state === 'on' && until !== null && Date.parse(until) > atMs
}

/** A decision that says less than this says nothing of the risk. */
export const FEWEST_DECISION_CHARACTERS = 200
const MOST_DECISION_CHARACTERS = 20_000

export type IntakeStep =
  | { readonly step: 'propose'; readonly text: string; readonly until: Instant }
  /** `digestOfDecision` of what the second person read. */
  | { readonly step: 'approve'; readonly digest: string }
  | { readonly step: 'close' }

/** The record of a step. Problems: `not-an-administrator`, `decision-too-short`, `decision-end-unusable`, `second-administrator-needed`, `decision-differs`, `illegal-event`. */
export function decideIntake(
  intake: Intake,
  by: Person,
  step: IntakeStep,
  at: Instant,
): Result<JournalRecord> {
  if (by.compartment !== 'mechanism' || !by.roles.includes('administrator')) {
    return refuse(problem('', 'not-an-administrator'))
  }
  const kind = EVENT_OF_STEP[step.step]
  const next = nextState(INTAKE_LIFE, intake.state, kind)
  if (!next.ok) return next
  if (step.step === 'propose') {
    const length = step.text.trim().length
    if (length < FEWEST_DECISION_CHARACTERS || length > MOST_DECISION_CHARACTERS) {
      return refuse(problem('text', 'decision-too-short', { fewest: FEWEST_DECISION_CHARACTERS }))
    }
    if (step.until <= at || step.until > at + LONGEST_INTAKE_MS) {
      return refuse(problem('until', 'decision-end-unusable', { days: LONGEST_INTAKE_MS / 86_400_000 }))
    }
  }
  if (step.step === 'approve') {
    if (intake.decision?.proposedBy === by.id) return refuse(problem('', 'second-administrator-needed'))
    if (intake.decision === null || digestOfDecision(intake.decision) !== step.digest)
      return refuse(problem('digest', 'decision-differs'))
  }
  const said =
    step.step === 'propose'
      ? { text: step.text.trim(), until: formatInstant(step.until) }
      : step.step === 'approve'
        ? { digest: step.digest }
        : {}
  return ok({
    schema: RECORD_SCHEMA,
    kind,
    time: formatInstant(toInstant(at)),
    audiences: [administrationOf('mechanism')],
    body: { stream: INTAKE_STREAM, person: by.id, ...said },
  })
}

const EVENT_OF_STEP = {
  propose: 'intake-proposed',
  approve: 'intake-approved',
  close: 'intake-closed',
} as const satisfies Record<IntakeStep['step'], IntakeEvent>

const body = z.looseObject({ person: z.string(), text: z.string().optional(), until: z.string().optional() })

/** Intake after one more record of its stream. Throws where the record is none of them. */
export function applyIntakeRecord(intake: Intake, record: JournalRecord): Intake {
  const kind = z.enum(INTAKE_EVENTS).parse(record.kind)
  const { person, text = '', until = null } = body.parse(record.body)
  const next = nextState(INTAKE_LIFE, intake.state, kind)
  if (!next.ok) throw new TypeError(`${kind} in state ${intake.state}`)
  switch (kind) {
    case 'intake-proposed':
      return { state: next.value, decision: { text, until, proposedBy: person, approvedBy: null } }
    case 'intake-approved':
      return {
        state: next.value,
        decision: intake.decision === null ? null : { ...intake.decision, approvedBy: person },
      }
    case 'intake-closed':
      return { state: next.value, decision: null }
  }
}
