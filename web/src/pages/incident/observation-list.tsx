// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { ask } from '../../api/ask.ts'
import { RefusalNote } from '../../app/refusal-note.tsx'
import { checkShown } from '../../proof/check-shown.ts'
import { ProofNote } from '../../proof/proof-note.tsx'
import { minuteIn } from '../../text/mission-time.ts'
import { useText } from '../../text/use-text.tsx'
import type { Item, ObservationDocument } from './incident-document.ts'

const SHOWN_AT_FIRST = 20

interface ObservationListProps {
  readonly members: readonly string[]
  /** `?asOf=…` or nothing. */
  readonly at: string
  readonly timeZone: string
}

/** What the incident rests on; each is one step away, and checked here against the name it goes by. */
export function ObservationList({ members, at, timeZone }: ObservationListProps) {
  const { t, number } = useText()
  const [shown, setShown] = useState(SHOWN_AT_FIRST)
  if (members.length === 0) return null
  return (
    <section aria-labelledby="observations">
      <h2 id="observations">
        {t('web.incident.observations')} <span className="quiet">{number(members.length)}</span>
      </h2>
      <p className="quiet">{t('web.proof.what')}</p>
      <ol className="observations">
        {members.slice(0, shown).map((id) => (
          <ObservationEntry key={id} id={id} at={at} timeZone={timeZone} />
        ))}
      </ol>
      {members.length > shown ? (
        <Button variant="default" onClick={() => setShown((before) => before + 100)}>
          {t('web.incident.more')}
        </Button>
      ) : null}
    </section>
  )
}

function ObservationEntry({
  id,
  at,
  timeZone,
}: {
  readonly id: string
  readonly at: string
  readonly timeZone: string
}) {
  const { t, code, word, name } = useText()
  const [isOpen, setOpen] = useState(false)
  const observation = useQuery({
    queryKey: ['observation', id, at],
    queryFn: ({ signal }) => ask<Item<ObservationDocument>>(`/api/v1/observations/${id}${at}`, { signal }),
    enabled: isOpen,
  })
  const proof = useQuery({
    queryKey: ['proof', id, at],
    queryFn: () => checkShown(id, observation.data?.document ?? {}),
    enabled: observation.data !== undefined,
  })
  const document = observation.data?.document
  return (
    <li>
      <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary>
          <span className="digest">{code(`${id.slice(0, 16)}…`)}</span>
        </summary>
        <RefusalNote refusal={observation.error} />
        {document === undefined ? null : (
          <>
            <ProofNote proof={proof.data} error={proof.error} />
            <dl className="facts">
              <dt>{t('web.observation.means')}</dt>
              <dd>{word('means', document.means ?? '')}</dd>
              <dt>{t('web.observation.effect')}</dt>
              <dd>{word('effect', document.effect ?? '')}</dd>
              <dt>{t('web.observation.source')}</dt>
              <dd>{code(document.source ?? '')}</dd>
              <dt>{t('web.clock.mission')}</dt>
              <dd>
                {code(
                  `${minuteIn(Date.parse(observation.data?.start ?? ''), timeZone)} – ${minuteIn(Date.parse(observation.data?.end ?? ''), timeZone)}`,
                )}
              </dd>
              {document.text === null || document.text === undefined ? null : (
                <>
                  <dt>{t('web.observation.text')}</dt>
                  <dd>{name(document.text)}</dd>
                </>
              )}
            </dl>
            <details>
              <summary>{t('web.observation.whole')}</summary>
              <pre dir="ltr" tabIndex={0}>
                {JSON.stringify(document, null, 2)}
              </pre>
            </details>
          </>
        )}
      </details>
    </li>
  )
}
