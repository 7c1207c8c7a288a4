// SPDX-License-Identifier: Apache-2.0
import {
  choice,
  choices,
  given,
  instantOfField,
  line,
  long,
  moment,
  textOf,
  textsOnly,
  type EventForm,
  type Option,
  type Values,
} from '../../proceedings/field.ts'
import type { ResponseDocument } from '../../proceedings/response-document.ts'

const VOTES = choices('proceeding-choice', 'for', 'against', 'abstain')

/** The vote of one person; whoever is against may say why, and it is kept. */
export const voteForm = (before: EventForm['fields'] = []): EventForm => ({
  fields: [
    ...before,
    choice('vote', VOTES),
    long('dissent', { isOptional: true, when: ({ vote }) => vote !== 'for' }),
  ],
  toBody: (values) =>
    given({
      ...(values['step'] === undefined ? {} : { step: values['step'] }),
      vote: values['vote'],
      dissent: textOf(values, 'dissent'),
    }),
})

/** The forms of a response's events. `nameOfStep` has the steps of its ladder in the language of the page. */
export function responseForms(
  response: ResponseDocument,
  parties: readonly Option[],
  nameOfStep: (id: string) => string,
): Readonly<Record<string, EventForm>> {
  const open = response.steps.filter(({ decided }) => decided === null)
  const optionsOf = (steps: ResponseDocument['steps']): readonly Option[] =>
    steps.map(({ id }) => ({ value: id, label: nameOfStep(id) }))
  const own = optionsOf(open.filter(({ elsewhere }) => !elsewhere))
  const proposed = optionsOf(open.filter((one) => one.proposed !== null))
  const remedies = response.remedies
    .filter(({ verified }) => verified?.result !== 'done')
    .map(({ remedy }) => ({ value: remedy, label: remedy }))
  const replyOf = (values: Values): unknown => {
    const text = textOf(values, 'replyText')
    return text === undefined ? null : given({ text, at: instantOfField(values['replyAt']) })
  }
  return {
    'owner-changed': textsOnly(line('owner'), long('reason')),
    'escalation-proposed': textsOnly(choice('step', own), long('grounds')),
    voted: voteForm([choice('step', proposed)]),
    'step-decided': textsOnly(
      choice('step', proposed),
      choice('decision', choices('proceeding-choice', 'taken', 'not-taken')),
      long('grounds'),
    ),
    'decided-elsewhere': {
      fields: [
        choice('step', optionsOf(open), { isOptional: true }),
        line('authority'),
        moment('decidedAt'),
        line('document'),
      ],
      toBody: (values) =>
        given({
          step: textOf(values, 'step') ?? null,
          authority: textOf(values, 'authority'),
          decidedAt: instantOfField(values['decidedAt']),
          document: textOf(values, 'document'),
        }),
    },
    'hotline-logged': {
      fields: [
        choice('with', parties),
        moment('calledAt'),
        long('text'),
        long('replyText', { isOptional: true }),
        moment('replyAt', { isOptional: true, when: ({ replyText = '' }) => replyText.trim() !== '' }),
      ],
      toBody: (values) =>
        given({
          with: values['with'],
          calledAt: instantOfField(values['calledAt']),
          text: textOf(values, 'text'),
          reply: replyOf(values),
        }),
    },
    'remedy-set': {
      fields: [
        line('remedy', { label: 'name', isCode: true }),
        long('what'),
        choice('by', parties, { label: 'party' }),
        moment('dueAt'),
      ],
      toBody: (values) =>
        given({
          remedy: textOf(values, 'remedy'),
          what: textOf(values, 'what'),
          by: values['by'],
          dueAt: instantOfField(values['dueAt']),
        }),
    },
    'remedy-reported': textsOnly(choice('remedy', remedies), long('text')),
    'remedy-verified': textsOnly(
      choice('remedy', remedies),
      choice('result', choices('proceeding-choice', 'done', 'not-done', 'cannot-tell')),
      long('grounds'),
    ),
    concluded: textsOnly(
      choice(
        'outcome',
        choices('proceeding-outcome', 'remedied', 'answered', 'no-agreed-response', 'unresolved'),
      ),
      long('grounds'),
    ),
    reopened: textsOnly(long('reason')),
  }
}
