// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { ask } from '../../api/ask.ts'
import { mayDo, useSession } from '../../api/session.tsx'
import { RefusalNote } from '../../app/refusal-note.tsx'
import { EventForm } from '../../proceedings/event-form.tsx'
import {
  choice,
  choices,
  given,
  instantOfField,
  line,
  moment,
  textOf,
  type Option,
} from '../../proceedings/field.ts'
import { Moment, PeopleOf, Person } from '../../proceedings/shown.tsx'
import { useText } from '../../text/use-text.tsx'
import { AdministrationFrame } from './administration-frame.tsx'

interface PeopleAnswer {
  readonly items: readonly {
    readonly person: { readonly id: string; readonly name: string; readonly login: string }
  }[]
}

interface RecordAnswer {
  readonly items: readonly {
    readonly index: number
    readonly kind: string
    readonly time: string | null
    readonly body: Readonly<Record<string, unknown>> | null
  }[]
  readonly next: string | null
}

/** Kinds of record that people leave; any other is found without choosing one. */
const KINDS = [
  'signed-in',
  'signed-out',
  'sign-in-failed',
  'item-read',
  'lists-read',
  'export-begun',
  'export-ended',
  'audience-previewed',
  'record-of-people-read',
  'person-added',
  'person-changed',
  'enrolment-issued',
  'enrolled',
  'credential-added',
  'credential-removed',
  'locked',
  'unlocked',
  'recovery-requested',
  'recovery-approved',
  'recovery-withdrawn',
  'person-closed',
] as const

/** The people of the compartment by name, where whoever looks may have them; an auditor names a person by id. */
const useAccounts = () => {
  const isFor = mayDo(useSession(), 'administer-people')
  return useQuery({
    queryKey: ['people'],
    queryFn: ({ signal }) => ask<PeopleAnswer>('/api/v1/people', { signal }),
    enabled: isFor,
    select: ({ items }): readonly Option[] =>
      items.map(({ person }) => ({ value: person.id, label: `${person.name} (${person.login})` })),
  })
}

/** The record of people as a page of its own. */
export const RecordPage = () => (
  <AdministrationFrame>
    <RecordOfPeople />
  </AdministrationFrame>
)

/** What people did, newest first. Nothing is asked for before the button is pressed, since asking is itself on record. */
function RecordOfPeople() {
  const { t, code, word } = useText()
  const { data: accounts } = useAccounts()
  const [asked, setAsked] = useState<Readonly<Record<string, string>> | null>(null)
  const { data, error, fetchNextPage, hasNextPage, isFetching } = useInfiniteQuery({
    queryKey: ['record-of-people', asked],
    queryFn: ({ signal, pageParam }) => {
      const query = new URLSearchParams({ ...asked, ...(pageParam === null ? {} : { cursor: pageParam }) })
      return ask<RecordAnswer>(`/api/v1/record-of-people?${query.toString()}`, { signal })
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    enabled: asked !== null,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const entries = data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <>
      <p className="quiet">{t('proceeding.record-of-people-note')}</p>
      <EventForm
        form={{
          fields: [
            accounts === undefined
              ? line('person', { isOptional: true, isCode: true })
              : choice('person', accounts, { isOptional: true }),
            choice('recordKind', choices('record-kind', ...KINDS), { isOptional: true }),
            moment('from', { isOptional: true }),
            moment('until', { isOptional: true }),
          ],
          toBody: (values) =>
            given({
              person: textOf(values, 'person'),
              kind: textOf(values, 'recordKind'),
              from: instantOfField(values['from']),
              to: instantOfField(values['until']),
            }),
        }}
        submitLabel={t('proceeding.show')}
        onSubmit={(body) => {
          setAsked(body as Readonly<Record<string, string>>)
          return Promise.resolve()
        }}
      />
      <RefusalNote refusal={error} />
      {asked === null || isFetching || entries.length > 0 ? null : <p>{t('proceeding.nothing-here')}</p>}
      {entries.length === 0 ? null : (
        <PeopleOf document={entries.map(({ body }) => body?.['person'])}>
          <div className="scroll" role="region" aria-label={t('proceeding.record-of-people')} tabIndex={0}>
            <table className="rows">
              <thead>
                <tr>
                  <th>{t('proceeding.index')}</th>
                  <th>{t('proceeding-field.recordKind')}</th>
                  <th>{t('proceeding-field.at')}</th>
                  <th>{t('proceeding-field.person')}</th>
                  <th>{t('proceeding.details')}</th>
                </tr>
              </thead>
              <tbody>
                {entries.map(({ index, kind, time, body }) => {
                  const person = body?.['person']
                  return (
                    <tr key={index}>
                      <td>{code(String(index))}</td>
                      <td>{word('record-kind', kind)}</td>
                      <td>{time === null ? t('proceeding.destroyed') : <Moment at={time} />}</td>
                      <td>{typeof person === 'string' ? <Person id={person} /> : '—'}</td>
                      <td>
                        <code dir="ltr" className="details">
                          {JSON.stringify(body)}
                        </code>
                      </td>
                    </tr>
                  )
                })}
              </tbody>
            </table>
          </div>
        </PeopleOf>
      )}
      {hasNextPage ? (
        <Button variant="default" loading={isFetching} onClick={() => void fetchNextPage()}>
          {t('proceeding.more')}
        </Button>
      ) : null}
    </>
  )
}
