// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'

import { hasMessage } from '#messages'

import { ask } from '../../api/ask.ts'
import { mayDo, useSession } from '../../api/session.tsx'
import { RefusalNote } from '../../app/refusal-note.tsx'
import { useText } from '../../text/use-text.tsx'
import { AdministrationFrame } from './administration-frame.tsx'
import { SecondFactor } from './second-factor.tsx'

interface Finding {
  readonly state: 'fine' | 'warning' | 'fault'
  readonly code: string
  readonly params: Readonly<Record<string, string | number>>
}

const URGENCY = { fault: 0, warning: 1, fine: 2 } as const

/** How the mission that runs stands: what calls for something first. */
export function DoctorPage() {
  const { t, word, maybe, code: asCode, language } = useText()
  const session = useSession()
  const mayLook = mayDo(session, 'administer-people')
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['doctor'],
    queryFn: ({ signal }) => ask<{ readonly items: readonly Finding[] }>('/api/v1/doctor', { signal }),
    enabled: mayLook,
  })
  const items = (data?.items ?? []).toSorted((a, b) => URGENCY[a.state] - URGENCY[b.state])
  return (
    <AdministrationFrame>
      <p className="quiet">{t('administration.doctor-note')}</p>
      {mayLook ? null : <SecondFactor />}
      <RefusalNote refusal={error} />
      {items.length === 0 ? null : (
        <>
          <div className="scroll" role="region" aria-label={t('administration.doctor')} tabIndex={0}>
            <table className="rows health">
              <thead>
                <tr>
                  <th scope="col">{t('administration.state')}</th>
                  <th scope="col">{t('administration.meaning')}</th>
                  <th scope="col">{t('administration.next')}</th>
                  <th scope="col">{t('administration.code')}</th>
                </tr>
              </thead>
              <tbody>
                {items.map(({ state, code, params }) => {
                  const next = `doctor-next.${code}`
                  return (
                    <tr key={code}>
                      <td className={`health-${state}`}>{word('doctor-state', state)}</td>
                      <td>{maybe(`doctor.${code}`, params)}</td>
                      <td>{hasMessage(language, next) ? maybe(next) : '—'}</td>
                      <td className="quiet">{asCode(code)}</td>
                    </tr>
                  )
                })}
              </tbody>
            </table>
          </div>
          <p>
            <Button variant="default" loading={isFetching} onClick={() => void refetch()}>
              {t('administration.doctor-again')}
            </Button>
          </p>
        </>
      )}
    </AdministrationFrame>
  )
}
