// SPDX-License-Identifier: Apache-2.0
import type { EditionState } from '../edition.ts'
import type { ReportCounts, ReportDocument } from '../report-document.ts'
import { threeCounts } from './counting.ts'
import { html, NOTHING, type Markup } from './markup.ts'
import { facts, table } from './table.ts'
import type { Words } from './words.ts'

/** What the report is, for whom, until when, and every count with its unit. */
export function reportHead(document: ReportDocument, words: Words): Markup {
  const { say } = words
  const name =
    document.agreement.name[words.language] ?? document.agreement.name['en'] ?? document.agreement.id
  return html`<h1>${say('report.title')}</h1>
    <p class="subtitle">${words.name(name)}</p>
    ${facts([
      [say('report.agreement'), html`${words.code(document.agreement.id)}`],
      [say('report.as-of'), words.time(document.asOf)],
      [
        say('report.observed-span'),
        document.observed === null
          ? say('report.nothing-observed')
          : say('report.observed-span-value', document.observed),
      ],
      [
        say('report.audience'),
        document.audience === null ? say('report.audience-installation') : words.name(document.audience),
      ],
    ])}
    <p class="note">${say('report.machine-note')}</p>`
}

export function summary(document: ReportDocument, words: Words): Markup {
  const { say } = words
  const { counts } = document
  const standing = counts.possibleViolations - (counts.indications ?? 0)
  const figure = (label: string, value: number): Markup =>
    html`<li><b>${words.number(value)}</b>${label}</li>`
  return html`<p>
      ${say('report.summary-incidents', { incidents: counts.incidents, observations: counts.observations })}
      ${steadySentence(document, words)} ${say('report.summary-violations', { violations: standing })}
      ${
        counts.indications === null
          ? ''
          : say('report.summary-indications', { indications: counts.indications })
      }
    </p>
    <ul class="figures">
      ${figure(say('report.observations'), counts.observations)}${figure(say('report.incidents'), counts.incidents)}${figure(say('report.possible-violations'), standing)}${
        counts.indications === null ? NOTHING : figure(say('report.indications'), counts.indications)
      }
    </ul>
    <p class="note">${say('report.coverage-not-computed')}</p>
    ${threeCounts(document, words)} ${countTable(document, words)}
    <h3>${say('report.freshness')}</h3>
    ${freshness(document, words)}
    <p class="small">${say('report.time-note')}</p>
    <h3>${say('report.by-likelihood')}</h3>
    ${likelihoods(document, words)}`
}

function steadySentence({ counts }: ReportDocument, { say }: Words): string {
  const { steadySources: sources, observationsInSteadySources: observations } = counts
  return sources === 0 ? '' : say('report.summary-steady', { sources, observations })
}

function countTable({ counts, units }: ReportDocument, words: Words): Markup {
  const { say, language } = words
  const shown = (Object.keys(counts) as (keyof ReportCounts)[]).filter(
    (name) => counts[name] !== null && (name !== 'withheldRows' || counts.withheldRows > 0),
  )
  return table(
    [
      { head: say('report.what') },
      { head: say('report.number'), number: true },
      { head: say('report.unit') },
    ],
    shown.map((name) => [
      words.word('count', name),
      words.number(counts[name] ?? 0),
      language === 'ar' ? units[name].ar : units[name].en,
    ]),
  )
}

function freshness(document: ReportDocument, words: Words): Markup {
  const { say } = words
  return table(
    [
      { head: say('report.source') },
      { head: say('report.observations'), number: true },
      { head: say('report.earliest') },
      { head: say('report.latest') },
    ],
    document.sources.map((one) => [
      words.code(one.source),
      words.number(one.observations),
      words.time(one.earliest),
      words.time(one.latest),
    ]),
  )
}

function likelihoods(document: ReportDocument, words: Words): Markup {
  const { say } = words
  const most = Math.max(1, ...document.likelihoods.map((one) => one.incidents))
  return table(
    [{ head: say('report.likelihood') }, { head: say('report.incidents'), number: true }, { head: '' }],
    document.likelihoods.map(({ band, incidents }) => [
      words.word('band', band),
      words.number(incidents),
      html`<svg class="bar" viewBox="0 0 100 5" preserveAspectRatio="none" aria-hidden="true">
        <rect ${barAt(words, (100 * incidents) / most)} height="5" />
      </svg>`,
    ]),
  )
}

/** Bars grow in the direction of reading. */
const barAt = (words: Words, length: number): Markup => {
  const width = Math.round(length * 10) / 10
  return html`x="${words.language === 'ar' ? Math.round((100 - width) * 10) / 10 : 0}" width="${width}"`
}

/** How many answers of each kind, and how many of the incidents lie on which side. */
export function violationFigures(document: ReportDocument, state: EditionState, words: Words): Markup {
  const { say } = words
  const showsIndications = state.publication.showsIndications
  const provisions = table(
    [
      { head: say('report.provision') },
      { head: say('report.act') },
      { head: words.word('verdict', 'breach'), number: true },
      { head: words.word('verdict', 'cannot tell'), number: true },
      { head: words.word('verdict', 'no breach'), number: true },
      { head: words.word('verdict', 'out of force'), number: true },
      ...(showsIndications ? [{ head: say('report.indications'), number: true } as const] : []),
    ],
    document.provisions.map((one) => [
      words.name(words.view.provisionName(words.language, one.provision)),
      words.word('act', one.act),
      words.number(one.verdicts.breach),
      words.number(one.verdicts['cannot tell']),
      words.number(one.verdicts['no breach']),
      words.number(one.verdicts['out of force']),
      ...(one.indications === null ? [] : [words.number(one.indications)]),
    ]),
  )
  return html`<h3>${say('report.by-provision')}</h3>
    ${provisions}${sides(document, words)}`
}

function sides(document: ReportDocument, words: Words): Markup {
  const { say, view, language } = words
  if (document.bySide === null || document.bySide.length === 0) return NOTHING
  const rows = document.bySide.map((one) => [
    words.name(view.lineName(language, one.line)),
    one.side === null ? say('report.side-none') : words.name(view.partyName(language, one.side)),
    one.incidents === null ? '' : words.number(one.incidents),
    words.number(one.possibleViolations - one.indications),
    words.number(one.indications),
  ])
  return html`<h3>${say('report.by-side')}</h3>
    ${table(
      [
        { head: say('report.line') },
        { head: say('report.side') },
        { head: say('report.incidents'), number: true },
        { head: say('report.possible-violations'), number: true },
        { head: say('report.indications'), number: true },
      ],
      rows,
    )}
    <p class="small">${say('report.sides-note')} ${say('report.coverage-not-computed')}</p>`
}
