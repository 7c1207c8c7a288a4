// SPDX-License-Identifier: Apache-2.0
import type { CaseDocument } from '../../proceedings/case-document.ts'
import {
  choice,
  choices,
  count,
  fieldOfInstant,
  given,
  instantOfField,
  line,
  long,
  moment,
  NOTHING_TO_ENTER,
  numberOf,
  textOf,
  textsOnly,
  type EventForm,
  type Field,
  type Option,
  type Values,
} from '../../proceedings/field.ts'

const SOURCES = choices('proceeding-grade', 'A', 'B', 'C', 'D', 'E', 'F')
const INFORMATION = choices('proceeding-grade', '1', '2', '3', '4', '5', '6')
const HOUR_MS = 3_600_000
/** The coarsest that terms commonly ask; the service refuses what is finer than agreed. */
const USUAL_KILOMETRES = '10'

const JUDGEMENT: readonly Field[] = [
  choice(
    'outcome',
    choices(
      'proceeding-outcome',
      'confirmed-violation',
      'no-violation',
      'unable-to-determine',
      'outside-scope',
    ),
  ),
  choice(
    'noViolationReason',
    choices(
      'proceeding-reason',
      'did-not-occur',
      'permitted',
      'outside-geometry-or-time',
      'below-materiality',
      'duplicate',
    ),
    { when: ({ outcome }) => outcome === 'no-violation' },
  ),
  choice(
    'permitted',
    choices(
      'proceeding-reason',
      'exercise',
      'demining',
      'notified-repair',
      'lawful-return-fire',
      'other-exception',
    ),
    {
      when: ({ outcome, noViolationReason }) =>
        outcome === 'no-violation' && noViolationReason === 'permitted',
    },
  ),
  count('probability'),
  choice('confidence', choices('proceeding-choice', 'low', 'moderate', 'high')),
  long('grounds'),
]

const judgementOf = (values: Values): Readonly<Record<string, unknown>> => {
  const percent = numberOf(values, 'probability')
  const isNone = values['outcome'] === 'no-violation'
  return given({
    outcome: given({
      kind: values['outcome'],
      reason: isNone ? values['noViolationReason'] : undefined,
      permitted: isNone && values['noViolationReason'] === 'permitted' ? values['permitted'] : undefined,
    }),
    probability: percent === undefined ? undefined : percent / 100,
    confidence: values['confidence'],
    grounds: textOf(values, 'grounds'),
  })
}

const basisOf = (values: Values): Readonly<Record<string, unknown>> =>
  values['basisKind'] === 'allegation'
    ? given({
        kind: 'allegation',
        by: values['by'],
        who: textOf(values, 'who'),
        text: textOf(values, 'text'),
        attachments: [],
      })
    : given({
        kind: values['basisKind'],
        id: textOf(values, 'basisId'),
        incident: textOf(values, 'incident'),
      })

const isAllegation = ({ basisKind }: Values): boolean => basisKind === 'allegation'
const isListed = (values: Values): boolean => !isAllegation(values)

/** What a case rests on, as somebody enters it. */
export const BASIS_FORM: EventForm = {
  fields: [
    choice('basisKind', choices('proceeding-choice', 'possible-violation', 'indication', 'allegation')),
    line('basisId', { when: isListed, isCode: true }),
    line('incident', { when: isListed, isCode: true }),
    choice('by', choices('proceeding-choice', 'party', 'observer', 'person-inside'), { when: isAllegation }),
    line('who', { when: isAllegation }),
    long('text', { when: isAllegation }),
  ],
  toBody: basisOf,
}

/** The forms of a case's events. `hypothesisOf` words a hypothesis, `audiences` are those that a release can name. */
export function caseForms(
  state: CaseDocument,
  hypothesisOf: (id: string) => string,
  audiences: readonly Option[],
): Readonly<Record<string, EventForm>> {
  const hypotheses = state.hypotheses.map(({ hypothesis }) => ({
    value: hypothesis,
    label: hypothesisOf(hypothesis),
  }))
  const first = state.basis.find(({ basis }) => basis.kind !== 'allegation')?.basis
  const firstId = first === undefined || first.kind === 'allegation' ? '' : first.id
  const reasonOnly = textsOnly(long('reason'))
  return {
    'material-added': { ...BASIS_FORM, toBody: (values) => ({ basis: basisOf(values) }) },
    'hypothesis-added': {
      fields: [line('name', { isCode: true }), line('statement'), line('disprovedBy')],
      toBody: (values) =>
        given({
          hypothesis: textOf(values, 'name'),
          statement: textOf(values, 'statement'),
          disprovedBy: textOf(values, 'disprovedBy'),
        }),
    },
    'evidence-weighed': {
      fields: [
        choice('hypothesis', hypotheses),
        choice(
          'evidenceKind',
          choices('proceeding-choice', 'statement', 'observation', 'original', 'human-source'),
        ),
        line('evidenceId', { isCode: true, initial: firstId }),
        choice('weighs', choices('proceeding-choice', 'for', 'against', 'neither')),
        choice('source', SOURCES),
        choice('information', INFORMATION),
        line('note'),
      ],
      toBody: (values) =>
        given({
          hypothesis: values['hypothesis'],
          evidence: given({ kind: values['evidenceKind'], id: textOf(values, 'evidenceId') }),
          weighs: values['weighs'],
          source: values['source'],
          information: values['information'],
          note: textOf(values, 'note'),
        }),
    },
    'observation-excluded': textsOnly(line('observation', { isCode: true }), line('reason')),
    'observation-included': textsOnly(
      choice(
        'observation',
        state.excluded.map(({ observation }) => ({ value: observation, label: observation.slice(0, 16) })),
      ),
      line('reason'),
    ),
    drafted: {
      fields: [...JUDGEMENT, long('singleMeansBecause', { isOptional: true })],
      toBody: (values) =>
        given({ ...judgementOf(values), singleMeansBecause: textOf(values, 'singleMeansBecause') }),
    },
    submitted: NOTHING_TO_ENTER,
    'second-review': { fields: JUDGEMENT, toBody: judgementOf },
    returned: reasonOnly,
    rejected: reasonOnly,
    verified: textsOnly(long('note')),
    'dissent-recorded': textsOnly(long('text')),
    'sent-to-parties': {
      fields: [
        long('notice'),
        count('roundKilometres', { initial: USUAL_KILOMETRES }),
        { name: 'urgent', kind: 'flag' },
      ],
      toBody: (values) =>
        given({
          notice: textOf(values, 'notice'),
          roundKilometres: numberOf(values, 'roundKilometres'),
          urgent: values['urgent'] === 'yes',
        }),
    },
    'window-ended': NOTHING_TO_ENTER,
    released: {
      fields: [
        { name: 'audiences', kind: 'several', options: audiences },
        line('reason'),
        count('roundKilometres', { initial: USUAL_KILOMETRES }),
        moment('embargoUntil', { initial: fieldOfInstant(Date.parse(state.subject.breach) + 24 * HOUR_MS) }),
        long('summary'),
      ],
      toBody: (values) =>
        given({
          audiences: (values['audiences'] ?? '').split(',').filter((one) => one !== ''),
          reason: textOf(values, 'reason'),
          roundKilometres: numberOf(values, 'roundKilometres'),
          embargoUntil: instantOfField(values['embargoUntil']),
          summary: textOf(values, 'summary'),
        }),
    },
    corrected: reasonOnly,
    merged: textsOnly(line('into', { isCode: true }), line('reason')),
    closed: {
      fields: [line('response', { isCode: true, isOptional: true, initial: state.response ?? state.id })],
      toBody: (values) => ({ response: textOf(values, 'response') ?? null }),
    },
  }
}
