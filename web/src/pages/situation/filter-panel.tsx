// SPDX-License-Identifier: Apache-2.0
import { NativeSelect } from '@mantine/core'

import { LIKELIHOOD_BANDS } from '#kernel'

import { HypothesisGlyph } from '../../map/hypothesis-glyph.tsx'
import type { Situation } from '../../situation/situation-store.ts'
import { useText } from '../../text/use-text.tsx'
import { UNTOLD, type SituationAddress } from './address-filter.ts'

interface FilterPanelProps {
  readonly situation: Situation
  readonly address: SituationAddress
  readonly onChange: (part: Partial<SituationAddress>) => void
}

/** What is shown, by hypothesis and likelihood; also the legend, since each mark stands beside its word. */
export function FilterPanel({ situation, address, onChange }: FilterPanelProps) {
  const { t, word, number } = useText()
  const { hypotheses, byHypothesis } = situation
  const untold = byHypothesis[hypotheses.length] ?? 0
  const toggle = (name: string): void =>
    onChange({
      hidden: address.hidden.includes(name)
        ? address.hidden.filter((one) => one !== name)
        : [...address.hidden, name],
    })
  const rows = [
    ...hypotheses.map((name, n) => ({ name, label: word('hypothesis', name), count: byHypothesis[n] ?? 0 })),
    ...(untold > 0 || address.hidden.includes(UNTOLD)
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
            <input type="checkbox" checked={!address.hidden.includes(name)} onChange={() => toggle(name)} />
            <HypothesisGlyph hypothesis={name} />
            <span>{label}</span>
            <span className="filter-count">{number(count)}</span>
          </label>
        ))}
      </fieldset>
      <div className="filter-line">
        <NativeSelect
          size="xs"
          label={t('web.filter.least')}
          value={String(address.leastProbability)}
          data={[
            { value: '0', label: t('web.filter.any-likelihood') },
            ...LIKELIHOOD_BANDS.slice(2).map(({ band, from }) => ({
              value: String(from),
              label: t('web.filter.at-least', { band }),
            })),
          ]}
          onChange={({ currentTarget }) => onChange({ leastProbability: Number(currentTarget.value) })}
        />
        <NativeSelect
          size="xs"
          label={t('web.filter.order')}
          value={address.sort}
          data={[
            { value: 'latest', label: t('web.filter.latest') },
            { value: 'likeliest', label: t('web.filter.likeliest') },
          ]}
          onChange={({ currentTarget }) =>
            onChange({ sort: currentTarget.value === 'likeliest' ? 'likeliest' : 'latest' })
          }
        />
      </div>
    </details>
  )
}
