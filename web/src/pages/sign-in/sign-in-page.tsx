// SPDX-License-Identifier: Apache-2.0
import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useEffect, useState, type SubmitEvent } from 'react'

import { Link } from '../../app/router.tsx'
import { RefusalNote } from '../../app/refusal-note.tsx'
import { useSessionDesk } from '../../api/session.tsx'
import { Chairs } from '../../story/chairs.tsx'
import { useText } from '../../text/use-text.tsx'
import { EnterByProvider } from './enter-by-provider.tsx'

/** Password and, where the account has one, the code of the authenticator. */
export function SignInPage() {
  const { t } = useText()
  const { signIn } = useSessionDesk()
  const [refusal, setRefusal] = useState<unknown>(null)
  const [isBusy, setBusy] = useState(false)
  useEffect(() => {
    document.title = `${t('web.sign-in.title')} · ${t('web.frame.name')}`
  }, [t])

  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const field = (name: string): string => {
      const value = fields.get(name)
      return typeof value === 'string' ? value : ''
    }
    const code = field('code').replaceAll(/\s/g, '')
    setBusy(true)
    setRefusal(null)
    signIn({ login: field('login'), password: field('password'), ...(code === '' ? {} : { code }) }).catch(
      (error: unknown) => {
        setRefusal(error)
        setBusy(false)
      },
    )
  }
  return (
    <main id="page" className="door">
      <h1>{t('web.sign-in.title')}</h1>
      <p className="quiet">{t('web.sign-in.what')}</p>
      <Chairs />
      <form onSubmit={submit}>
        <TextInput
          name="login"
          label={t('web.sign-in.login')}
          dir="ltr"
          autoComplete="username"
          required
          autoFocus
        />
        <PasswordInput
          name="password"
          label={t('web.sign-in.password')}
          autoComplete="current-password"
          required
          visibilityToggleButtonProps={{ 'aria-label': t('web.sign-in.show-password') }}
        />
        <TextInput
          name="code"
          label={t('web.sign-in.code')}
          description={t('web.sign-in.code-where')}
          dir="ltr"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={12}
        />
        <RefusalNote refusal={refusal} />
        <Button type="submit" size="sm" loading={isBusy}>
          {t('web.sign-in.enter')}
        </Button>
      </form>
      <EnterByProvider />
      <p className="doors">
        <Link href="/enrolment">{t('web.enrolment.title')}</Link>
        <Link href="/set-up">{t('web.set-up.title')}</Link>
      </p>
    </main>
  )
}
