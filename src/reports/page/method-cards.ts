// SPDX-License-Identifier: Apache-2.0
import { formatKey, hasMessage, type NumberStyle } from '#messages'

import type { MethodCard, MethodCardFigure } from '../method-card/index.ts'
import type { ReportDocument, ShownMethodCard } from '../report-document.ts'
import { html, NOTHING, type Markup } from './markup.ts'
import { facts, table } from './table.ts'
import type { Words } from './words.ts'

/** Of every engine behind the report: how often it was right when it was last scored, and where it is known to fail. */
export const methodCards = ({ methodCards: cards }: ReportDocument, words: Words): Markup =>
  html`${cards.map((card) => methodCard(card, words))}`

function methodCard({ engine, version, recorded, sameParameters }: ShownMethodCard, words: Words): Markup {
  const { say, code } = words
  const head = html`<h3>${say('report.engine')}: ${code(`${engine} ${version}`)}</h3>`
  if (recorded === null)
    return html`${head}
      <p><strong>${say('card.none')}</strong></p>`
  const { data, knownFailures } = recorded
  return html`${head}
    <p>${say('card.simulated')}</p>
    ${sameParameters === true ? NOTHING : html`<p><strong>${say('card.other-parameters')}</strong></p>`}
    ${facts([
      [say('card.scenario'), code(data.scenario)],
      [say('card.agreement'), code(data.agreement)],
      [say('card.seeds'), code(data.seeds.join(', '))],
      [say('card.parameters'), html`<span class="digest">${recorded.parameters}</span>`],
    ])}
    ${figures(recorded, words)}
    <p class="small">${say('card.rates-note')}</p>
    ${rates(recorded, words)}
    <h4>${say('card.known-failures')}</h4>
    ${
      knownFailures.length === 0
        ? html`<p>${say('card.no-known-failures')}</p>`
        : html`<ul>
            ${knownFailures.map((failure) => html`<li>${knownFailure(failure, words)}</li>`)}
          </ul>`
    }`
}

/** In the order of the page, with their words in the catalogues. */
const FIGURES: readonly (readonly [MethodCardFigure, string, NumberStyle])[] = [
  ['matchedShare', 'matched-share', 'percent-tenths'],
  ['falseShare', 'false-share', 'percent-tenths'],
  ['ellipseCoverage', 'ellipse-coverage', 'percent-tenths'],
  ['ece', 'ece', 'percent-tenths'],
  ['ari', 'ari', 'plain'],
]

function figures({ figures: recorded }: MethodCard, words: Words): Markup {
  const { say, number, word } = words
  const rows = FIGURES.map(([name, key, style]) => {
    const spread = recorded[name]
    return [
      word('card-figure', key),
      ...(spread === null
        ? [say('report.unknown'), '', '']
        : [spread.mean, spread.lowest, spread.highest].map((value) => number(value, style))),
    ]
  })
  return table(
    [
      { head: say('card.figure') },
      { head: say('card.mean'), number: true },
      { head: say('card.lowest'), number: true },
      { head: say('card.highest'), number: true },
    ],
    rows,
  )
}

function rates({ anyProvision, provisions }: MethodCard, words: Words): Markup {
  const { say, number, word, code } = words
  const share = (value: number | null) =>
    value === null ? say('report.unknown') : number(value, 'percent-tenths')
  const cells = (one: MethodCard['anyProvision']) => [
    share(one.baseRate),
    share(one.precision),
    share(one.recall),
  ]
  return table(
    [
      { head: say('report.provision') },
      { head: say('card.threshold'), number: true },
      { head: say('card.base-rate'), number: true },
      { head: say('card.precision'), number: true },
      { head: say('card.recall'), number: true },
    ],
    [
      [say('card.any-provision'), '', ...cells(anyProvision)],
      ...provisions.map((one) => [
        html`${word('act', one.act)} <span class="small">${code(one.provision)}</span>`,
        number(one.threshold, 'percent'),
        ...cells(one),
      ]),
    ],
  )
}

/** A card of another version may know failures that these catalogues do not; then its code stands. */
function knownFailure(failure: string, { language, code }: Words): string {
  const key = `known-failure.${failure}`
  return hasMessage(language, key) ? formatKey(language, key) : code(failure)
}
