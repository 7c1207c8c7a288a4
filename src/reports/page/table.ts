// SPDX-License-Identifier: Apache-2.0
import { html, NOTHING, type Markup } from './markup.ts'

export interface Column {
  readonly head: string
  /** Figures line up at the end of their column. */
  readonly number?: true
}

export type Cell = string | Markup

/** A table with a head that is repeated on every printed page. */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  caption?: string,
): Markup {
  return html`<table>
    ${
      caption === undefined
        ? NOTHING
        : html`<caption>
            ${caption}
          </caption>`
    }${tableHead(columns)}
    <tbody>
      ${rows.map(
        (cells) =>
          html`<tr>
            ${tableCells(columns, cells)}
          </tr>`,
      )}
    </tbody>
  </table>`
}

export const tableHead = (columns: readonly Column[]): Markup =>
  html`<thead>
    <tr>
      ${columns.map((column) => html`<th scope="col" ${numberClass(column)}>${column.head}</th>`)}
    </tr>
  </thead>`

export const tableCells = (columns: readonly Column[], cells: readonly Cell[]): Markup =>
  html`${cells.map((cell, n) => html`<td${numberClass(columns[n])}>${cell}</td>`)}`

const numberClass = (column: Column | undefined): Markup =>
  column?.number === true ? html` class="number"` : NOTHING

/** Terms and what they stand for, one below the other. */
export const facts = (entries: readonly (readonly [string, Cell])[]): Markup =>
  html`<dl class="facts">
    ${entries.map(
      ([term, value]) =>
        html`<dt>${term}</dt>
          <dd>${value}</dd>`,
    )}
  </dl>`
