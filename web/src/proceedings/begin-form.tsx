// SPDX-License-Identifier: Apache-2.0
import { useEffect, useRef, useState } from 'react'

import { useText } from '../text/use-text.tsx'
import { EventForm } from './event-form.tsx'
import type { EventForm as EventFormSpec } from './field.ts'
import { useSend, type ProceedingName } from './proceeding-api.ts'
import { useTold } from './told.tsx'

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
  const { told, tell } = useTold()
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    // Whoever followed a link to the form goes on from it.
    if (isOpenAtFirst) button.current?.focus()
  }, [isOpenAtFirst])
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
      {told}
      {isOpen ? (
        <div className="begin-body">
          {note === undefined ? null : <p className="quiet">{note}</p>}
          <EventForm
            form={form}
            submitLabel={t('proceeding.put-on-record', { action: title })}
            onSubmit={async (body) => {
              const { id } = await mutateAsync({ path: `/api/v1/${name}`, body })
              setOpen(false)
              tell(t('proceeding.on-record', { action: title }))
              onBegun?.(id)
            }}
          />
        </div>
      ) : null}
    </div>
  )
}
