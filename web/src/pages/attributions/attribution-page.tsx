// SPDX-License-Identifier: Apache-2.0
import '../../proceedings/desk.css'

import { useMission } from '../../api/mission.ts'
import { Link } from '../../app/router.tsx'
import { Actions } from '../../proceedings/actions.tsx'
import {
  choice,
  choices,
  given,
  long,
  namedOptions,
  textOf,
  textsOnly,
  type EventForm,
  type Option,
} from '../../proceedings/field.ts'
import { Loaded } from '../../proceedings/list.tsx'
import { useProceeding, type Proceeding } from '../../proceedings/proceeding-api.ts'
import type { AttributionDocument } from '../../proceedings/response-document.ts'
import {
  Facts,
  Moment,
  PeopleOf,
  Person,
  Section,
  State,
  useTermNames,
  Words,
} from '../../proceedings/shown.tsx'
import { VoteList } from '../../proceedings/vote-list.tsx'
import { useText } from '../../text/use-text.tsx'
import { voteForm } from '../responses/response-forms.ts'

/** One attribution: the panel with what each declared, the proposal, the votes with every dissent, and what was decided. */
export function AttributionPage({ id }: { readonly id: string }) {
  const answer = useProceeding<AttributionDocument>('attributions', id)
  return (
    <div className="desk">
      <Loaded answer={answer}>
        {(found) => (
          <PeopleOf document={found.document}>
            <AttributionSheet found={found} />
          </PeopleOf>
        )}
      </Loaded>
    </div>
  )
}

const attributionForms = (parties: readonly Option[]): Readonly<Record<string, EventForm>> => ({
  seated: {
    fields: [long('conflictOfInterest', { isOptional: true })],
    toBody: (values) => ({ conflictOfInterest: textOf(values, 'conflictOfInterest') ?? '' }),
  },
  recused: textsOnly(long('reason')),
  proposed: {
    fields: [
      choice('conclusion', choices('proceeding-choice', 'attributed', 'likely', 'not-attributable')),
      choice('party', parties, { when: ({ conclusion }) => conclusion !== 'not-attributable' }),
      choice('intent', choices('proceeding-choice', 'unknown', 'accidental', 'deliberate')),
      long('grounds'),
    ],
    toBody: (values) =>
      given({
        conclusion: given({
          kind: values['conclusion'],
          party: values['conclusion'] === 'not-attributable' ? undefined : values['party'],
        }),
        intent: values['intent'],
        grounds: textOf(values, 'grounds'),
      }),
  },
  voted: voteForm(),
  decided: textsOnly(long('panelUnmetBecause', { isOptional: true })),
  reopened: textsOnly(long('reason')),
})

function AttributionSheet({ found }: { readonly found: Proceeding<AttributionDocument> }) {
  const { t, code, word } = useText()
  const { party } = useTermNames()
  const mission = useMission().data
  const {
    id,
    state,
    panel,
    recused,
    proposal,
    votes,
    decidedAt,
    panelUnmet,
    panelUntested,
    soleSourceNation,
  } = found.document
  return (
    <>
      <header className="desk-head">
        <h1>
          {t('proceeding.attribution')} <bdi title={id}>{code(id.slice(0, 12))}</bdi>
        </h1>
        <State of={state} />
      </header>
      <div className="desk-columns">
        <div className="desk-main">
          <Section title={t('proceeding.conclusion')}>
            {proposal === null ? (
              <p className="quiet">{t('proceeding.nothing-proposed')}</p>
            ) : (
              <article className="card">
                <h3>
                  {word('proceeding-choice', proposal.conclusion.kind)}
                  {proposal.conclusion.party === undefined ? null : (
                    <> · {party(proposal.conclusion.party)}</>
                  )}
                </h3>
                <Facts
                  rows={[
                    [t('proceeding-field.intent'), word('proceeding-choice', proposal.intent)],
                    [t('proceeding.proposed'), <Person key="p" id={proposal.by} />],
                    [
                      t('proceeding-field.decidedAt'),
                      decidedAt === null ? t('proceeding.not-decided') : <Moment key="d" at={decidedAt} />,
                    ],
                    [
                      t('proceeding.response'),
                      <Link key="r" href={`/responses/${id}`}>
                        {code(id.slice(0, 12))}
                      </Link>,
                    ],
                  ]}
                />
                <Words>{proposal.grounds}</Words>
                <VoteList votes={votes} />
              </article>
            )}
          </Section>
          <Section title={t('proceeding.panel')} note={t('proceeding.panel-note')}>
            {soleSourceNation === null ? null : (
              <p>
                {t('proceeding-field.soleSourceNation')}: {code(soleSourceNation)}
              </p>
            )}
            <ul className="plain-list">
              {panel.map(({ person, nation, organisation, conflictOfInterest }) => (
                <li key={person}>
                  <Person id={person} /> · {code(nation)} · <bdi>{organisation}</bdi>
                  <span className="quiet block">
                    {conflictOfInterest === null || conflictOfInterest === '' ? (
                      t('proceeding.no-conflict')
                    ) : (
                      <bdi>{conflictOfInterest}</bdi>
                    )}
                  </span>
                </li>
              ))}
              {recused.map(({ person, reason }) => (
                <li key={`${person} ${reason}`}>
                  <Person id={person} /> · {t('proceeding.recused')} <bdi>{reason}</bdi>
                </li>
              ))}
            </ul>
            {panelUnmet === null ? null : (
              <div className="lacking">
                <h3>{t('proceeding.panel-unmet')}</h3>
                <Words>{panelUnmet.because}</Words>
                <ul>
                  {panelUnmet.rules.map((rule) => (
                    <li key={rule}>{word('panel-rule', rule)}</li>
                  ))}
                </ul>
              </div>
            )}
            {panelUntested.length === 0 ? null : (
              <div className="lacking">
                <h3>{t('proceeding.panel-untested')}</h3>
                <ul>
                  {panelUntested.map((rule) => (
                    <li key={rule}>{word('panel-rule', rule)}</li>
                  ))}
                </ul>
              </div>
            )}
          </Section>
        </div>
        <Actions
          name="attributions"
          id={id}
          actions={found.actions}
          forms={attributionForms(namedOptions(mission?.parties, party))}
        />
      </div>
    </>
  )
}
