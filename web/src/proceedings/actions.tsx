// SPDX-License-Identifier: Apache-2.0
import { useState, type ReactNode } from 'react'

import { sayProblem } from '../app/refusal-note.tsx'
import { useText } from '../text/use-text.tsx'
import { EventForm } from './event-form.tsx'
import type { EventForm as EventFormSpec } from './field.ts'
import { useSend, type OpenAction, type ProceedingName } from './proceeding-api.ts'
import { useTold } from './told.tsx'

/** What may be done next, as forms, and everything else with the reason why it may not. */
export function Actions({
  name,
  id,
  actions,
  forms,
  beside,
}: {
  readonly name: ProceedingName
  readonly id: string
  readonly actions: readonly OpenAction[]
  readonly forms: Readonly<Record<string, EventFormSpec>>
  readonly beside?: (event: string, body: () => Readonly<Record<string, unknown>>) => ReactNode
}) {
  const text = useText()
  const { t, word } = text
  const { mutateAsync } = useSend()
  const [chosen, setChosen] = useState<string | null>(null)
  const { told, tell } = useTold()
  const open = actions.filter(({ event, open: isOpen }) => isOpen && Object.hasOwn(forms, event))
  const shut = actions.filter(({ event }) => !open.some((one) => one.event === event))
  return (
    <section className="actions" aria-label={t('proceeding.actions')}>
      <h2>{t('proceeding.actions')}</h2>
      {told}
      {open.length === 0 ? <p className="quiet">{t('proceeding.no-actions')}</p> : null}
      <ul className="action-list">
        {open.map(({ event }) => {
          const form = forms[event]!
          const isChosen = chosen === event
          return (
            <li key={event}>
              <button
                type="button"
                className="action"
                aria-expanded={isChosen}
                data-event={event}
                onClick={() => setChosen(isChosen ? null : event)}
              >
                {word('proceeding-event', event)}
              </button>
              {isChosen ? (
                <EventForm
                  form={form}
                  submitLabel={t('proceeding.put-on-record', { action: word('proceeding-event', event) })}
                  onSubmit={async (body) => {
                    await mutateAsync({
                      path: `/api/v1/${name}/${encodeURIComponent(id)}/events`,
                      body: { kind: event, ...body },
                    })
                    setChosen(null)
                    tell(t('proceeding.on-record', { action: word('proceeding-event', event) }))
                  }}
                  {...(beside === undefined ? {} : { beside: (body) => beside(event, body) })}
                />
              ) : null}
            </li>
          )
        })}
      </ul>
      {shut.length === 0 ? null : (
        <details>
          <summary>{t('proceeding.why-not')}</summary>
          <dl className="shut">
            {shut.map(({ event, because }) => (
              <div key={event}>
                <dt>{word('proceeding-event', event)}</dt>
                <dd>{sayProblem(text, because ?? 'done-by-the-service')}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </section>
  )
}
