// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query'

import { ask } from '../../api/ask.ts'
import { Link } from '../../app/router.tsx'
import { Moment, Section, useSpan, useTermNames } from '../../proceedings/shown.tsx'
import { useText } from '../../text/use-text.tsx'

interface Side {
  readonly party: string | null
  readonly responses: number
  readonly concluded: number
  readonly remedied: number
  readonly steps: readonly {
    readonly step: string
    readonly of: number
    readonly decided: number
    readonly standings: Readonly<Record<string, number>>
    readonly medianSecondsSinceBreach: number | null
    readonly medianSecondsSinceKnowledge: number | null
  }[]
}

interface FiguresAnswer {
  readonly at: string
  readonly sides: readonly Side[]
}

interface PatternsAnswer {
  readonly items: readonly {
    readonly provision: string
    readonly withinDays: number
    readonly cases: readonly string[]
    readonly from: string
    readonly to: string
    readonly responses: readonly string[]
  }[]
}

/** The Commission's own work per side, every number beside what it is a part of; for nobody else. */
export function Figures() {
  const { t, number, code } = useText()
  const { party, provision, step: stepName } = useTermNames()
  const span = useSpan()
  const spanOrNone = (seconds: number | null): string => (seconds === null ? '—' : span(seconds))
  const figures = useQuery({
    queryKey: ['response-figures'],
    queryFn: ({ signal }) => ask<FiguresAnswer>('/api/v1/response-figures', { signal }),
  })
  const patterns = useQuery({
    queryKey: ['patterns'],
    queryFn: ({ signal }) => ask<PatternsAnswer>('/api/v1/patterns', { signal }),
  })
  return (
    <>
      {(patterns.data?.items.length ?? 0) === 0 ? null : (
        <Section title={t('proceeding.patterns')}>
          <ul className="plain-list">
            {patterns.data?.items.map((one) => (
              <li key={`${one.provision} ${one.from}`}>
                {provision(one.provision)} · <Moment at={one.from} /> – <Moment at={one.to} />{' '}
                {one.responses.map((id) => (
                  <Link key={id} href={`/responses/${id}`}>
                    {code(id.slice(0, 12))}
                  </Link>
                ))}
              </li>
            ))}
          </ul>
        </Section>
      )}
      {figures.data === undefined ? null : (
        <Section title={t('proceeding.figures')} note={t('proceeding.figures-note')}>
          <div className="scroll" role="region" aria-label={t('proceeding.figures')} tabIndex={0}>
            <table className="rows">
              <thead>
                <tr>
                  <th>{t('proceeding.responsible')}</th>
                  <th>{t('proceeding.concluded-of')}</th>
                  <th>{t('proceeding.remedied-of')}</th>
                  <th>{t('proceeding-field.step')}</th>
                  <th>{t('proceeding.decided-of')}</th>
                  <th>{t('proceeding.median-breach')}</th>
                  <th>{t('proceeding.median-knowledge')}</th>
                </tr>
              </thead>
              <tbody>
                {figures.data.sides.flatMap((side) =>
                  (side.steps.length === 0 ? [null] : side.steps).map((step, n) => (
                    <tr key={`${side.party ?? ''} ${step?.step ?? ''}`}>
                      <th scope="row">
                        {n === 0 ? (side.party === null ? t('proceeding.nobody') : party(side.party)) : ''}
                      </th>
                      <td>{code(`${side.concluded} / ${side.responses}`)}</td>
                      <td>{code(`${side.remedied} / ${side.responses}`)}</td>
                      <td>
                        {step === null ? t('proceeding.no-agreed-steps') : stepName(side.party, step.step)}
                      </td>
                      <td>{step === null ? '—' : code(`${number(step.decided)} / ${number(step.of)}`)}</td>
                      <td>{spanOrNone(step?.medianSecondsSinceBreach ?? null)}</td>
                      <td>{spanOrNone(step?.medianSecondsSinceKnowledge ?? null)}</td>
                    </tr>
                  )),
                )}
              </tbody>
            </table>
          </div>
        </Section>
      )}
    </>
  )
}
