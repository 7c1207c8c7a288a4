// SPDX-License-Identifier: Apache-2.0
import '../../proceedings/desk.css'

import { Link } from '../../app/router.tsx'
import { Actions } from '../../proceedings/actions.tsx'
import type { Place } from '../../proceedings/case-document.ts'
import { Loaded } from '../../proceedings/list.tsx'
import { useProceeding } from '../../proceedings/proceeding-api.ts'
import { At, Facts, Moment, Section, State, useTermNames, Words } from '../../proceedings/shown.tsx'
import { useText } from '../../text/use-text.tsx'
import { NOTIFICATION_FORMS, REQUEST_FORMS } from './register-forms.ts'

interface NotificationDocument {
  readonly id: string
  readonly state: string
  readonly party: string
  readonly receivedAt: string
  readonly notification: {
    readonly kind: string
    readonly from: string
    readonly until: string
    readonly place: Place
    readonly radiusKilometres: number
    readonly text: string
  }
  readonly withdrawn: { readonly reason: string; readonly at: string } | null
}

interface RequestDocument {
  readonly id: string
  readonly state: string
  readonly party: string
  readonly provision: string | null
  readonly text: string
  readonly receivedAt: string
  readonly answerBy: string
  readonly owner: string | null
  readonly overdueSince: string | null
  readonly answer: { readonly text: string; readonly case: string | null; readonly at: string } | null
  readonly declined: { readonly reason: string; readonly at: string } | null
}

/** One notification, as the party gave it. */
export function NotificationPage({ id }: { readonly id: string }) {
  const { t, code, word, number } = useText()
  const { party } = useTermNames()
  const answer = useProceeding<NotificationDocument>('notifications', id)
  return (
    <div className="desk">
      <Loaded answer={answer}>
        {({ document, actions }) => (
          <>
            <header className="desk-head">
              <h1>
                {t('proceeding.notification')} <bdi title={id}>{code(id.slice(0, 12))}</bdi>
              </h1>
              <State of={document.state} />
            </header>
            <div className="desk-columns">
              <div className="desk-main">
                <Section title={word('proceeding-choice', document.notification.kind)}>
                  <Facts
                    rows={[
                      [t('proceeding-field.party'), party(document.party)],
                      [t('proceeding.received-at'), <Moment key="r" at={document.receivedAt} />],
                      [t('proceeding-field.from'), <Moment key="f" at={document.notification.from} />],
                      [t('proceeding-field.until'), <Moment key="u" at={document.notification.until} />],
                      [t('proceeding.place'), <At key="p" place={document.notification.place} />],
                      [
                        t('proceeding-field.radiusKilometres'),
                        number(document.notification.radiusKilometres),
                      ],
                    ]}
                  />
                  <Words>{document.notification.text}</Words>
                  {document.withdrawn === null ? null : (
                    <>
                      <h3>{t('proceeding-state.withdrawn')}</h3>
                      <Words>{document.withdrawn.reason}</Words>
                      <Moment at={document.withdrawn.at} />
                    </>
                  )}
                </Section>
              </div>
              <Actions name="notifications" id={id} actions={actions} forms={NOTIFICATION_FORMS} />
            </div>
          </>
        )}
      </Loaded>
    </div>
  )
}

/** One request that something be verified, with its day and its answer. */
export function RequestPage({ id }: { readonly id: string }) {
  const { t, code } = useText()
  const { party, provision } = useTermNames()
  const answer = useProceeding<RequestDocument>('requests', id)
  return (
    <div className="desk">
      <Loaded answer={answer}>
        {({ document, actions }) => (
          <>
            <header className="desk-head">
              <h1>
                {t('proceeding.request')} <bdi title={id}>{code(id.slice(0, 12))}</bdi>
              </h1>
              <State of={document.state} />
            </header>
            <div className="desk-columns">
              <div className="desk-main">
                <Section title={t('proceeding.asked')}>
                  <Facts
                    rows={[
                      [t('proceeding-field.party'), party(document.party)],
                      [
                        t('proceeding-field.provision'),
                        document.provision === null ? '—' : provision(document.provision),
                      ],
                      [t('proceeding.received-at'), <Moment key="r" at={document.receivedAt} />],
                      [t('proceeding-field.answerBy'), <Moment key="b" at={document.answerBy} />],
                      [
                        t('proceeding-field.owner'),
                        document.owner === null ? (
                          t('proceeding.nobody-yet')
                        ) : (
                          <bdi key="o">{document.owner}</bdi>
                        ),
                      ],
                    ]}
                  />
                  <Words>{document.text}</Words>
                  {document.overdueSince === null ? null : (
                    <p className="lacking">
                      {t('proceeding-event.deadline-passed')} <Moment at={document.overdueSince} />
                    </p>
                  )}
                </Section>
                {document.answer === null ? null : (
                  <Section title={t('proceeding.answer')}>
                    <Words>{document.answer.text}</Words>
                    <Moment at={document.answer.at} />
                    {document.answer.case === null ? null : (
                      <p>
                        <Link href={`/cases/${document.answer.case}`}>
                          {code(document.answer.case.slice(0, 12))}
                        </Link>
                      </p>
                    )}
                  </Section>
                )}
                {document.declined === null ? null : (
                  <Section title={t('proceeding-state.declined')}>
                    <Words>{document.declined.reason}</Words>
                    <Moment at={document.declined.at} />
                  </Section>
                )}
              </div>
              <Actions name="requests" id={id} actions={actions} forms={REQUEST_FORMS} />
            </div>
          </>
        )}
      </Loaded>
    </div>
  )
}
