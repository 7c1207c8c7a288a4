// SPDX-License-Identifier: Apache-2.0
import '../../proceedings/desk.css'
import { Button } from '@mantine/core'
import { useState } from 'react'

import { missionNow } from '../../api/exercise.ts'
import { useMission } from '../../api/mission.ts'
import { mayDo, useSession } from '../../api/session.tsx'
import { RefusalNote } from '../../app/refusal-note.tsx'
import { Link } from '../../app/router.tsx'
import { BeginForm } from '../../proceedings/begin-form.tsx'
import type { FindingDocument, MessageDocument } from '../../proceedings/case-document.ts'
import { EventForm } from '../../proceedings/event-form.tsx'
import { long, namedOptions, textsOnly } from '../../proceedings/field.ts'
import { FindingView, MessageView } from '../../proceedings/outgoing-view.tsx'
import {
  useOutgoing,
  useProceedings,
  useSend,
  type Outgoing,
  type ProceedingName,
} from '../../proceedings/proceeding-api.ts'
import { Moment, Section, State, useTermNames, Words } from '../../proceedings/shown.tsx'
import { useTold } from '../../proceedings/told.tsx'
import { useText } from '../../text/use-text.tsx'
import { notificationForm, requestForm } from '../register/register-forms.ts'

/** Everything between a party and the mission: what we were told, what we said, what we announced and asked, what was released. */
export function PartyDeskPage() {
  const { t } = useText()
  const session = useSession()
  const { party, provision } = useTermNames()
  const mission = useMission().data
  const own = session.person.compartment.replace(/^party:/, '')
  const messages = useOutgoing<MessageDocument>('messages')
  const findings = useOutgoing<FindingDocument>('findings')
  return (
    <div className="desk">
      <header className="desk-head">
        <h1>{t('proceeding.party-desk')}</h1>
        <strong>{party(own)}</strong>
      </header>
      <p className="quiet">{t('proceeding.party-desk-note')}</p>
      <Section title={t('proceeding.messages')}>
        <RefusalNote refusal={messages.error} />
        {messages.data?.items.length === 0 ? <p>{t('proceeding.nothing-here')}</p> : null}
        {messages.data?.items.map((message) => (
          <Message key={message.id} message={message} />
        ))}
      </Section>
      <div className="columns">
        <Section title={t('proceeding.our-notifications')}>
          {mayDo(session, 'notify') ? (
            <BeginForm name="notifications" title={t('proceeding.notify')} form={notificationForm(own)} />
          ) : null}
          <Ours name="notifications" hrefOf={(id) => `/register/notifications/${id}`} />
        </Section>
        <Section title={t('proceeding.our-requests')}>
          {mayDo(session, 'request-verification') ? (
            <BeginForm
              name="requests"
              title={t('proceeding.ask-verification')}
              form={requestForm(own, namedOptions(mission?.provisions, provision))}
            />
          ) : null}
          <Ours name="requests" hrefOf={(id) => `/register/requests/${id}`} />
        </Section>
      </div>
      <Section title={t('proceeding.findings')} note={t('proceeding.findings-note')}>
        {findings.data?.items.length === 0 ? <p>{t('proceeding.nothing-here')}</p> : null}
        {findings.data?.items.map((finding) => (
          <article key={finding.id} className="card">
            <FindingView finding={finding.document} />
          </article>
        ))}
      </Section>
    </div>
  )
}

function Message({ message }: { readonly message: Outgoing<MessageDocument> }) {
  const { t, code, number } = useText()
  const session = useSession()
  const { mutateAsync } = useSend()
  const [refusal, setRefusal] = useState<unknown>(null)
  const [isReplying, setReplying] = useState(false)
  const { told, tell } = useTold()
  const { document, answered } = message
  const receipt = answered?.receipt ?? null
  const isOver = document.answerBy !== null && Date.parse(document.answerBy) < missionNow()
  const path = `/api/v1/messages/${encodeURIComponent(message.id)}`
  const acknowledge = (): void => {
    setRefusal(null)
    mutateAsync({ path: `${path}/receipt`, body: {} }).then(() => tell(t('proceeding.receipt')), setRefusal)
  }
  return (
    <article className="card message" aria-label={message.id}>
      <h3>
        {t('proceeding.case')} {code(document.about.slice(0, 12))}{' '}
        <span className="quiet">{t('proceeding.version', { version: number(document.version) })}</span>
        {document.urgent ? <strong className="lacking"> {t('proceeding.urgent')}</strong> : null}
      </h3>
      <p className="quiet">
        {t('proceeding.told-at')} <Moment at={message.visibleFrom} />
      </p>
      <MessageView message={document} />
      {isOver ? <p className="quiet">{t('proceeding.window-over')}</p> : null}
      {receipt === null ? null : (
        <p className="receipt">
          {t('proceeding.receipt')} <Moment at={receipt.at} />
        </p>
      )}
      {answered?.replies.map((reply) => (
        <div key={reply.at} className="our-reply">
          <h4>{t('proceeding.our-reply')}</h4>
          <Words>{reply.text}</Words>
          <Moment at={reply.at} />
        </div>
      ))}
      {told}
      <RefusalNote refusal={refusal} />
      {mayDo(session, 'answer') ? (
        <>
          {receipt === null ? (
            <Button variant="default" data-event="receipt-given" onClick={acknowledge}>
              {t('proceeding-event.receipt-given')}
            </Button>
          ) : null}
          <button
            type="button"
            className="action"
            data-event="party-replied"
            aria-expanded={isReplying}
            onClick={() => setReplying(!isReplying)}
          >
            {t('proceeding.reply')}
          </button>
          {isReplying ? (
            <EventForm
              form={textsOnly(long('text'))}
              submitLabel={t('proceeding.send-reply')}
              onSubmit={async (body) => {
                await mutateAsync({ path: `${path}/reply`, body })
                tell(t('proceeding.reply-sent'))
                setReplying(false)
              }}
            />
          ) : null}
        </>
      ) : null}
    </article>
  )
}

function Ours({ name, hrefOf }: { readonly name: ProceedingName; readonly hrefOf: (id: string) => string }) {
  const { t, code } = useText()
  const { data } = useProceedings(name)
  if (data === undefined) return null
  if (data.items.length === 0) return <p className="quiet">{t('proceeding.nothing-here')}</p>
  return (
    <ul className="plain-list">
      {data.items.map(({ id, summary }) => (
        <li key={id}>
          <Link href={hrefOf(id)}>{code(id.slice(0, 12))}</Link> <State of={summary.state} />{' '}
          <Moment at={summary.openedAt} />
        </li>
      ))}
    </ul>
  )
}
