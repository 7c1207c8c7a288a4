// SPDX-License-Identifier: Apache-2.0
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
  numberOf,
  textOf,
  textsOnly,
  type EventForm,
  type Field,
  type Option,
  type Values,
} from '../../proceedings/field.ts'
import { placeOf } from '../register/register-forms.ts'

export interface Harm {
  readonly kind: string
  readonly count: { readonly least: number; readonly most: number }
  readonly object: string | null
  readonly at: string
  readonly place: { readonly latitude: number; readonly longitude: number }
  readonly standing: string
  readonly sources: readonly string[]
  readonly case: string | null
  readonly note: string
}

export interface Impediment {
  readonly kind: string
  readonly side: string | null
  readonly from: string
  readonly until: string | null
  readonly place: { readonly latitude: number; readonly longitude: number } | null
  readonly asset: string | null
  readonly text: string
}

const OBJECTS = [
  'dwelling',
  'school',
  'medical',
  'energy',
  'water',
  'place-of-worship',
  'market',
  'transport',
  'other-civilian',
] as const
const IMPEDIMENTS = [
  'denied',
  'delayed',
  'conditional',
  'jamming',
  'fire-at-monitors',
  'threat',
  'fire-at-asset',
] as const

const isDamage = ({ kind }: Values): boolean => kind === 'damage-to-civilian-object'

function harmFields(harm: Harm | null): readonly Field[] {
  return [
    choice(
      'kind',
      choices('proceeding-choice', 'killed', 'injured', 'damage-to-civilian-object', 'unexploded-ordnance'),
      { initial: harm?.kind ?? 'killed' },
    ),
    count('least', { initial: String(harm?.count.least ?? '') }),
    count('most', { initial: String(harm?.count.most ?? '') }),
    choice('object', choices('proceeding-choice', ...OBJECTS), {
      when: isDamage,
      initial: harm?.object ?? OBJECTS[0],
    }),
    moment('at', { initial: harm === null ? '' : fieldOfInstant(harm.at) }),
    count('latitude', { initial: String(harm?.place.latitude ?? '') }),
    count('longitude', { initial: String(harm?.place.longitude ?? '') }),
    choice('standing', choices('proceeding-choice', 'reported', 'corroborated', 'not-verifiable'), {
      initial: harm?.standing ?? 'reported',
    }),
    line('sources', { isOptional: true, isCode: true, initial: harm?.sources.join(', ') ?? '' }),
    line('case', { isOptional: true, isCode: true, initial: harm?.case ?? '' }),
    long('note', { isOptional: true, initial: harm?.note ?? '' }),
  ]
}

const harmOf = (values: Values): unknown =>
  given({
    kind: values['kind'],
    count: given({ least: numberOf(values, 'least'), most: numberOf(values, 'most') }),
    object: isDamage(values) ? values['object'] : null,
    at: instantOfField(values['at']),
    place: placeOf(values),
    standing: values['standing'],
    sources: (values['sources'] ?? '')
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== ''),
    case: textOf(values, 'case') ?? null,
    note: values['note'] ?? '',
  })

const fieldOfMaybe = (at: string | null): string => (at === null ? '' : fieldOfInstant(at))

const impedimentFields = (one: Impediment | null, parties: readonly Option[]): readonly Field[] => [
  choice('kind', choices('proceeding-choice', ...IMPEDIMENTS), { initial: one?.kind ?? IMPEDIMENTS[0] }),
  choice('side', parties, { isOptional: true, initial: one?.side ?? '' }),
  moment('from', { initial: one === null ? '' : fieldOfInstant(one.from) }),
  moment('until', { isOptional: true, initial: fieldOfMaybe(one?.until ?? null) }),
  count('latitude', { isOptional: true, initial: String(one?.place?.latitude ?? '') }),
  count('longitude', { isOptional: true, initial: String(one?.place?.longitude ?? '') }),
  line('asset', { isOptional: true, initial: one?.asset ?? '' }),
  long('text', { initial: one?.text ?? '' }),
]

const impedimentOf = (values: Values): unknown =>
  given({
    kind: values['kind'],
    side: textOf(values, 'side') ?? null,
    from: instantOfField(values['from']),
    until: instantOfField(values['until']) ?? null,
    place: textOf(values, 'latitude') === undefined ? null : placeOf(values),
    asset: textOf(values, 'asset') ?? null,
    text: textOf(values, 'text'),
  })

const recordForms = (
  fields: readonly Field[],
  valueOf: (values: Values) => unknown,
): Readonly<Record<string, EventForm>> => ({
  corrected: {
    fields: [...fields, long('correction')],
    toBody: (values) => given({ value: valueOf(values), correction: textOf(values, 'correction') }),
  },
  withdrawn: textsOnly(long('reason')),
})

export const NEW_HARM: EventForm = {
  fields: harmFields(null),
  toBody: (values) => ({ kind: 'recorded', value: harmOf(values) }),
}

export const newImpediment = (parties: readonly Option[]): EventForm => ({
  fields: impedimentFields(null, parties),
  toBody: (values) => ({ kind: 'recorded', value: impedimentOf(values) }),
})

export const harmForms = (harm: Harm) => recordForms(harmFields(harm), harmOf)
export const impedimentForms = (one: Impediment, parties: readonly Option[]) =>
  recordForms(impedimentFields(one, parties), impedimentOf)
