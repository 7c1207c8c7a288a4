// SPDX-License-Identifier: Apache-2.0
import '../../proceedings/desk.css'

import { useListedViolations } from '../../proceedings/listed-violation.ts'
import { ViolationTable } from '../../proceedings/violation-table.tsx'
import { useText } from '../../text/use-text.tsx'

/** As many as one page of the service holds; what is listed of one incident's time and place is far less. */
const MOST_ITEMS = 500

/** What the machine listed of one incident, and the way to a case. */
export function IncidentViolations({
  id,
  start,
  end,
  asOf,
}: {
  readonly id: string
  readonly start: string
  readonly end: string
  readonly asOf: number | null
}) {
  const { t } = useText()
  const { data } = useListedViolations({ from: start, to: end, asOf, limit: MOST_ITEMS })
  const items = (data?.items ?? []).filter(({ document }) => document.incident === id)
  if (items.length === 0) return null
  return (
    <section aria-labelledby="listed">
      <h2 id="listed">{t('proceeding.listed')}</h2>
      <ViolationTable items={items} label={t('proceeding.listed')} />
    </section>
  )
}
