// SPDX-License-Identifier: Apache-2.0
import {
  choice,
  choices,
  count,
  given,
  instantOfField,
  line,
  long,
  moment,
  numberOf,
  textOf,
  textsOnly,
  type EventForm,
  type Option,
  type Values,
} from '../../proceedings/field.ts'

const KINDS = ['exercise', 'demining', 'rotation', 'convoy', 'repair-window', 'local-ceasefire'] as const

export const placeOf = (values: Values): unknown =>
  given({ latitude: numberOf(values, 'latitude'), longitude: numberOf(values, 'longitude') })

/** What a party says beforehand that it will do. */
export const notificationForm = (party: string): EventForm => ({
  fields: [
    choice('kind', choices('proceeding-choice', ...KINDS)),
    moment('from'),
    moment('until'),
    count('latitude'),
    count('longitude'),
    count('radiusKilometres'),
    long('text'),
  ],
  toBody: (values) => ({
    kind: 'received',
    party,
    notification: given({
      kind: values['kind'],
      from: instantOfField(values['from']),
      until: instantOfField(values['until']),
      place: placeOf(values),
      radiusKilometres: numberOf(values, 'radiusKilometres'),
      text: textOf(values, 'text'),
    }),
  }),
})

/** What a party asks to have verified, with the day by which it wants an answer. */
export const requestForm = (party: string, provisions: readonly Option[]): EventForm => ({
  fields: [choice('provision', provisions, { isOptional: true }), long('text'), moment('answerBy')],
  toBody: (values) =>
    given({
      kind: 'received',
      party,
      provision: textOf(values, 'provision') ?? null,
      text: textOf(values, 'text'),
      answerBy: instantOfField(values['answerBy']),
    }),
})

export const NOTIFICATION_FORMS: Readonly<Record<string, EventForm>> = {
  withdrawn: textsOnly(long('reason')),
}

export const REQUEST_FORMS: Readonly<Record<string, EventForm>> = {
  accepted: textsOnly(line('owner')),
  declined: textsOnly(long('reason')),
  answered: {
    fields: [long('text'), line('case', { isOptional: true, isCode: true })],
    toBody: (values) => given({ text: textOf(values, 'text'), case: textOf(values, 'case') ?? null }),
  },
  withdrawn: textsOnly(long('reason')),
}
