// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query'

import { memo } from 'react'

import { ask } from '../../api/ask.ts'
import { useText } from '../../text/use-text.tsx'
import type { Situation } from '../../situation/situation-store.ts'

interface Page {
  readonly total: { readonly atLeast: number }
}

const CHECKED_EVERY_MS = 15_000

interface SummaryStripProps {
  readonly situation: Situation
  readonly asOf: number | null
}

/** What a shift sees first: each count with its unit, and beside it how much could have been seen. */
export const SummaryStrip = memo(function SummaryStrip({ situation, asOf }: SummaryStripProps) {
  const { t } = useText()
  const at = asOf === null ? '' : `&asOf=${asOf}`
  const count = (name: string) => ({
    queryKey: ['count', name, asOf],
    queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
      ask<Page>(`/api/v1/${name}?limit=1${at}`, { signal }),
    ...(asOf === null ? { refetchInterval: CHECKED_EVERY_MS } : {}),
  })
  const violations = useQuery(count('violations'))
  const observations = useQuery(count('observations'))
  return (
    <div className="summary" role="group" aria-label={t('web.situation.summary')}>
      <Figure
        number={violations.data?.total.atLeast}
        say={(n) => t('web.count.violations', { count: n })}
        isMain
      />
      <Figure
        number={situation.isLoaded || situation.order.length > 0 ? situation.order.length : undefined}
        say={(n) => t('web.count.incidents', { count: n })}
      />
      <Figure
        number={observations.data?.total.atLeast}
        say={(n) => t('web.count.observations', { count: n })}
      />
      <p className="summary-coverage">{t('web.count.coverage-not-computed')}</p>
      <ConnectionNote connection={situation.connection} />
    </div>
  )
})

function Figure({
  number,
  say,
  isMain = false,
}: {
  readonly number: number | undefined
  readonly say: (number: number) => string
  readonly isMain?: boolean
}) {
  if (number === undefined) return <p className="summary-figure" aria-busy="true" />
  return <p className={isMain ? 'summary-figure summary-main' : 'summary-figure'}>{say(number)}</p>
}

function ConnectionNote({ connection }: Pick<Situation, 'connection'>) {
  const { t } = useText()
  return (
    <p className={`summary-live live-${connection}`} role="status">
      <span className="live-dot" aria-hidden="true" />
      {t(`web.live.${connection}`)}
    </p>
  )
}
