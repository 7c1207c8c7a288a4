// SPDX-License-Identifier: Apache-2.0
import '../../proceedings/desk.css'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { ask } from '../../api/ask.ts'
import { RefusalNote } from '../../app/refusal-note.tsx'
import { useSend } from '../../proceedings/proceeding-api.ts'
import { Moment } from '../../proceedings/shown.tsx'
import { minuteIn } from '../../text/mission-time.ts'
import { useText } from '../../text/use-text.tsx'

interface OwnSession {
  readonly id: string
  readonly assurance: 'one-factor' | 'two-factor'
  readonly began: string
  readonly lastSeen: string
  readonly isThis: boolean
}

/** Where whoever is signed in is signed in, and a way to end it. */
export function SessionsPage() {
  const { t, code } = useText()
  const { mutateAsync } = useSend<undefined>()
  const [refusal, setRefusal] = useState<unknown>(null)
  const { data, error } = useQuery({
    queryKey: ['own-sessions'],
    queryFn: ({ signal }) =>
      ask<{ readonly items: readonly OwnSession[] }>('/api/v1/session/all', { signal }),
  })
  return (
    <div className="desk">
      <h1>{t('administration.sessions')}</h1>
      <p className="quiet">{t('administration.sessions-note')}</p>
      <RefusalNote refusal={error ?? refusal} />
      <div className="scroll" role="region" aria-label={t('administration.sessions')} tabIndex={0}>
        <table className="rows">
          <thead>
            <tr>
              <th scope="col">{t('administration.began')}</th>
              <th scope="col">{t('administration.seen')}</th>
              <th scope="col">{t('administration.assurance')}</th>
              <th scope="col">{t('proceeding.actions')}</th>
            </tr>
          </thead>
          <tbody>
            {data?.items.map(({ id, began, lastSeen, assurance, isThis }) => (
              <tr key={id}>
                <td>
                  <Moment at={began} />
                </td>
                <td>
                  <Moment at={lastSeen} />
                </td>
                <td>{t(assurance === 'two-factor' ? 'web.session.two-factor' : 'web.session.one-factor')}</td>
                <td>
                  {isThis ? (
                    <span className="quiet">{t('administration.this-session')}</span>
                  ) : (
                    <Button
                      variant="default"
                      size="compact-xs"
                      aria-label={t('administration.end-session-of', {
                        began: code(`${minuteIn(Date.parse(began), 'UTC')} UTC`),
                      })}
                      onClick={() => {
                        setRefusal(null)
                        mutateAsync({ path: `/api/v1/session/all/${id}`, method: 'DELETE' }).catch(setRefusal)
                      }}
                    >
                      {t('administration.end-session')}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}
