// SPDX-License-Identifier: Apache-2.0
import type { LineDistance } from '#agreement'
import { HOUR_MS, SECOND_MS, uncertaintyMeters, type Reason } from '#kernel'

import type { EditionState, ListedViolation } from '../edition.ts'
import type { TopList } from '../top-list.ts'
import { html, NOTHING, type Markup } from './markup.ts'
import { tableCells, tableHead, type Column } from './table.ts'
import type { Words } from './words.ts'

/** Possible violations or indications, likeliest first, each with the reasons for and against it. */
export function violationList(list: TopList<ListedViolation>, state: EditionState, words: Words): Markup {
  const { say } = words
  if (list.total === 0) return html`<p>${say('report.none')}</p>`
  const items = list.items()
  const columns: readonly Column[] = [
    { head: say('report.time') },
    { head: say('report.place') },
    { head: say('report.provision') },
    { head: say('report.likelihood') },
    { head: say('report.distance') },
    { head: say('report.basis') },
  ]
  const caption =
    items.length < list.total
      ? say('report.table-top', { shown: items.length, total: list.total, file: 'violations.csv' })
      : say('report.table-all', { total: list.total })
  return html`<table>
    <caption>
      ${caption}
    </caption>
    ${tableHead(columns)}
    <tbody>
      ${items.map((item) => rowsOf(item, columns, state, words))}
    </tbody>
  </table>`
}

function rowsOf(
  item: ListedViolation,
  columns: readonly Column[],
  state: EditionState,
  words: Words,
): Markup {
  const { violation, assessed } = item
  const { incident } = assessed
  const { say } = words
  const placed = state.publication.showsPlaceOf(assessed)
  const kilometres = uncertaintyMeters(incident.geometry) / 1_000
  const hours = (violation.clock.elapsedSeconds * SECOND_MS) / HOUR_MS
  const cells = tableCells(columns, [
    html`${words.time(incident.interval.start)}<br /><span class="small"
        >${say('report.elapsed', { hours })}</span
      >`,
    placed
      ? html`${words.place(incident.geometry.center)}<br /><span class="small"
            >${say('report.uncertainty', { kilometres })}</span
          >`
      : say('report.withheld'),
    html`${words.name(words.view.provisionName(words.language, violation.provision))}<br /><span class="small"
        >${words.word('act', violation.act)} · ${words.word('severity', violation.severity)}</span
      >`,
    words.likelihood(violation.likelihood),
    placed ? distancesOf(violation.distances, words) : say('report.withheld'),
    html`${say('report.basis-value', { sources: incident.independentSources })}<br /><span class="small"
        >${incident.means.map((means, n) => html`${n === 0 ? '' : ' · '}${words.word('means', means)}`)}</span
      >`,
  ])
  const half = columns.length / 2
  const reasons = (list: readonly Reason[]): readonly Reason[] => state.publication.reasonsOf(assessed, list)
  return html`<tr class="case">
      ${cells}
    </tr>
    <tr class="reasons">
      <td colspan="${half}">${reasonList(say('report.speaks-for'), reasons(violation.speaksFor), words)}</td>
      <td colspan="${half}">
        ${reasonList(say('report.speaks-against'), reasons(violation.speaksAgainst), words)}
      </td>
    </tr>`
}

function distancesOf(distances: readonly LineDistance[], words: Words): Markup {
  const { say, view, language } = words
  return html`${distances.map(({ line, meters, side, uncertaintyMeters: give }, n) => {
    const text =
      meters === null
        ? say('report.distance-unknown', { line: view.lineName(language, line) })
        : say('report.distance-value', {
            line: view.lineName(language, line),
            kilometres: meters / 1_000,
            uncertainty: give / 1_000,
            side: side === null ? say('report.side-none') : view.partyName(language, side),
          })
    return html`${n === 0 ? NOTHING : html`<br />`}${text}`
  })}`
}

/** Weights are natural logarithms of odds, as the engine sums them. */
function reasonList(head: string, reasons: readonly Reason[], words: Words): Markup {
  if (reasons.length === 0) return NOTHING
  return html`<p>${head}</p>
    <ul>
      ${reasons.map(
        (reason) =>
          html`<li>
            ${words.reason(reason)}${reason.logOdds === undefined ? NOTHING : html` <span>(${words.number(reason.logOdds, 'signed')})</span>`}
          </li>`,
      )}
    </ul>`
}
