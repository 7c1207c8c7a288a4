// SPDX-License-Identifier: Apache-2.0
import { formatLikelihood } from '#messages'
import { toLikelihood } from '#kernel'

import { mayDo, useSession } from '../api/session.tsx'
import { Link } from '../app/router.tsx'
import { useText } from '../text/use-text.tsx'
import { hrefToOpenCase, type ListedViolation } from './listed-violation.ts'
import { Moment, useTermNames } from './shown.tsx'

/** What the machine listed, each with the way to its incident and to a case of it. */
export function ViolationTable({
  items,
  label,
}: {
  readonly items: readonly ListedViolation[]
  readonly label: string
}) {
  const { t, word, code, language } = useText()
  const { provision } = useTermNames()
  const session = useSession()
  return (
    <div className="scroll" role="region" aria-label={label} tabIndex={0}>
      <table className="rows listed">
        <thead>
          <tr>
            <th>{t('proceeding-field.standing')}</th>
            <th>{t('proceeding-field.provision')}</th>
            <th>{t('proceeding.happened')}</th>
            <th>{t('proceeding.likelihood')}</th>
            <th>{t('web.page.incident')}</th>
            {mayDo(session, 'open-case') ? <th>{t('proceeding.case')}</th> : null}
          </tr>
        </thead>
        <tbody>
          {items.map((one) => {
            const { incident, provision: of, standing = '', likelihood } = one.document
            return (
              <tr key={one.id} data-standing={standing}>
                <td>{word('standing', standing)}</td>
                <td>{of === undefined ? '—' : provision(of)}</td>
                <td>
                  <Moment at={one.start} />
                </td>
                <td>
                  {likelihood === undefined
                    ? '—'
                    : formatLikelihood(language, toLikelihood(likelihood.probability))}
                </td>
                <td>
                  {incident === undefined ? (
                    '—'
                  ) : (
                    <Link href={`/incidents/${incident}`}>{code(incident.slice(0, 12))}</Link>
                  )}
                </td>
                {mayDo(session, 'open-case') ? (
                  <td>
                    <Link href={hrefToOpenCase(one)}>{t('proceeding.open-case')}</Link>
                  </td>
                ) : null}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
