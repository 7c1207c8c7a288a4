// SPDX-License-Identifier: Apache-2.0
import { useState } from 'react'

import { askWithBytes } from '../../api/ask.ts'
import { EventForm } from '../../proceedings/event-form.tsx'
import { choices, long } from '../../proceedings/field.ts'
import { useTold } from '../../proceedings/told.tsx'
import { useText } from '../../text/use-text.tsx'
import { MATERIALS_PATH, USES } from './material.ts'

/** Takes in words that somebody told, with the uses that they agreed to. */
export function HoldForm({ onHeld }: { readonly onHeld: () => void }) {
  const { t } = useText()
  const { told, tell } = useTold()
  const [isOpen, setOpen] = useState(false)
  return (
    <div className="begin">
      <button type="button" className="action" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {t('human-source.hold')}
      </button>
      {told}
      {isOpen ? (
        <EventForm
          form={{
            fields: [
              long('text'),
              { name: 'uses', kind: 'several', options: choices('source-use', ...USES) },
            ],
            toBody: ({ text = '', uses = '' }) => ({ text, uses }),
          }}
          submitLabel={t('human-source.hold')}
          onSubmit={async ({ text, uses }) => {
            const { id } = await askWithBytes<{ readonly id: string }>(
              `${MATERIALS_PATH}?kind=words&uses=${String(uses)}`,
              new TextEncoder().encode(String(text)),
            )
            setOpen(false)
            tell(t('human-source.is-held', { id }))
            onHeld()
          }}
        />
      ) : null}
    </div>
  )
}
