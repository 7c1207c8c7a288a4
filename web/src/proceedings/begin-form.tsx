// SPDX-License-Identifier: Apache-2.0
import { useState } from 'react'

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
  return (
    <div className="begin">
      <button type="button" className="action" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {title}
      </button>
      <p role="status" className="told">
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
