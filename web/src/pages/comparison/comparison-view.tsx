// SPDX-License-Identifier: Apache-2.0
import { useMission } from '../../api/mission.ts'
import { Link } from '../../app/router.tsx'
import { Facts, Moment, Section, useTermNames } from '../../proceedings/shown.tsx'
import { reasonText } from '../../text/reason-text.ts'
import { useText } from '../../text/use-text.tsx'
import type { Answer, Comparison } from './comparison.ts'

/** What the terms say differently, and each incident that they answer differently, with the reasons of either. */
export function ComparisonView({ comparison }: { readonly comparison: Comparison }) {
  const { t, code, number } = useText()
  const { provision } = useTermNames()
  const { a, b, terms, differences } = comparison
  const nameOf = ({ id, draft }: Comparison['a']): string => code(draft === null ? id : `${id} · ${draft}`)
  return (
    <div className="comparison">
      <Section title={t('comparison.compared')}>
        <Facts
          rows={[
            [t('comparison.first'), nameOf(a)],
            [t('comparison.second'), nameOf(b)],
            [t('comparison.incidents'), number(comparison.incidents)],
            [t('comparison.untold'), number(comparison.untold)],
            [t('comparison.only-a'), comparison.onlyInA.map(code).join(t('web.list.comma')) || '—'],
            [t('comparison.only-b'), comparison.onlyInB.map(code).join(t('web.list.comma')) || '—'],
          ]}
        />
        {comparison.whole ? null : <p className="lacking">{t('comparison.cut')}</p>}
      </Section>
      <Section title={t('comparison.terms')}>
        <div className="scroll" role="region" aria-label={t('comparison.terms')} tabIndex={0}>
          <table className="rows terms">
            <thead>
              <tr>
                <th>{t('comparison.where')}</th>
                <th>{t('comparison.first')}</th>
                <th>{t('comparison.second')}</th>
              </tr>
            </thead>
            <tbody>
              {terms.map((one) => (
                <tr key={one.path}>
                  <th scope="row">{code(one.path)}</th>
                  <td>{code(JSON.stringify(one.a))}</td>
                  <td>{code(JSON.stringify(one.b))}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Section>
      <Section title={t('comparison.differences')} note={t('comparison.differences-note')}>
        <p role="status">{t('comparison.how-many', { count: differences.length })}</p>
        <div className="scroll" role="region" aria-label={t('comparison.differences')} tabIndex={0}>
          <table className="rows differences">
            <thead>
              <tr>
                <th>{t('web.page.incident')}</th>
                <th>{t('proceeding.happened')}</th>
                <th>{t('proceeding-field.provision')}</th>
                <th>{t('comparison.first')}</th>
                <th>{t('comparison.second')}</th>
              </tr>
            </thead>
            <tbody>
              {differences.map((one) => (
                <tr key={`${one.incident} ${one.provision}`}>
                  <td>
                    <Link href={`/incidents/${one.incident}`}>{code(one.incident.slice(0, 12))}</Link>
                  </td>
                  <td>
                    <Moment at={one.start} />
                  </td>
                  <td>{provision(one.provision)}</td>
                  <AnswerCell answer={one.a} />
                  <AnswerCell answer={one.b} />
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Section>
    </div>
  )
}

function AnswerCell({ answer }: { readonly answer: Answer }) {
  const text = useText()
  const mission = useMission().data
  return (
    <td>
      <strong data-verdict={answer.verdict}>{text.word('verdict', answer.verdict)}</strong>
      {mission === undefined ? null : (
        <ul className="plain-list why">
          {answer.reasons.map((reason) => (
            <li key={`${reason.code} ${JSON.stringify(reason.params)}`}>
              {reasonText(reason, text, mission)}
            </li>
          ))}
        </ul>
      )}
    </td>
  )
}
