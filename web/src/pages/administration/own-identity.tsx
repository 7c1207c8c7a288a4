// SPDX-License-Identifier: Apache-2.0
import { Alert, Button } from '@mantine/core'
import { useState } from 'react'

import { entryOutcome, goToProvider, useProviderName } from '../../api/provider.ts'
import { RefusalNote } from '../../app/refusal-note.tsx'
import { Section } from '../../proceedings/shown.tsx'
import { useText } from '../../text/use-text.tsx'

/** Binds what the identity provider calls somebody to their own account. */
export function OwnIdentity() {
  const { t } = useText()
  const name = useProviderName()
  const [refusal, setRefusal] = useState<unknown>(null)
  const outcome = entryOutcome()
  if (name === null) return null
  return (
    <Section title={t('web.identity-provider.title', { name })} note={t('web.identity-provider.what')}>
      {outcome === 'bound' || outcome === 'not-bound' ? (
        <Alert color={outcome === 'bound' ? 'petrol' : 'red'} role="status">
          {t(`web.identity-provider.${outcome}`)}
        </Alert>
      ) : null}
      <RefusalNote refusal={refusal} />
      <Button
        variant="default"
        onClick={() => {
          setRefusal(null)
          goToProvider('/api/v1/session/credentials/identity-provider').catch(setRefusal)
        }}
      >
        {t('web.identity-provider.bind')}
      </Button>
    </Section>
  )
}
