// SPDX-License-Identifier: Apache-2.0
import { Button, Checkbox, NativeSelect, NumberInput, Textarea, TextInput } from '@mantine/core'
import { useState, type ReactNode, type SubmitEvent } from 'react'

import type { MessageKey } from '#messages'

import { RefusalNote } from '../app/refusal-note.tsx'
import { useText } from '../text/use-text.tsx'
import type { EventForm as EventFormSpec, Field, Option, Values } from './field.ts'

/** The fields of one event, sent on the button; a refusal stands below them with every problem. */
export function EventForm({
  form,
  submitLabel,
  onSubmit,
  beside,
}: {
  readonly form: EventFormSpec
  readonly submitLabel: string
  /** Rejects with ApiProblem. */
  readonly onSubmit: (body: Readonly<Record<string, unknown>>) => Promise<unknown>
  /** Something more to do with what was entered, such as to look at it beforehand. */
  readonly beside?: (body: () => Readonly<Record<string, unknown>>) => ReactNode
}) {
  const { t } = useText()
  const [values, setValues] = useState<Values>(() =>
    Object.fromEntries(
      form.fields.map(({ name, initial, kind, options, isOptional }) => [
        name,
        initial ?? (kind === 'choice' && isOptional !== true ? (options?.[0]?.value ?? '') : ''),
      ]),
    ),
  )
  const [refusal, setRefusal] = useState<unknown>(null)
  const [isBusy, setBusy] = useState(false)
  const shown = form.fields.filter(({ when }) => when?.(values) ?? true)
  const bodyNow = (): Readonly<Record<string, unknown>> =>
    form.toBody(Object.fromEntries(shown.map(({ name }) => [name, values[name] ?? ''])))

  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault()
    setBusy(true)
    setRefusal(null)
    Promise.resolve()
      .then(() => onSubmit(bodyNow()))
      .catch(setRefusal)
      .finally(() => setBusy(false))
  }
  return (
    <form className="event-form" onSubmit={submit}>
      {shown.map((field) => (
        <Entry
          key={field.name}
          field={field}
          value={values[field.name] ?? ''}
          onChange={(value) => setValues((before) => ({ ...before, [field.name]: value }))}
        />
      ))}
      <RefusalNote refusal={refusal} />
      <div className="event-form-end">
        <Button type="submit" loading={isBusy}>
          {submitLabel}
        </Button>
        {beside?.(bodyNow)}
        {shown.some(({ isOptional }) => isOptional === true) ? (
          <span className="quiet">{t('proceeding.optional-note')}</span>
        ) : null}
      </div>
    </form>
  )
}

function Entry({
  field,
  value,
  onChange,
}: {
  readonly field: Field
  readonly value: string
  readonly onChange: (value: string) => void
}) {
  const { t, word } = useText()
  const { name, kind, options = [], isOptional = false, isCode = false } = field
  const wording = t(`proceeding-field.${field.label ?? name}` as MessageKey)
  const label = kind === 'instant' ? `${wording} (UTC)` : wording
  const common = { name, label, required: !isOptional, withAsterisk: !isOptional }
  const labelOf = ({ value: given, group, label: own }: Option): string =>
    own ?? word(group ?? 'proceeding-choice', given)
  switch (kind) {
    case 'line':
      return (
        <TextInput
          {...common}
          value={value}
          {...(isCode ? { dir: 'ltr', autoComplete: 'off' } : { dir: 'auto' })}
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
        />
      )
    case 'long':
      return (
        <Textarea
          {...common}
          value={value}
          dir="auto"
          autosize
          minRows={2}
          maxRows={12}
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
        />
      )
    case 'number':
      return (
        <NumberInput
          {...common}
          value={value}
          dir="ltr"
          hideControls
          onChange={(given) => onChange(String(given))}
        />
      )
    case 'instant':
      return (
        <TextInput
          {...common}
          type="datetime-local"
          dir="ltr"
          value={value}
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
        />
      )
    case 'flag':
      return (
        <Checkbox
          name={name}
          label={label}
          checked={value === 'yes'}
          onChange={({ currentTarget }) => onChange(currentTarget.checked ? 'yes' : '')}
        />
      )
    case 'choice':
      return (
        <NativeSelect
          {...common}
          value={value}
          data={[
            ...(isOptional ? [{ value: '', label: '—' }] : []),
            ...options.map((one) => ({ value: one.value, label: labelOf(one) })),
          ]}
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
        />
      )
    case 'several':
      return (
        <fieldset className="several">
          <legend>{label}</legend>
          {options.map((one) => {
            const chosen = value === '' ? [] : value.split(',')
            return (
              <Checkbox
                key={one.value}
                name={`${name}-${one.value}`}
                label={labelOf(one)}
                checked={chosen.includes(one.value)}
                onChange={({ currentTarget }) =>
                  onChange(
                    (currentTarget.checked
                      ? [...chosen, one.value]
                      : chosen.filter((other) => other !== one.value)
                    ).join(','),
                  )
                }
              />
            )
          })}
        </fieldset>
      )
  }
}
