// SPDX-License-Identifier: Apache-2.0
import type { Mission } from '../../api/mission.ts'
import { reasonText } from '../../text/reason-text.ts'
import { useText } from '../../text/use-text.tsx'
import type { IncidentDocument } from './incident-document.ts'

interface ProvisionResultsProps {
  readonly results: NonNullable<IncidentDocument['results']>
  readonly mission: Mission
}

const ORDER = ['breach', 'cannot tell', 'no breach', 'out of force']

/** What each provision of the terms says of it: a machine's answer, which nobody has weighed yet. */
export function ProvisionResults({ results, mission }: ProvisionResultsProps) {
  const text = useText()
  const { t, word, language } = text
  if (results.length === 0) return null
  const ordered = results.toSorted((a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict))
  return (
    <section aria-labelledby="provisions">
      <h2 id="provisions">{t('web.incident.terms')}</h2>
      <p className="quiet">{t('web.incident.terms-what')}</p>
      {ordered.map(({ provision, verdict, reasons }) => (
        <details key={provision} className="provision" open={verdict === 'breach'}>
          <summary>
            <span className={`verdict verdict-${verdict.replaceAll(' ', '-')}`}>
              {word('verdict', verdict)}
            </span>{' '}
            {mission.provisions.find(({ id }) => id === provision)?.names[language] ?? text.code(provision)}
          </summary>
          <ul>
            {reasons.map((reason) => (
              <li key={`${reason.code} ${JSON.stringify(reason.params)}`}>
                {reasonText(reason, text, mission)}
              </li>
            ))}
          </ul>
        </details>
      ))}
    </section>
  )
}
