// SPDX-License-Identifier: Apache-2.0
import { Alert, Button, NativeSelect } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'

import { ask } from '../../api/ask.ts'
import type { Feed } from '../../api/feeds.ts'
import { RefusalNote } from '../../app/refusal-note.tsx'
import { EventForm } from '../../proceedings/event-form.tsx'
import { given, line, textOf, type EventForm as EventFormSpec } from '../../proceedings/field.ts'
import { useSend } from '../../proceedings/proceeding-api.ts'
import { Moment } from '../../proceedings/shown.tsx'
import { useText } from '../../text/use-text.tsx'

interface IssuedToken {
  readonly id: string
  readonly token: string
}

interface Told extends IssuedToken {
  readonly feed: string
}

const ISSUE: EventFormSpec = {
  fields: [
    line('feed', { isCode: true }),
    line('source', { label: 'feedSource', isCode: true, isOptional: true }),
  ],
  toBody: (values) => given({ feed: textOf(values, 'feed'), source: textOf(values, 'source') }),
}

const pathOf = (feed: string): string => `/api/v1/feeds/${encodeURIComponent(feed)}/tokens`

/** Issues the tokens with which feeds deliver, each shown once, and takes them back. */
export function FeedTokens({ feeds }: { readonly feeds: readonly Feed[] }) {
  const { t, code } = useText()
  const { mutateAsync } = useSend()
  const queries = useQueryClient()
  const [told, setTold] = useState<Told | null>(null)
  const [chosen, setChosen] = useState('')
  const feed = chosen === '' ? (feeds[0]?.id ?? '') : chosen
  return (
    <>
      {told === null ? null : (
        <Alert color="petrol" role="status">
          <p>{t('administration.token-shown', { feed: code(told.feed) })}</p>
          <code dir="ltr" className="secret">
            {told.token}
          </code>
        </Alert>
      )}
      <details>
        <summary>{t('administration.issue-token')}</summary>
        <EventForm
          form={ISSUE}
          submitLabel={t('administration.issue-token')}
          onSubmit={async (body) => {
            const { feed: wanted, ...rest } = body as { readonly feed?: string }
            const issued = await ask<IssuedToken>(pathOf(wanted ?? ''), { method: 'POST', body: rest })
            // It is shown this once: before anything else is asked for anew.
            setTold({ ...issued, feed: wanted ?? '' })
            setChosen(wanted ?? '')
            void queries.invalidateQueries()
          }}
        />
      </details>
      {feeds.length === 0 ? null : (
        <details>
          <summary>{t('administration.tokens')}</summary>
          <NativeSelect
            name="tokens-of"
            size="xs"
            label={t('proceeding.feed')}
            value={feed}
            data={feeds.map(({ id }) => id)}
            onChange={(event) => setChosen(event.currentTarget.value)}
          />
          <TokenTable key={feed} feed={feed} onRevoke={(path) => mutateAsync({ path, method: 'DELETE' })} />
        </details>
      )}
    </>
  )
}

interface TokenTableProps {
  readonly feed: string
  onRevoke(path: string): Promise<unknown>
}

function TokenTable({ feed, onRevoke }: TokenTableProps) {
  const { t, code } = useText()
  const [refusal, setRefusal] = useState<unknown>(null)
  const { data, error } = useQuery({
    queryKey: ['feed-tokens', feed],
    queryFn: ({ signal }) =>
      ask<{
        readonly items: readonly {
          readonly id: string
          readonly issuedAt: string
          readonly revokedAt: string | null
        }[]
      }>(pathOf(feed), { signal }),
  })
  return (
    <>
      <RefusalNote refusal={error ?? refusal} />
      {data?.items.length === 0 ? <p>{t('administration.no-tokens')}</p> : null}
      <div className="scroll" role="region" aria-label={t('administration.tokens')} tabIndex={0}>
        <table className="rows">
          <thead>
            <tr>
              <th>{t('administration.token')}</th>
              <th>{t('administration.token-issued')}</th>
              <th>{t('administration.token-state')}</th>
            </tr>
          </thead>
          <tbody>
            {data?.items.map(({ id, issuedAt, revokedAt }) => (
              <tr key={id}>
                <td>{code(id)}</td>
                <td>
                  <Moment at={issuedAt} />
                </td>
                <td>
                  {revokedAt === null ? (
                    <>
                      {t('administration.token-in-use')}{' '}
                      <Button
                        variant="default"
                        size="compact-xs"
                        aria-label={`${t('administration.revoke-token')}: ${id}`}
                        onClick={() => {
                          setRefusal(null)
                          onRevoke(`${pathOf(feed)}/${id}`).catch(setRefusal)
                        }}
                      >
                        {t('administration.revoke-token')}
                      </Button>
                    </>
                  ) : (
                    <>
                      {t('administration.token-revoked')} <Moment at={revokedAt} />
                    </>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
