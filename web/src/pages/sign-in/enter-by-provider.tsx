// SPDX-License-Identifier: Apache-2.0
import { Alert, Button } from '@mantine/core'
import { useState } from 'react'

import { ApiProblem } from '../../api/api-problem.ts'
import { entryOutcome, goToProvider, useProviderName } from '../../api/provider.ts'
import { RefusalNote } from '../../app/refusal-note.tsx'
import { useText } from '../../text/use-text.tsx'

/** The way in by an identity provider, where the service has one, and why the last attempt came to nothing. */
export function EnterByProvider() {
  const { t } = useText()
  const name = useProviderName()
  const [refusal, setRefusal] = useState<unknown>(() =>
    entryOutcome() === 'unreachable' ? new ApiProblem('identity-provider-unreachable', 503, []) : null,
  )
  const [isBusy, setBusy] = useState(false)
  if (name === null) return null
  return (
    <div className="by-provider">
      {entryOutcome() === 'refused' ? (
        <Alert color="red" role="alert">
          {t('web.sign-in.entry-refused')}
        </Alert>
      ) : null}
      <RefusalNote refusal={refusal} />
      <p className="quiet">{t('web.sign-in.or')}</p>
      <Button
        variant="default"
        loading={isBusy}
        onClick={() => {
          setBusy(true)
          setRefusal(null)
          goToProvider('/api/v1/session/identity-provider').catch((error: unknown) => {
            setRefusal(error)
            setBusy(false)
          })
        }}
      >
        {t('web.sign-in.by-provider', { name })}
      </Button>
    </div>
  )
}
