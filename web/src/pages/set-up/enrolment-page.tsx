// SPDX-License-Identifier: Apache-2.0
import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'

import { ask } from '../../api/ask.ts'
import { useSessionDesk } from '../../api/session.tsx'
import { RefusalNote } from '../../app/refusal-note.tsx'
import { Link } from '../../app/router.tsx'
import { useText } from '../../text/use-text.tsx'

/** The first password of somebody invited or recovered; signs them in with it. */
export function EnrolmentPage() {
  const { t } = useText()
  const { signIn } = useSessionDesk()
  const [refusal, setRefusal] = useState<unknown>(null)
  const [isBusy, setBusy] = useState(false)

  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const [login, code, password] = ['login', 'code', 'password'].map((name) => {
      const value = fields.get(name)
      return typeof value === 'string' ? value : ''
    })
    setBusy(true)
    setRefusal(null)
    ask('/api/v1/enrolment', { method: 'POST', body: { login, code: code?.trim(), password } })
      .then(() => signIn({ login: login ?? '', password: password ?? '' }))
      .catch((error: unknown) => {
        setRefusal(error)
        setBusy(false)
      })
  }
  return (
    <main id="page" className="door">
      <h1>{t('web.enrolment.title')}</h1>
      <p className="quiet">{t('web.enrolment.what')}</p>
      <form onSubmit={submit}>
        <TextInput name="login" label={t('web.sign-in.login')} dir="ltr" autoComplete="username" required />
        <TextInput
          name="code"
          label={t('web.enrolment.code')}
          dir="ltr"
          autoComplete="one-time-code"
          required
        />
        <PasswordInput
          name="password"
          label={t('web.enrolment.password')}
          description={t('web.enrolment.password-rule')}
          autoComplete="new-password"
          required
          visibilityToggleButtonProps={{ 'aria-label': t('web.sign-in.show-password') }}
        />
        <RefusalNote refusal={refusal} />
        <Button type="submit" size="sm" loading={isBusy}>
          {t('web.enrolment.enter')}
        </Button>
      </form>
      <p className="doors">
        <Link href="/">{t('web.sign-in.title')}</Link>
      </p>
    </main>
  )
}
