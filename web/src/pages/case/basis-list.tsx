// SPDX-License-Identifier: Apache-2.0
import { formatLikelihood } from '#messages'
import { toLikelihood } from '#kernel'

import { Link } from '../../app/router.tsx'
import type { CaseDocument } from '../../proceedings/case-document.ts'
import { Section, Signature, Words } from '../../proceedings/shown.tsx'
import { useText } from '../../text/use-text.tsx'
import { WithdrawnList } from './withdrawn-list.tsx'

/** What the case rests on, what was left out of it with the reason, and what it came to each time it was worked out again. */
export function BasisList({ state }: { readonly state: CaseDocument }) {
  const { t, code, word, language, number } = useText()
  return (
    <Section title={t('proceeding.basis')}>
      <ul className="plain-list">
        {state.basis.map(({ basis, person, at }) => (
          <li key={`${at} ${basis.kind === 'allegation' ? basis.who : basis.id}`}>
            <strong>{word('proceeding-choice', basis.kind)}</strong>{' '}
            {basis.kind === 'allegation' ? (
              <>
                {word('proceeding-choice', basis.by)} <bdi>{basis.who}</bdi>
                <Words>{basis.text}</Words>
              </>
            ) : (
              <>
                <bdi title={basis.id}>{code(basis.id.slice(0, 12))}</bdi> ·{' '}
                <Link href={`/incidents/${basis.incident}`}>
                  {t('web.page.incident')} {code(basis.incident.slice(0, 12))}
                </Link>
              </>
            )}{' '}
            <Signature by={person} at={at} />
          </li>
        ))}
      </ul>
      {state.excluded.length === 0 ? null : <h3>{t('proceeding.excluded')}</h3>}
      <ul className="plain-list">
        {state.excluded.map(({ observation, reason, person, at }) => (
          <li key={observation}>
            <bdi title={observation}>{code(observation.slice(0, 12))}</bdi> · <bdi>{reason}</bdi>{' '}
            <Signature by={person} at={at} />
          </li>
        ))}
      </ul>
      <WithdrawnList state={state} />
      {state.recomputed.length === 0 ? null : <h3>{t('proceeding.recomputed')}</h3>}
      <ul className="plain-list recomputed">
        {state.recomputed.map((one) => (
          <li key={one.at}>
            {formatLikelihood(language, toLikelihood(one.probability))}
            {t('web.list.comma')}
            {t('proceeding.independent-sources', { count: number(one.independentSources) })}{' '}
            <Signature by={one.person} at={one.at} />
          </li>
        ))}
      </ul>
    </Section>
  )
}
