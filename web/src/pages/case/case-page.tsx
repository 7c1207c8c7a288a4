// SPDX-License-Identifier: Apache-2.0
import '../../proceedings/desk.css'

import type { ReactNode } from 'react'

import { useMission } from '../../api/mission.ts'
import { useSession } from '../../api/session.tsx'
import { Link } from '../../app/router.tsx'
import { Actions } from '../../proceedings/actions.tsx'
import type { CaseDocument } from '../../proceedings/case-document.ts'
import { Judgement, Outcome } from '../../proceedings/judgement.tsx'
import { Loaded } from '../../proceedings/list.tsx'
import { useProceeding, type Proceeding } from '../../proceedings/proceeding-api.ts'
import {
  At,
  Facts,
  Moment,
  PeopleOf,
  Person,
  Section,
  Signature,
  State,
  useTermNames,
  Words,
} from '../../proceedings/shown.tsx'
import { useText } from '../../text/use-text.tsx'
import { BasisList } from './basis-list.tsx'
import { CaseClocks } from './case-clocks.tsx'
import { caseForms } from './case-forms.ts'
import { CaseLedger } from './case-ledger.tsx'
import { Hearing } from './hearing.tsx'
import { Hypotheses, useHypothesisWords } from './hypotheses.tsx'
import { PreviewButton } from './preview.tsx'
import { Releases } from './releases.tsx'

/** One case with everything that was done to it, and what may be done next. */
export function CasePage({ id }: { readonly id: string }) {
  const answer = useProceeding<CaseDocument>('cases', id)
  return (
    <div className="desk">
      <Loaded answer={answer}>
        {(found) => (
          <PeopleOf document={found.document}>
            <CaseSheet found={found} />
          </PeopleOf>
        )}
      </Loaded>
    </div>
  )
}

function CaseSheet({ found }: { readonly found: Proceeding<CaseDocument> }) {
  const { t, code, number, word } = useText()
  const { provision, audience } = useTermNames()
  const mission = useMission().data
  const state = found.document
  const hypothesisOf = useHypothesisWords(state)
  const audiences = [
    'mechanism',
    'commission',
    'coalition',
    'public',
    ...(mission?.parties ?? []).map(({ id }) => `party:${id}`),
  ].map((value) => ({ value, label: audience(value) }))
  return (
    <>
      <header className="desk-head">
        <h1>
          {t('proceeding.case')} <bdi title={state.id}>{code(state.id.slice(0, 12))}</bdi>
        </h1>
        <State of={state.state} />
        {state.outcome === null ? null : <Outcome outcome={state.outcome} />}
        <span className="quiet">{t('proceeding.version', { version: number(state.version) })}</span>
      </header>
      <div className="desk-columns">
        <div className="desk-main">
          <Section title={t('proceeding.subject')}>
            <Facts
              rows={[
                [t('proceeding-field.provision'), provision(state.subject.provision)],
                [t('proceeding-field.breach'), <Moment key="b" at={state.subject.breach} />],
                [t('proceeding-field.firstKnowledge'), <Moment key="k" at={state.subject.firstKnowledge} />],
                ...(state.findingClock === null
                  ? []
                  : [findingDue(state.findingClock, t('proceeding.finding-due'), word)]),
                [t('proceeding.place'), <At key="p" place={state.subject.place} />],
                [
                  t('proceeding.means'),
                  state.means.length === 0
                    ? '—'
                    : state.means.map((one) => word('means', one)).join(t('web.list.comma')),
                ],
                [t('proceeding.opened-by'), <Signature key="o" by={state.openedBy} at={state.openedAt} />],
              ]}
            />
            <Beside found={found} />
          </Section>
          <CaseClocks clocks={found.clocks ?? []} />
          <BasisList state={state} />
          <CaseLedger state={state} />
          <Hypotheses state={state} />
          <Judgements state={state} />
          {state.hearing === null ? null : <Hearing hearing={state.hearing} />}
          <Signatures state={state} />
          <Releases state={state} />
        </div>
        <Actions
          name="cases"
          id={state.id}
          actions={found.actions}
          forms={caseForms(state, hypothesisOf, audiences)}
          beside={(event, body) =>
            event === 'sent-to-parties' || event === 'released' ? (
              <PreviewButton id={state.id} event={event} body={body} />
            ) : null
          }
        />
      </div>
    </>
  )
}

/** The clock of the urgent path: when the reviewed finding is due, and how that stands. */
function findingDue(
  { dueAt, overdueSince, releasedAt }: NonNullable<CaseDocument['findingClock']>,
  label: string,
  word: ReturnType<typeof useText>['word'],
): readonly [string, ReactNode] {
  const undone = overdueSince === null ? 'running' : 'overdue'
  const isLate = releasedAt !== null && Date.parse(releasedAt) > Date.parse(dueAt)
  const done = isLate ? 'late' : 'met'
  return [
    label,
    <>
      <Moment at={dueAt} /> · {word('proceeding-clock', releasedAt === null ? undone : done)}
    </>,
  ]
}

/** What parties had notified for that time and place, and what the provision permits. */
function Beside({ found }: { readonly found: Proceeding<CaseDocument> }) {
  const { t, word, number, code } = useText()
  const { notifications = [], exceptions = [] } = found
  return (
    <>
      {notifications.map(({ notification, kind, noticeHours }) => (
        <p key={notification}>
          {t('proceeding.falls-into')}{' '}
          <Link href={`/register/notifications/${notification}`}>{code(notification.slice(0, 12))}</Link> (
          {word('proceeding-choice', kind)}
          {t('web.list.comma')}
          {noticeHours < 0
            ? t('proceeding.told-afterwards')
            : t('proceeding.notice-hours', { hours: number(Math.round(noticeHours)) })}
          )
        </p>
      ))}
      {exceptions.length === 0 ? null : (
        <p className="quiet">
          {t('proceeding.exceptions')}{' '}
          {exceptions.map(({ kind }) => word('exception-kind', kind)).join(t('web.list.comma'))}
        </p>
      )}
    </>
  )
}

function Judgements({ state }: { readonly state: CaseDocument }) {
  const { t } = useText()
  const { person } = useSession()
  const draft = state.drafts.at(-1)
  const isBlind =
    (state.state === 'submitted' || state.state === 'open') &&
    state.drafts.length === 0 &&
    state.authors.length > 0 &&
    !state.authors.includes(person.id)
  return (
    <Section title={t('proceeding.judgements')}>
      {isBlind ? (
        <p className="blind" role="note">
          {t('proceeding.blind')}
        </p>
      ) : null}
      {draft === undefined && !isBlind ? <p className="quiet">{t('proceeding.no-draft')}</p> : null}
      {draft === undefined ? null : <Judgement title={t('proceeding.draft')} judgement={draft} />}
      {state.secondReviews.map((review) => (
        <Judgement
          key={`${review.person} ${review.at}`}
          title={t('proceeding.second-review')}
          judgement={review}
        />
      ))}
      {state.drafts.length < 2 ? null : (
        <details>
          <summary>{t('proceeding.earlier-drafts')}</summary>
          {state.drafts.slice(0, -1).map((one) => (
            <Judgement key={`${one.person} ${one.at}`} title={t('proceeding.draft')} judgement={one} />
          ))}
        </details>
      )}
    </Section>
  )
}

/** Three persons, what was sent back, and every dissent. */
function Signatures({ state }: { readonly state: CaseDocument }) {
  const { t, word } = useText()
  const release = state.releases.at(-1)
  return (
    <Section title={t('proceeding.signatures')} note={t('proceeding.signatures-note')}>
      <Facts
        rows={[
          [
            t('proceeding.author'),
            state.authors.length === 0 ? (
              t('proceeding.nobody-yet')
            ) : (
              <span key="a">
                {state.authors.map((one) => (
                  <span key={one} className="item">
                    <Person id={one} />
                  </span>
                ))}
              </span>
            ),
          ],
          [
            t('proceeding.verifier'),
            state.verification === null ? (
              t('proceeding.nobody-yet')
            ) : (
              <div key="v">
                <Signature by={state.verification.person} at={state.verification.at} />
                <Words>{state.verification.note}</Words>
              </div>
            ),
          ],
          [
            t('proceeding.releaser'),
            release === undefined ? (
              t('proceeding.nobody-yet')
            ) : (
              <Signature key="r" by={release.person} at={release.at} />
            ),
          ],
        ]}
      />
      {state.sentBack.map((one) => (
        <article key={one.at} className="card">
          <h3>{word('proceeding-event', one.kind)}</h3>
          <Words>{one.reason}</Words>
          <Signature by={one.person} at={one.at} />
        </article>
      ))}
      <h3>{t('proceeding.dissents')}</h3>
      {state.dissents.length === 0 ? <p className="quiet">{t('proceeding.no-dissent')}</p> : null}
      {state.dissents.map((one) => (
        <article key={`${one.person} ${one.at}`} className="card">
          <Words>{one.text}</Words>
          <Signature by={one.person} at={one.at} />
        </article>
      ))}
    </Section>
  )
}
