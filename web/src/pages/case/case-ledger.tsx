// SPDX-License-Identifier: Apache-2.0
import '../incident/incident.css'
import { useQueries } from '@tanstack/react-query'

import { ask } from '../../api/ask.ts'
import { useMission } from '../../api/mission.ts'
import { RefusalNote } from '../../app/refusal-note.tsx'
import type { CaseDocument } from '../../proceedings/case-document.ts'
import { Section } from '../../proceedings/shown.tsx'
import { useText } from '../../text/use-text.tsx'
import { ContributionLedger } from '../incident/contribution-ledger.tsx'
import type { IncidentDocument, Item } from '../incident/incident-document.ts'

/** What each incident that the case rests on came to by the machine's reckoning, contribution by contribution. */
export function CaseLedger({ state }: { readonly state: CaseDocument }) {
  const { t, code } = useText()
  const mission = useMission().data
  const ids = [
    ...new Set(state.basis.flatMap(({ basis }) => (basis.kind === 'allegation' ? [] : [basis.incident]))),
  ]
  const incidents = useQueries({
    queries: ids.map((id) => ({
      queryKey: ['incident', id, ''],
      queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
        ask<Item<IncidentDocument>>(`/api/v1/incidents/${id}`, { signal }),
    })),
  })
  if (ids.length === 0 || mission === undefined) return null
  return (
    <Section title={t('proceeding.ledger')} note={t('proceeding.ledger-note')}>
      {ids.map((id, k) => (
        <details key={id} className="incident-ledger" open={ids.length === 1}>
          <summary>
            {t('web.page.incident')} <bdi>{code(id.slice(0, 12))}</bdi>
          </summary>
          <RefusalNote refusal={incidents[k]?.error} />
          {incidents[k]?.data === undefined ? null : (
            <ContributionLedger
              reasons={incidents[k].data.document.reasons ?? []}
              mission={mission}
              name={id}
            />
          )}
        </details>
      ))}
    </Section>
  )
}
