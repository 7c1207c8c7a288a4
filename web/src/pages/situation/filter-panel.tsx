// SPDX-License-Identifier: Apache-2.0
import { NativeSelect } from '@mantine/core'

import { memo } from 'react'

import { HypothesisGlyph } from '../../map/hypothesis-glyph.tsx'
import type { Situation } from '../../situation/situation-store.ts'
import { useText } from '../../text/use-text.tsx'
import { LEAST_BANDS, UNTOLD, type SituationAddress } from './address-filter.ts'

interface FilterPanelProps {
  readonly hypotheses: Situation['hypotheses']
  readonly byHypothesis: Situation['byHypothesis']
  readonly hidden: SituationAddress['hidden']
  readonly leastProbability: number
  readonly sort: SituationAddress['sort']
  readonly onChange: (part: Partial<SituationAddress>) => void
}

/** What is shown, by hypothesis and likelihood; also the legend, since each mark stands beside its word. */
export const FilterPanel = memo(function FilterPanel(props: FilterPanelProps) {
  const { hypotheses, byHypothesis, hidden, leastProbability, sort, onChange } = props
  const { t, word } = useText()
  const untold = byHypothesis[hypotheses.length] ?? 0
  const toggle = (name: string): void =>
    onChange({
      hidden: hidden.includes(name) ? hidden.filter((one) => one !== name) : [...hidden, name],
    })
  const rows = [
    ...hypotheses.map((name, n) => ({ name, label: word('hypothesis', name), count: byHypothesis[n] ?? 0 })),
    ...(untold > 0 || hidden.includes(UNTOLD)
      ? [{ name: UNTOLD, label: t('web.situation.untold'), count: untold }]
      : []),
  ]
  return (
    <details className="filters" open>
      <summary>{t('web.filter.title')}</summary>
      <fieldset className="filter-kinds">
        <legend className="unseen">{t('web.filter.hypotheses')}</legend>
        {rows.map(({ name, label, count }) => (
          <label key={name} className="filter-kind">
            <input type="checkbox" checked={!hidden.includes(name)} onChange={() => toggle(name)} />
            <HypothesisGlyph hypothesis={name} />
            <span>{label}</span>
            <Count count={count} />
          </label>
        ))}
      </fieldset>
      <FilterChoices leastProbability={leastProbability} sort={sort} onChange={onChange} />
    </details>
  )
})

const Count = memo(function Count({ count }: { readonly count: number }) {
  const { number } = useText()
  return <span className="filter-count">{number(count)}</span>
})

type FilterChoicesProps = Pick<FilterPanelProps, 'leastProbability' | 'sort' | 'onChange'>

/** Apart from the counts, which change many times a second. */
const FilterChoices = memo(function FilterChoices({ leastProbability, sort, onChange }: FilterChoicesProps) {
  const { t } = useText()
  return (
    <div className="filter-line">
      <NativeSelect
        size="xs"
        label={t('web.filter.least')}
        value={String(leastProbability)}
        data={[
          { value: '0', label: t('web.filter.any-likelihood') },
          ...LEAST_BANDS.map(({ band, from }) => ({
            value: String(from),
            label: t('web.filter.at-least', { band }),
          })),
        ]}
        onChange={({ currentTarget }) => onChange({ leastProbability: Number(currentTarget.value) })}
      />
      <NativeSelect
        size="xs"
        label={t('web.filter.order')}
        value={sort}
        data={[
          { value: 'latest', label: t('web.filter.latest') },
          { value: 'likeliest', label: t('web.filter.likeliest') },
        ]}
        onChange={({ currentTarget }) =>
          onChange({ sort: currentTarget.value === 'likeliest' ? 'likeliest' : 'latest' })
        }
      />
    </div>
  )
})
