// SPDX-License-Identifier: Apache-2.0
import { hasMessage } from '#messages'

import { useTermNames } from '../../proceedings/shown.tsx'
import { useText } from '../../text/use-text.tsx'
import type { CheckedTerms, TermsProblem } from './use-checked-terms.ts'

/** Every problem of the text by place and path; pressing one goes to its line. */
export function ProblemList({
  problems,
  onGoTo,
}: {
  readonly problems: readonly TermsProblem[]
  readonly onGoTo: (place: NonNullable<TermsProblem['place']>) => void
}) {
  const { t, code, maybe, language } = useText()
  return (
    <ul className="plain-list terms-problems">
      {problems.map(({ path, code: name, params, place }) => {
        const key = `agreement-problem.${name}`
        return (
          <li key={`${path} ${name} ${place?.line ?? ''}`}>
            {place === null ? null : (
              <button type="button" className="terms-place" onClick={() => onGoTo(place)}>
                {t('terms.line', { line: place.line })}
              </button>
            )}{' '}
            {path === '' ? null : <strong>{code(path)}</strong>}{' '}
            {hasMessage(language, key) ? maybe(key, params) : code(name)}
          </li>
        )
      })}
    </ul>
  )
}

/** What a text without problems differs in from the terms in force, and what of it cannot be answered. */
export function ChangeView({ summary, differs }: Pick<CheckedTerms, 'summary' | 'differs'>) {
  const { t, code, word } = useText()
  const { provision } = useTermNames()
  const obstacles = (summary?.provisions ?? []).filter((one) => one.obstacles.length > 0)
  const value = (text: string | null) => <td>{text === null ? '—' : <code dir="ltr">{text}</code>}</td>
  return (
    <>
      <h2>{t('terms.differs')}</h2>
      {differs === null || differs.length === 0 ? (
        <p>{t('terms.differs-nothing')}</p>
      ) : (
        <div className="scroll" role="region" aria-label={t('terms.differs')} tabIndex={0}>
          <table className="rows terms-differs">
            <thead>
              <tr>
                <th scope="col">{t('terms.where')}</th>
                <th scope="col">{t('terms.value-in-force')}</th>
                <th scope="col">{t('terms.value-here')}</th>
              </tr>
            </thead>
            <tbody>
              {differs.map(({ path, inForce, here }) => (
                <tr key={path}>
                  <th scope="row">{code(path)}</th>
                  {value(inForce)}
                  {value(here)}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {obstacles.length === 0 ? null : (
        <details>
          <summary>{t('terms.obstacles')}</summary>
          <dl className="shut">
            {obstacles.map(({ id, obstacles: found }) => (
              <div key={id}>
                <dt>{provision(id)}</dt>
                {found.map((one) => (
                  <dd key={one}>{word('agreement-obstacle', one)}</dd>
                ))}
              </div>
            ))}
          </dl>
        </details>
      )}
    </>
  )
}
