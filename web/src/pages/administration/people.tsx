// SPDX-License-Identifier: Apache-2.0
import { Alert, Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { ask } from '../../api/ask.ts'
import { useSession } from '../../api/session.tsx'
import { RefusalNote } from '../../app/refusal-note.tsx'
import { EventForm } from '../../proceedings/event-form.tsx'
import { choices, line, textOf, type EventForm as EventFormSpec } from '../../proceedings/field.ts'
import { useSend } from '../../proceedings/proceeding-api.ts'
import { Moment, Section } from '../../proceedings/shown.tsx'
import { useText } from '../../text/use-text.tsx'
import { useRoles } from './roles.tsx'

interface Account {
  readonly person: {
    readonly id: string
    readonly login: string
    readonly name: string
    readonly organisation: string
    readonly nation: string
    readonly compartment: string
    readonly roles: readonly string[]
  }
  readonly state: string
  readonly lastSignIn: string | null
  readonly recovery: { readonly requestedBy: string; readonly approvedBy: string | null } | null
}

interface Told {
  readonly login: string
  readonly code: string
}

/** What may be done with an account as it stands; the service has the last word. */
const STEPS: Readonly<Record<string, readonly string[]>> = {
  invited: ['enrolment', 'close'],
  active: ['lock', 'request-recovery', 'close'],
  locked: ['unlock', 'request-recovery', 'close'],
  recovering: ['approve-recovery', 'withdraw-recovery', 'enrolment', 'close'],
  closed: [],
}

/** The accounts of one's own compartment; a code is shown once, to be told by another way. */
export function People() {
  const { t, code, name, word } = useText()
  const { person: own } = useSession()
  const { mutateAsync } = useSend<{ readonly enrolment?: Enrolment | null } & Partial<Enrolment>>()
  const [told, setTold] = useState<Told | null>(null)
  const [refusal, setRefusal] = useState<unknown>(null)
  const { data, error } = useQuery({
    queryKey: ['people'],
    queryFn: ({ signal }) => ask<{ readonly items: readonly Account[] }>('/api/v1/people', { signal }),
  })
  const { data: rule } = useRoles()
  const rolesOf = (of: string): readonly string[] =>
    (rule?.roles ?? []).filter(({ compartments }) => compartments.includes(of)).map(({ role }) => role)
  const kind = own.compartment.startsWith('party:') ? 'party' : own.compartment

  const take = async (id: string, step: string): Promise<void> => {
    setRefusal(null)
    setTold(null)
    const path = `/api/v1/people/${id}`
    const answer =
      step === 'enrolment'
        ? await mutateAsync({ path: `${path}/enrolment` })
        : await mutateAsync({ path: `${path}/steps`, body: { step } })
    const enrolment = answer.enrolment ?? (answer.code === undefined ? null : (answer as Enrolment))
    if (enrolment !== null && enrolment !== undefined) {
      setTold({ login: enrolment.person.login, code: enrolment.code })
    }
  }
  const invite: EventFormSpec = {
    fields: [
      line('login', { isCode: true }),
      line('personName'),
      line('organisation'),
      line('nation', { isCode: true }),
      {
        name: 'roles',
        kind: 'several',
        options: choices('role', ...rolesOf(kind)),
      },
    ],
    toBody: (values) => ({
      login: textOf(values, 'login') ?? '',
      name: textOf(values, 'personName') ?? '',
      organisation: textOf(values, 'organisation') ?? '',
      nation: textOf(values, 'nation') ?? '',
      compartment: own.compartment,
      roles: (values['roles'] ?? '').split(',').filter((one) => one !== ''),
    }),
  }
  return (
    <Section title={t('proceeding.people')} note={t('proceeding.people-note')}>
      <RefusalNote refusal={error ?? refusal} />
      {told === null ? null : (
        <Alert color="petrol" role="status">
          <p>{t('proceeding.tell-code', { login: told.login })}</p>
          <code dir="ltr" className="secret">
            {told.code}
          </code>
        </Alert>
      )}
      <div className="scroll" role="region" aria-label={t('proceeding.people')} tabIndex={0}>
        <table className="rows">
          <thead>
            <tr>
              <th>{t('proceeding-field.login')}</th>
              <th>{t('proceeding-field.personName')}</th>
              <th>{t('proceeding-field.roles')}</th>
              <th>{t('proceeding.state')}</th>
              <th>{t('proceeding.last-sign-in')}</th>
              <th>{t('proceeding.actions')}</th>
            </tr>
          </thead>
          <tbody>
            {data?.items.map(({ person, state, lastSignIn }) => (
              <tr key={person.id}>
                <td>{code(person.login)}</td>
                <td>
                  {name(person.name)}
                  <span className="quiet block">
                    {name(person.organisation)} {code(person.nation)}
                  </span>
                </td>
                <td>{person.roles.map((role) => word('role', role)).join(t('web.list.comma'))}</td>
                <td>{word('proceeding-account', state)}</td>
                <td>{lastSignIn === null ? '—' : <Moment at={lastSignIn} />}</td>
                <td>
                  {person.id === own.id ? (
                    <span className="quiet">{t('proceeding.own-account')}</span>
                  ) : (
                    <span className="buttons">
                      {(STEPS[state] ?? []).map((step) => (
                        <Button
                          key={step}
                          variant="default"
                          size="compact-xs"
                          aria-label={`${word('proceeding-account', step)}: ${person.login}`}
                          onClick={() => void take(person.id, step).catch(setRefusal)}
                        >
                          {word('proceeding-account', step)}
                        </Button>
                      ))}
                    </span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <details>
        <summary>{t('proceeding.invite')}</summary>
        <EventForm
          form={invite}
          submitLabel={t('proceeding.invite')}
          onSubmit={async (body) => {
            const answer = (await mutateAsync({ path: '/api/v1/people', body })) as Enrolment
            setTold({ login: answer.person.login, code: answer.code })
          }}
        />
      </details>
    </Section>
  )
}

interface Enrolment {
  readonly person: { readonly login: string }
  readonly code: string
}
