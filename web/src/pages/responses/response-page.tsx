// SPDX-License-Identifier: Apache-2.0
import '../../proceedings/desk.css'

import { useMission } from '../../api/mission.ts'
import { Link } from '../../app/router.tsx'
import { Actions } from '../../proceedings/actions.tsx'
import { BothClocks, clockOf, Standing } from '../../proceedings/clocks.tsx'
import { namedOptions } from '../../proceedings/field.ts'
import { Loaded } from '../../proceedings/list.tsx'
import { useProceeding, type Proceeding } from '../../proceedings/proceeding-api.ts'
import type { ResponseDocument, ResponseStep } from '../../proceedings/response-document.ts'
import {
  Facts,
  Moment,
  PeopleOf,
  Section,
  Signature,
  State,
  useTermNames,
  Words,
} from '../../proceedings/shown.tsx'
import { VoteList } from '../../proceedings/vote-list.tsx'
import { nameIn } from '../../text/named.ts'
import { useText } from '../../text/use-text.tsx'
import { responseForms } from './response-forms.ts'
import { Owner } from './responses-page.tsx'
import { useNow } from './use-now.ts'

/** One response: its ladder with both clocks of each step, votes, decisions, calls and remedies. */
export function ResponsePage({ id }: { readonly id: string }) {
  const answer = useProceeding<ResponseDocument>('responses', id)
  return (
    <div className="desk">
      <Loaded answer={answer}>
        {(found) => (
          <PeopleOf document={found.document}>
            <ResponseSheet found={found} />
          </PeopleOf>
        )}
      </Loaded>
    </div>
  )
}

function ResponseSheet({ found }: { readonly found: Proceeding<ResponseDocument> }) {
  const { t, code, word } = useText()
  const { party, provision, step } = useTermNames()
  const mission = useMission().data
  const response = found.document
  const { because, concluded, responsibility } = response
  return (
    <>
      <header className="desk-head">
        <h1>
          {t('proceeding.response')} <bdi title={response.id}>{code(response.id.slice(0, 12))}</bdi>
        </h1>
        <State of={response.state} />
        {concluded === null ? null : <strong>{word('proceeding-outcome', concluded.outcome)}</strong>}
      </header>
      <div className="desk-columns">
        <div className="desk-main">
          <Section title={t('proceeding.subject')}>
            <Facts
              rows={[
                [
                  t('proceeding.because'),
                  because.kind === 'finding' ? (
                    <span key="f">
                      {t('proceeding.finding')} {code(because.case.slice(0, 12))}
                    </span>
                  ) : (
                    <span key="p">
                      {t('proceeding.pattern')} {provision(because.provision)}
                    </span>
                  ),
                ],
                [t('proceeding-field.breach'), <Moment key="b" at={response.breach} />],
                [t('proceeding-field.firstKnowledge'), <Moment key="k" at={response.firstKnowledge} />],
                [t('proceeding-field.owner'), <Owner key="o" of={response.owner} />],
                [
                  t('proceeding.responsible'),
                  responsibility === null ? (
                    t('proceeding.waits-for-attribution')
                  ) : (
                    <Link key="r" href={`/attributions/${responsibility.attribution}`}>
                      {responsibility.party === null ? t('proceeding.nobody') : party(responsibility.party)}
                    </Link>
                  ),
                ],
              ]}
            />
            {concluded === null ? null : (
              <article className="card">
                <h3>{word('proceeding-outcome', concluded.outcome)}</h3>
                <Words>{concluded.grounds}</Words>
                <Signature by={concluded.person} at={concluded.at} />
              </article>
            )}
          </Section>
          <Ladder response={response} />
          <Remedies response={response} />
          <Hotline response={response} />
        </div>
        <Actions
          name="responses"
          id={response.id}
          actions={found.actions}
          forms={responseForms(response, namedOptions(mission?.parties, party), (id) =>
            step(responsibility?.party ?? null, id),
          )}
        />
      </div>
    </>
  )
}

function Ladder({ response }: { readonly response: ResponseDocument }) {
  const { t } = useText()
  const now = useNow()
  return (
    <Section title={t('proceeding.ladder')} note={t('proceeding.ladder-note')}>
      {response.steps.length > 0 ? null : (
        <p>
          {response.responsibility === null
            ? t('proceeding.waits-for-attribution')
            : t('proceeding-outcome.no-agreed-response')}
        </p>
      )}
      {response.steps.map((step) => (
        <Step key={step.id} response={response} step={step} now={now} />
      ))}
      {response.elsewhere.map((one) => (
        <article key={one.at} className="card">
          <h3>{t('proceeding.decided-elsewhere')}</h3>
          <Facts
            rows={[
              [t('proceeding-field.authority'), <bdi key="a">{one.authority}</bdi>],
              [t('proceeding-field.decidedAt'), <Moment key="d" at={one.decidedAt} />],
              [t('proceeding-field.document'), <bdi key="o">{one.document}</bdi>],
            ]}
          />
          <Signature by={one.person} at={one.at} />
        </article>
      ))}
    </Section>
  )
}

function Step({
  response,
  step,
  now,
}: {
  readonly response: ResponseDocument
  readonly step: ResponseStep
  readonly now: number
}) {
  const { t, word, language } = useText()
  const { step: stepName } = useTermNames()
  const clock = clockOf(response, step, now)
  return (
    <article className="card step" data-step={step.id}>
      <h3>
        {stepName(response.responsibility?.party ?? null, step.id)} <Standing clock={clock} />
      </h3>
      <p className="quiet">
        {word('proceeding-choice', step.trigger)} · {t('proceeding.decided-by')}{' '}
        <bdi>{nameIn(step.decidedBy, language)}</bdi>
        {step.elsewhere ? <> · {t('proceeding.not-ours')}</> : null}
      </p>
      <BothClocks clock={clock} />
      {step.proposed === null ? (
        <p className="quiet">{t('proceeding.not-proposed')}</p>
      ) : (
        <>
          <h4>{t('proceeding.proposed')}</h4>
          <Words>{step.proposed.grounds}</Words>
          <Signature by={step.proposed.person} at={step.proposed.at} />
        </>
      )}
      <VoteList votes={step.votes} />
      {step.decided === null ? null : step.decided.kind === 'step-decided' ? (
        <>
          <h4>
            {t('proceeding-field.decision')}: {word('proceeding-choice', step.decided.decision)}
          </h4>
          <Words>{step.decided.grounds}</Words>
          <Signature by={step.decided.person} at={step.decided.at} />
        </>
      ) : (
        <Facts
          rows={[
            [t('proceeding.decided-elsewhere'), <bdi key="a">{step.decided.authority}</bdi>],
            [t('proceeding-field.decidedAt'), <Moment key="d" at={step.decided.decidedAt} />],
            [t('proceeding-field.document'), <bdi key="o">{step.decided.document}</bdi>],
          ]}
        />
      )}
    </article>
  )
}

function Remedies({ response }: { readonly response: ResponseDocument }) {
  const { t, word, code } = useText()
  const { party } = useTermNames()
  return (
    <Section title={t('proceeding.remedies')}>
      {response.remedies.length === 0 ? <p className="quiet">{t('proceeding.no-remedy')}</p> : null}
      {response.remedies.map((one) => (
        <article key={one.remedy} className="card">
          <h3>
            {code(one.remedy)} · {party(one.by)}
          </h3>
          <Words>{one.what}</Words>
          <p>
            {t('proceeding-field.dueAt')} <Moment at={one.dueAt} />
          </p>
          {one.reports.map((report) => (
            <div key={report.at}>
              <Words>{report.text}</Words>
              <Signature by={report.person} at={report.at} />
            </div>
          ))}
          {one.verified === null ? (
            <p className="quiet">{t('proceeding.remedy-unverified')}</p>
          ) : (
            <>
              <strong>{word('proceeding-choice', one.verified.result)}</strong>
              <Words>{one.verified.grounds}</Words>
              <Signature by={one.verified.person} at={one.verified.at} />
            </>
          )}
        </article>
      ))}
    </Section>
  )
}

function Hotline({ response }: { readonly response: ResponseDocument }) {
  const { t } = useText()
  const { party } = useTermNames()
  return (
    <Section title={t('proceeding.hotline')}>
      {response.hotline.length === 0 ? <p className="quiet">{t('proceeding.no-calls')}</p> : null}
      {response.hotline.map((call) => (
        <article key={call.at} className="card">
          <h3>
            {party(call.with)} · <Moment at={call.calledAt} />
          </h3>
          <Words>{call.text}</Words>
          {call.reply === null ? (
            <p>{t('proceeding.no-reply')}</p>
          ) : (
            <>
              <Words>{call.reply.text}</Words>
              <Moment at={call.reply.at} />
            </>
          )}
          <Signature by={call.person} at={call.at} />
        </article>
      ))}
    </Section>
  )
}
