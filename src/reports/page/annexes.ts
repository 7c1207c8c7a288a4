// SPDX-License-Identifier: Apache-2.0
import { hasMessage, formatKey } from '#messages'

import type { LineFigures, QuarantineFigure, ReportDocument } from '../report-document.ts'
import { html, type Markup } from './markup.ts'
import { facts, table } from './table.ts'
import type { Words } from './words.ts'

/** Days of the line that the page lists; `report.json` has all. */
const LISTED_DAYS = 31

export function lineOfContact(line: LineFigures | null, words: Words): Markup {
  const { say } = words
  if (line === null) return html`<p>${say('report.line-none')}</p>`
  const rows = line.days
    .slice(-LISTED_DAYS)
    .map((day) => [
      words.name(words.view.lineName(words.language, day.line)),
      day.date === null ? say('report.unknown') : words.code(day.date),
      say('report.kilometres', { value: day.lengthKilometres }),
      day.sensitivity === null ? say('report.unknown') : say('report.kilometres-pair', day.sensitivity),
    ])
  return html`${facts([
    [say('report.line'), words.name(words.view.lineName(words.language, line.line))],
    [say('report.line-date'), line.date === null ? say('report.unknown') : words.day(line.date)],
    [say('report.line-kind'), words.word('line-kind', line.kind)],
    [say('report.line-length'), say('report.kilometres', { value: line.lengthKilometres })],
    [say('report.line-method'), words.code(line.method)],
    [say('report.line-source'), words.name(line.source)],
    [
      say('report.line-border-source'),
      line.borderSource === null ? say('report.none') : words.name(line.borderSource),
    ],
    [
      say('report.line-tolerance'),
      line.toleranceKilometres === null
        ? say('report.none')
        : say('report.kilometres', { value: line.toleranceKilometres }),
    ],
  ])}${table(
    [
      { head: say('report.line') },
      { head: say('report.line-date') },
      { head: say('report.line-length'), number: true },
      { head: say('report.line-sensitivity'), number: true },
    ],
    rows,
  )}`
}

export function inputs(document: ReportDocument, words: Words): Markup {
  const { say } = words
  const files = table(
    [
      { head: say('report.file') },
      { head: say('report.source') },
      { head: say('report.encoding') },
      { head: say('report.rows'), number: true },
      { head: say('report.observations'), number: true },
      { head: say('report.duplicates'), number: true },
      { head: say('report.quarantined'), number: true },
    ],
    document.inputs.map((file) => [
      html`${words.code(file.name)}<br /><span class="digest">${file.digest}</span>`,
      words.code(file.source),
      words.code(file.encoding),
      words.number(file.rows),
      words.number(file.observations),
      words.number(file.duplicates),
      words.number(file.quarantined),
    ]),
  )
  const references = table(
    [{ head: say('report.role') }, { head: say('report.file') }, { head: say('report.bytes'), number: true }],
    document.references.map((file) => [
      words.word('reference-role', file.role),
      html`${words.code(file.name)}<br /><span class="digest">${file.original}</span>`,
      words.number(file.bytes),
    ]),
  )
  return html`${files}
    <h3>${say('annex.references')}</h3>
    ${references}`
}

export function quarantine(figures: readonly QuarantineFigure[], words: Words): Markup {
  const { say } = words
  if (figures.length === 0) return html`<p>${say('report.none')}</p>`
  return table(
    [{ head: say('report.reason') }, { head: say('report.rows'), number: true }],
    figures.map(({ code, rows }) => [quarantineReason(code, words), words.number(rows)]),
  )
}

/** A short name of the reason where the catalogues have one, beside the code that the records carry. */
function quarantineReason(code: string, { language, code: isolated }: Words): Markup {
  const key = `quarantine.${code}`
  return hasMessage(language, key)
    ? html`${formatKey(language, key)} <span class="small">${isolated(code)}</span>`
    : html`${isolated(code)}`
}

export function method(document: ReportDocument, words: Words): Markup {
  const { say } = words
  const parameters = Object.entries(document.engine.parameters)
  return html`<p>${say('report.method-incidents')}</p>
    <p>${say('report.method-provisions')}</p>
    <p>${say('report.method-bands')}</p>
    <h3>${say('report.engine')}: ${words.code(`${document.engine.name} ${document.engine.version}`)}</h3>
    <dl class="parameters">
      ${parameters.map(
        ([name, value]) =>
          html`<div>
            <dt>${words.code(name)}</dt>
            <dd>${typeof value === 'number' ? words.number(value) : words.code(value)}</dd>
          </div>`,
      )}
    </dl>
    ${table(
      [{ head: say('report.version') }, { head: '' }],
      Object.entries(document.versions).map(([name, value]) => [words.code(name), words.code(value)]),
    )}`
}

export function verification({ journal }: ReportDocument, words: Words): Markup {
  const { say, code } = words
  return html`<p>${say('report.verify-how')}</p>
    <pre>npx marsad verify DIR</pre>
    <p>${say('report.verify-what')} ${say('report.verify-key')}</p>
    ${facts([
      [say('report.journal'), say('report.journal-value', { size: journal.size })],
      [say('report.journal-root'), html`<span class="digest">${journal.root}</span>`],
      [
        say('report.machine-readable'),
        html`${code('report.json')} · ${code('incidents.geojson')} · ${code('violations.csv')}`,
      ],
    ])}`
}
