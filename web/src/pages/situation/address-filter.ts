// SPDX-License-Identifier: Apache-2.0
import { LIKELIHOOD_BANDS } from '#kernel'

import { keepInAddress } from '../../app/router.tsx'
import { NOT_KNOWN } from '../../situation/incident-columns.ts'
import type { SituationFilter, SortOrder } from '../../situation/situation-filter.ts'

/** What of the situation page stands in its address, so that a link shows the same. */
export interface SituationAddress {
  readonly fromMs: number | null
  readonly toMs: number | null
  /** Hypotheses that are left out, by name. */
  readonly hidden: readonly string[]
  readonly leastProbability: number
  readonly sort: SortOrder
  readonly asOf: number | null
  readonly selected: string | null
}

/** The likelihoods that can be asked for: where a band begins. */
export const LEAST_BANDS = LIKELIHOOD_BANDS.slice(2)
const LEASTS: readonly number[] = LEAST_BANDS.map(({ from }) => from)

/** The name under which what may not be known is left out. */
export const UNTOLD = 'untold'

const instantOf = (text: string | null): number | null => {
  const ms = text === null ? Number.NaN : Date.parse(text)
  return Number.isNaN(ms) ? null : ms
}

/** Reads an address; whatever in it means nothing is as if it were not there. */
export function readAddress(query: URLSearchParams): SituationAddress {
  const least = Number(query.get('least') ?? 0)
  const asOf = query.get('asOf') ?? ''
  const hide = query.get('hide') ?? ''
  const [fromMs, toMs] = [instantOf(query.get('from')), instantOf(query.get('to'))]
  const isInterval = fromMs === null || toMs === null || fromMs <= toMs
  return {
    fromMs: isInterval ? fromMs : null,
    toMs: isInterval ? toMs : null,
    hidden: hide === '' ? [] : hide.split(','),
    leastProbability: LEASTS.includes(least) ? least : 0,
    sort: query.get('sort') === 'likeliest' ? 'likeliest' : 'latest',
    asOf: /^\d{1,15}$/.test(asOf) ? Number(asOf) : null,
    selected: query.get('incident'),
  }
}

/** Whether a filter leaves anything out. */
export const isFiltered = ({ fromMs, toMs, hidden, leastProbability }: SituationFilter): boolean =>
  fromMs !== null || toMs !== null || hidden.length > 0 || leastProbability > 0

const writeInstant = (ms: number | null): string | null =>
  ms === null ? null : new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z')

/** Puts it into the address, without a step to go back to. */
export function writeAddress(address: SituationAddress): void {
  const { fromMs, toMs, hidden, leastProbability, sort, asOf, selected } = address
  keepInAddress({
    from: writeInstant(fromMs),
    to: writeInstant(toMs),
    hide: hidden.join(','),
    least: leastProbability === 0 ? null : String(leastProbability),
    sort: sort === 'latest' ? null : sort,
    asOf: asOf === null ? null : String(asOf),
    incident: selected,
  })
}

/** The filter that an address stands for, once the hypotheses of the service are known. */
export const toFilter = (
  { fromMs, toMs, hidden, leastProbability }: SituationAddress,
  hypotheses: readonly string[],
): SituationFilter => ({
  fromMs,
  toMs,
  leastProbability,
  hidden: hidden.flatMap((name) => {
    const place = hypotheses.indexOf(name)
    return name === UNTOLD ? [NOT_KNOWN] : place < 0 ? [] : [place]
  }),
})
