// SPDX-License-Identifier: Apache-2.0
import { Button, TextInput } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'

import { ask } from '../../api/ask.ts'
import { RefusalNote } from '../../app/refusal-note.tsx'
import { Link } from '../../app/router.tsx'
import { useText } from '../../text/use-text.tsx'

interface Enrolment {
  readonly person: { readonly login: string; readonly name: string }
  readonly code: string
}

const FIELDS = ['login', 'name', 'organisation', 'nation'] as const
const PEOPLE = [0, 1] as const

/** The first two administrators, with the code that the console showed; nobody can make one alone. */
export function SetUpPage() {
  const { t, code, name } = useText()
  const [refusal, setRefusal] = useState<unknown>(null)
  const [isBusy, setBusy] = useState(false)
  const [enrolments, setEnrolments] = useState<readonly Enrolment[] | null>(null)

  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const field = (key: string): string => {
      const value = fields.get(key)
      return typeof value === 'string' ? value.trim() : ''
    }
    const administrators = PEOPLE.map((n) => ({
      ...Object.fromEntries(FIELDS.map((key) => [key, field(`${key}-${n}`)])),
      compartment: 'mechanism',
      roles: ['administrator'],
    }))
    setBusy(true)
    setRefusal(null)
    ask<{ readonly enrolments: readonly Enrolment[] }>('/api/v1/set-up', {
      method: 'POST',
      body: { code: field('code'), administrators },
    })
      .then((answer) => setEnrolments(answer.enrolments), setRefusal)
      .finally(() => setBusy(false))
  }
  if (enrolments !== null) {
    return (
      <main id="page" className="door">
        <h1>{t('web.set-up.done')}</h1>
        <p>{t('web.set-up.tell')}</p>
        <dl className="codes">
          {enrolments.map(({ person, code: told }) => (
            <div key={person.login}>
              <dt>
                {name(person.name)} <bdi className="quiet">{code(person.login)}</bdi>
              </dt>
              <dd>
                <code dir="ltr">{told}</code>
              </dd>
            </div>
          ))}
        </dl>
        <Link href="/enrolment">{t('web.enrolment.title')}</Link>
      </main>
    )
  }
  return (
    <main id="page" className="door wide">
      <h1>{t('web.set-up.title')}</h1>
      <p className="quiet">{t('web.set-up.what')}</p>
      <form onSubmit={submit}>
        <TextInput name="code" label={t('web.set-up.code')} dir="ltr" autoComplete="off" required />
        <div className="pair">
          {PEOPLE.map((n) => (
            <fieldset key={n}>
              <legend>{t('web.set-up.administrator', { number: n + 1 })}</legend>
              <TextInput name={`login-${n}`} label={t('web.sign-in.login')} dir="ltr" required />
              <TextInput name={`name-${n}`} label={t('web.person.name')} required />
              <TextInput name={`organisation-${n}`} label={t('web.person.organisation')} required />
              <TextInput
                name={`nation-${n}`}
                label={t('web.person.nation')}
                dir="ltr"
                maxLength={2}
                required
              />
            </fieldset>
          ))}
        </div>
        <RefusalNote refusal={refusal} />
        <Button type="submit" size="sm" loading={isBusy}>
          {t('web.set-up.enter')}
        </Button>
      </form>
      <p className="doors">
        <Link href="/">{t('web.sign-in.title')}</Link>
      </p>
    </main>
  )
}
