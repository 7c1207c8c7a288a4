// SPDX-License-Identifier: Apache-2.0

/** What was entered, by the name of the field. */
export type Values = Readonly<Record<string, string>>

/** One thing to enter. Texts of fields are `proceeding-field.<label>`, of choices `proceeding-choice.<value>` unless said otherwise. */
export interface Field {
  readonly name: string
  /** Key of its label where it is not its name. */
  readonly label?: string
  readonly kind: 'line' | 'long' | 'number' | 'instant' | 'flag' | 'choice' | 'several'
  readonly options?: readonly Option[]
  readonly isOptional?: boolean
  /** What stands in it at first. */
  readonly initial?: string
  /** Whether it is asked for, given what was entered so far. */
  readonly when?: (values: Values) => boolean
  /** Ids, digests, codes: left to right in every language. */
  readonly isCode?: boolean
}

export interface Option {
  readonly value: string
  /** Group of the catalogue that has its word; null where `label` has it. */
  readonly group?: string
  readonly label?: string
}

/** What one event of a lifecycle needs, and how it is sent. */
export interface EventForm {
  readonly fields: readonly Field[]
  toBody(values: Values): Readonly<Record<string, unknown>>
}

export const choices = (group: string, ...values: readonly string[]): readonly Option[] =>
  values.map((value) => ({ value, group }))

/** Options from things that have names of their own. */
export const namedOptions = (
  items: readonly { readonly id: string }[] | undefined,
  nameOf: (id: string) => string,
): readonly Option[] => (items ?? []).map(({ id }) => ({ value: id, label: nameOf(id) }))

export const line = (name: string, more: Partial<Field> = {}): Field => ({ name, kind: 'line', ...more })
export const long = (name: string, more: Partial<Field> = {}): Field => ({ name, kind: 'long', ...more })
export const count = (name: string, more: Partial<Field> = {}): Field => ({ name, kind: 'number', ...more })
export const moment = (name: string, more: Partial<Field> = {}): Field => ({ name, kind: 'instant', ...more })
export const choice = (name: string, options: readonly Option[], more: Partial<Field> = {}): Field => ({
  name,
  kind: 'choice',
  options,
  ...more,
})

/** RFC 3339 in UTC of what a field of kind `instant` holds, such as `2026-06-24T14:05`; undefined where it holds nothing. */
export const instantOfField = (text: string | undefined): string | undefined =>
  text === undefined || text === '' ? undefined : new Date(`${text}Z`).toISOString()

/** What a field of kind `instant` shows for a moment. */
export const fieldOfInstant = (at: string | number): string => new Date(at).toISOString().slice(0, 16)

/** The text, or undefined where there is none, so that the service says that it is missing. */
export const textOf = (values: Values, name: string): string | undefined => {
  const text = values[name]?.trim()
  return text === undefined || text === '' ? undefined : text
}

export const numberOf = (values: Values, name: string): number | undefined => {
  const text = textOf(values, name)
  return text === undefined ? undefined : Number(text)
}

/** The parts of a body that hold something; what is undefined is left out. */
export const given = (parts: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined))

/** A form that asks for texts alone and sends them as they are. */
export const textsOnly = (...fields: readonly Field[]): EventForm => ({
  fields,
  toBody: (values) => given(Object.fromEntries(fields.map(({ name }) => [name, textOf(values, name)]))),
})

export const NOTHING_TO_ENTER: EventForm = { fields: [], toBody: () => ({}) }
