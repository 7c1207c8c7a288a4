// SPDX-License-Identifier: Apache-2.0
import { useEffect, useRef, useState } from 'react'

import { useText } from '../text/use-text.tsx'
import { EventForm } from './event-form.tsx'
import type { EventForm as EventFormSpec } from './field.ts'
import { useSend, type ProceedingName } from './proceeding-api.ts'

/** Begins a proceeding: a button that opens its form. The body that the form makes is sent as it is. */
export function BeginForm({
  name,
  title,
  note,
  form,
  onBegun,
  isOpenAtFirst = false,
}: {
  readonly name: ProceedingName
  readonly title: string
  readonly note?: string
  readonly form: EventFormSpec
  readonly onBegun?: (id: string) => void
  readonly isOpenAtFirst?: boolean
}) {
  const { t } = useText()
  const { mutateAsync } = useSend()
  const [isOpen, setOpen] = useState(isOpenAtFirst)
  const [told, setTold] = useState('')
  const button = useRef<HTMLButtonElement>(null)
  const status = useRef<HTMLParagraphElement>(null)
  useEffect(() => {
    // Whoever followed a link to the form goes on from it.
    if (isOpenAtFirst) button.current?.focus()
  }, [isOpenAtFirst])
  useEffect(() => {
    // The form that had the focus is gone.
    if (told !== '') status.current?.focus()
  }, [told])
  return (
    <div className="begin">
      <button
        ref={button}
        type="button"
        className="action"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {title}
      </button>
      <p ref={status} role="status" className="told" tabIndex={-1}>
        {told}
      </p>
      {isOpen ? (
        <div className="begin-body">
          {note === undefined ? null : <p className="quiet">{note}</p>}
          <EventForm
            form={form}
            submitLabel={t('proceeding.put-on-record', { action: title })}
            onSubmit={async (body) => {
              const { id } = await mutateAsync({ path: `/api/v1/${name}`, body })
              setOpen(false)
              setTold(t('proceeding.on-record', { action: title }))
              onBegun?.(id)
            }}
          />
        </div>
      ) : null}
    </div>
  )
}
