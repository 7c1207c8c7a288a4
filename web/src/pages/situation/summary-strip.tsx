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
  /** How many the filter leaves; undefined until that is known. */
  readonly incidents: number | undefined
  readonly connection: Situation['connection']
  readonly asOf: number | null
  /** Whether the incidents are cut down, which what the service counts is not. */
  readonly isFiltered: boolean
}

/** What a shift sees first: each count with its unit, and beside it how much could have been seen. */
export const SummaryStrip = memo(function SummaryStrip(props: SummaryStripProps) {
  const { incidents, connection, asOf, isFiltered } = props
  const { t } = useText()
  return (
    <div className="summary" role="group" aria-label={t('web.situation.summary')}>
      <CountedFigure name="violations" asOf={asOf} isFiltered={isFiltered} isMain />
      <Figure number={incidents} say={(n) => t('web.count.incidents', { count: n })} />
      <CountedFigure name="observations" asOf={asOf} isFiltered={isFiltered} />
      <p className="summary-coverage">{t('web.count.coverage-not-computed')}</p>
      <ConnectionNote connection={connection} />
    </div>
  )
})

interface CountedFigureProps {
  readonly name: 'violations' | 'observations'
  readonly asOf: number | null
  readonly isFiltered: boolean
  readonly isMain?: boolean
}

/** A count that the service is asked for from time to time; of what is held here the page counts for itself. */
const CountedFigure = memo(function CountedFigure(props: CountedFigureProps) {
  const { name, asOf, isFiltered, isMain = false } = props
  const { t } = useText()
  const at = asOf === null ? '' : `&asOf=${asOf}`
  const { data } = useQuery({
    queryKey: ['count', name, asOf],
    queryFn: ({ signal }) => ask<Page>(`/api/v1/${name}?limit=1${at}`, { signal }),
    ...(asOf === null ? { refetchInterval: CHECKED_EVERY_MS } : {}),
  })
  const say = (count: number): string => {
    const said = t(`web.count.${name}`, { count })
    return isFiltered ? t('web.count.unfiltered', { count: said }) : said
  }
  return <Figure number={data?.total.atLeast} say={say} isMain={isMain} />
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
