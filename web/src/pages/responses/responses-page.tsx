// SPDX-License-Identifier: Apache-2.0
import '../../proceedings/desk.css'
import { Button } from '@mantine/core'
import { useQueries, useQuery } from '@tanstack/react-query'

import { ask } from '../../api/ask.ts'
import { useSession } from '../../api/session.tsx'
import { RefusalNote } from '../../app/refusal-note.tsx'
import { goTo, keepInAddress, Link, usePlace } from '../../app/router.tsx'
import type { FindingDocument } from '../../proceedings/case-document.ts'
import { clockOf, nextStepOf, Standing } from '../../proceedings/clocks.tsx'
import { StateFilter } from '../../proceedings/list.tsx'
import { FindingView } from '../../proceedings/outgoing-view.tsx'
import {
  proceedingQuery,
  useOutgoing,
  useProceedings,
  useSend,
  type Outgoing,
} from '../../proceedings/proceeding-api.ts'
import type { ResponseDocument } from '../../proceedings/response-document.ts'
import { PeopleOf, Person, Section, State, useSpan, useTermNames } from '../../proceedings/shown.tsx'
import { nameIn } from '../../text/named.ts'
import { useText } from '../../text/use-text.tsx'
import { Figures } from './figures.tsx'
import { useNow } from './use-now.ts'

const STATES = ['open', 'remedying', 'concluded'] as const
/** What soonest runs out stands first; those that nobody could have met and those that are done stand last. */
const ORDER = ['running', 'overdue', 'late', 'met', 'elapsed-before-knowledge'] as const

/** Whose move it is: every response by its next clock, then the findings that nobody answers for yet. */
export function ResponsesPage() {
  const { t } = useText()
  return (
    <div className="desk">
      <h1>{t('proceeding.responses')}</h1>
      <Board />
      <Unanswered />
      <Figures />
    </div>
  )
}

function Board() {
  const { t, code, number, language } = useText()
  const { party, step: stepName } = useTermNames()
  const span = useSpan()
  const now = useNow()
  const { query } = usePlace()
  const state = query.get('state')
  const list = useProceedings('responses', state === '' ? null : state, query.get('cursor'))
  const next = list.data?.next ?? null
  const documents = useQueries({
    queries: (list.data?.items ?? []).map(({ id }) => proceedingQuery<ResponseDocument>('responses', id)),
  }).flatMap(({ data }) => (data === undefined ? [] : [data.document]))
  const rows = documents
    .map((response) => {
      const step = nextStepOf(response, now)
      const clock = step === null ? null : clockOf(response, step, now)
      return { response, step, clock }
    })
    .sort(
      (a, b) =>
        (a.clock === null ? ORDER.length : ORDER.indexOf(a.clock.standing)) -
          (b.clock === null ? ORDER.length : ORDER.indexOf(b.clock.standing)) ||
        (a.clock?.remainingSeconds ?? 0) - (b.clock?.remainingSeconds ?? 0),
    )
  return (
    <Section title={t('proceeding.board')} note={t('proceeding.board-note')}>
      <StateFilter states={STATES} />
      <RefusalNote refusal={list.error} />
      {list.data === undefined ? null : (
        <p className="quiet">
          {t('proceeding.shown', { shown: rows.length, atLeast: number(list.data.total.atLeast) })}
        </p>
      )}
      <PeopleOf document={documents.map(({ owner }) => owner)}>
        <div className="scroll" role="region" aria-label={t('proceeding.board')} tabIndex={0}>
          <table className="rows">
            <thead>
              <tr>
                <th>{t('proceeding.id')}</th>
                <th>{t('proceeding.state')}</th>
                <th>{t('proceeding.next-decision')}</th>
                <th>{t('proceeding.clock')}</th>
                <th>{t('proceeding.since-breach')}</th>
                <th>{t('proceeding.since-knowledge')}</th>
                <th>{t('proceeding-field.owner')}</th>
                <th>{t('proceeding.responsible')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ response, step, clock }) => (
                <tr key={response.id}>
                  <td>
                    <Link href={`/responses/${response.id}`}>{code(response.id.slice(0, 12))}</Link>
                  </td>
                  <td>
                    <State of={response.state} />
                  </td>
                  <td>
                    {step === null ? (
                      response.responsibility === null ? (
                        t('proceeding.waits-for-attribution')
                      ) : (
                        t('proceeding.no-step-open')
                      )
                    ) : (
                      <>
                        {stepName(response.responsibility?.party ?? null, step.id)}
                        <span className="quiet block">
                          <bdi>{nameIn(step.decidedBy, language)}</bdi>
                        </span>
                      </>
                    )}
                  </td>
                  <td>{clock === null ? '—' : <Standing clock={clock} />}</td>
                  <td>{span((now - Date.parse(response.breach)) / 1000)}</td>
                  <td>{span((now - Date.parse(response.firstKnowledge)) / 1000)}</td>
                  <td>
                    <Owner of={response.owner} />
                  </td>
                  <td>{response.responsibility === null ? '—' : party(response.responsibility.party)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </PeopleOf>
      {list.data?.items.length === 0 ? <p>{t('proceeding.nothing-here')}</p> : null}
      {next === null ? null : (
        <Button variant="default" onClick={() => keepInAddress({ cursor: next })}>
          {t('proceeding.more')}
        </Button>
      )}
    </Section>
  )
}

/** The owner is written down as whoever opened the response named them: a person's id or another name. */
export function Owner({ of }: { readonly of: string }) {
  return /^[0-9a-f]{32}$/.test(of) ? <Person id={of} /> : <bdi>{of}</bdi>
}

/** Released findings of a breach that no response answers for; opening one takes its clocks from the case. */
function Unanswered() {
  const { t } = useText()
  const findings = useOutgoing<FindingDocument>('findings')
  const responses = useProceedings('responses')
  if (findings.data === undefined || responses.data === undefined) return null
  const answered = new Set(responses.data.items.map(({ id }) => id))
  const open = findings.data.items.filter(
    ({ document }) => document.outcome.kind === 'confirmed-violation' && !answered.has(document.case),
  )
  return (
    <Section title={t('proceeding.unanswered')}>
      {open.length === 0 ? <p className="quiet">{t('proceeding.none-unanswered')}</p> : null}
      {open.map((finding) => (
        <OpenResponse key={finding.id} finding={finding} />
      ))}
    </Section>
  )
}

interface ConfirmedBreach {
  readonly case: string
  readonly breach: string
  readonly firstKnowledge: string
}

function OpenResponse({ finding }: { readonly finding: Outgoing<FindingDocument> }) {
  const { t, code } = useText()
  const { person } = useSession()
  const { mutateAsync, error, isPending } = useSend()
  const { document } = finding
  const breaches = useQuery({
    queryKey: ['confirmed-breaches'],
    queryFn: ({ signal }) =>
      ask<{ readonly items: readonly ConfirmedBreach[] }>('/api/v1/confirmed-breaches', { signal }),
  })
  const clocks = breaches.data?.items.find((one) => one.case === document.case)
  const open = (): void => {
    mutateAsync({
      path: '/api/v1/responses',
      body: {
        kind: 'opened',
        because: { kind: 'finding', case: document.case },
        breach: clocks?.breach,
        firstKnowledge: clocks?.firstKnowledge,
        owner: person.id,
      },
    }).then(
      ({ id }) => goTo(`/responses/${id}`),
      // Shown below by the mutation.
      () => {},
    )
  }
  return (
    <article className="card">
      <h3>
        {t('proceeding.finding')} <bdi>{code(document.case.slice(0, 12))}</bdi>
      </h3>
      <FindingView finding={document} />
      <RefusalNote refusal={error} />
      <Button data-event="open-response" onClick={open} loading={isPending} disabled={clocks === undefined}>
        {t('proceeding.open-response')}
      </Button>
    </article>
  )
}
