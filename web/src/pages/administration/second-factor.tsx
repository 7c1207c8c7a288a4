// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core'
import { useState } from 'react'

import { ask } from '../../api/ask.ts'
import { RefusalNote } from '../../app/refusal-note.tsx'
import { EventForm } from '../../proceedings/event-form.tsx'
import { line, textsOnly } from '../../proceedings/field.ts'
import { Section } from '../../proceedings/shown.tsx'
import { useText } from '../../text/use-text.tsx'

const PATH = '/api/v1/session/credentials/one-time-code'

/** Sets up codes of an authenticator for whoever has none yet; the session then counts as begun with two factors. */
export function SecondFactor() {
  const { t } = useText()
  const [secret, setSecret] = useState<string | null>(null)
  const [refusal, setRefusal] = useState<unknown>(null)
  return (
    <Section title={t('proceeding.second-factor')} note={t('proceeding.second-factor-note')}>
      <RefusalNote refusal={refusal} />
      {secret === null ? (
        <Button
          onClick={() => {
            setRefusal(null)
            ask<{ readonly secret: string }>(PATH, { method: 'POST', body: {} }).then(
              (answer) => setSecret(answer.secret),
              setRefusal,
            )
          }}
        >
          {t('proceeding.second-factor-begin')}
        </Button>
      ) : (
        <>
          <p>{t('proceeding.second-factor-secret')}</p>
          <p>
            <code dir="ltr" className="secret">
              {secret}
            </code>
          </p>
          <EventForm
            form={textsOnly(line('oneTimeCode', { isCode: true }))}
            submitLabel={t('proceeding.second-factor-confirm')}
            onSubmit={async ({ oneTimeCode }) => {
              await ask(`${PATH}/confirmation`, { method: 'POST', body: { code: oneTimeCode } })
              window.location.reload()
            }}
          />
        </>
      )}
    </Section>
  )
}
