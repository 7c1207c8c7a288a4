// SPDX-License-Identifier: Apache-2.0
import { formatNumber } from '#messages'

import { HypothesisGlyph } from '../../map/hypothesis-glyph.tsx'
import { useText } from '../../text/use-text.tsx'

/** The competing explanations; together they are certain. */
export function HypothesisBars({
  hypotheses,
}: {
  readonly hypotheses: readonly { readonly hypothesis: string; readonly probability: number }[]
}) {
  const { t, word, code, language } = useText()
  if (hypotheses.length === 0) return null
  const ordered = hypotheses.toSorted((a, b) => b.probability - a.probability)
  return (
    <section aria-labelledby="hypotheses">
      <h2 id="hypotheses">{t('web.incident.hypotheses')}</h2>
      <ul className="hypotheses">
        {ordered.map(({ hypothesis, probability }) => (
          <li key={hypothesis}>
            <HypothesisGlyph hypothesis={hypothesis} />
            <span>{word('hypothesis', hypothesis)}</span>
            <span className="hypothesis-bar" aria-hidden="true">
              <span style={{ inlineSize: `${probability * 100}%` }} />
            </span>
            <span className="ledger-number">{code(formatNumber(language, probability, 'percent'))}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
