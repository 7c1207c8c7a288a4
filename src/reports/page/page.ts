// SPDX-License-Identifier: Apache-2.0
import { digestOf } from '#kernel'
import { directionOf, type Language } from '#messages'

import type { EditionState } from '../edition.ts'
import type { MapSheets } from '../map/incident-map.ts'
import type { ReportDocument } from '../report-document.ts'
import { REPORT_LANGUAGES } from '../report-languages.ts'
import { ACTS_OF_SECTION, type ReportSection } from '../sections.ts'
import { inputs, lineOfContact, method, quarantine, verification } from './annexes.ts'
import { countsByDayAndSide, earlyWarning, undetected } from './counting.ts'
import { methodCards } from './method-cards.ts'
import { mapFigure } from './map-figure.ts'
import { html, NOTHING, type Markup } from './markup.ts'
import { styleOf } from './style.ts'
import { reportHead, summary, violationFigures } from './summary.ts'
import { table } from './table.ts'
import { violationList } from './violation-list.ts'
import { createWords, type Words } from './words.ts'

/**
 * The whole report as one HTML page: no script, no font, no picture and no address from elsewhere, and a content policy
 * that lets in nothing but this one style. Arabic first; the choice at its head works by style alone, print has what is chosen.
 */
export function renderPage(state: EditionState, document: ReportDocument): string {
  const sheets = state.map.draw()
  const articles = REPORT_LANGUAGES.map((language) => renderArticle(state, document, sheets, language))
  const arabic = createWords('ar', state.view, state.names)
  const english = createWords('en', state.view, state.names)
  const marks = [arabic, english].map((words) => words.say('report.exercise-mark')).join(' · ')
  const style = styleOf(document.exercise ? marks : '')
  // In one piece: a space more or less inside, and the policy would refuse it.
  const styleElement: Markup = { markup: `<style>${style}</style>` }
  const page = html`<!doctype html>
    <html lang="ar" dir="rtl">
      <head>
        <meta charset="utf-8" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'sha256-${digestInBase64(style)}'; base-uri 'none'; form-action 'none'"
        />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <title>${pageTitle(document, arabic)} · ${pageTitle(document, english)}</title>
        ${styleElement}
      </head>
      <body>
        <input class="pick" type="radio" name="shown" id="pick-both" checked /><input
          class="pick"
          type="radio"
          name="shown"
          id="pick-ar"
        /><input class="pick" type="radio" name="shown" id="pick-en" />
        <nav class="choice">
          <span
            >${arabic.say('report.language-choice')} ·
            <span lang="en">${english.say('report.language-choice')}</span></span
          ><label for="pick-both"
            >${arabic.say('report.both-languages')} ·
            <span lang="en">${english.say('report.both-languages')}</span></label
          ><label for="pick-ar">${arabic.say('language.ar')}</label
          ><label for="pick-en" lang="en">${english.say('language.en')}</label>
        </nav>
        <main class="sheet-of-paper">${articles}</main>
      </body>
    </html> `
  return page.markup
}

const pageTitle = (document: ReportDocument, { say }: Words): string =>
  document.exercise ? `${say('report.exercise-mark')}: ${say('report.title')}` : say('report.title')

function renderArticle(
  state: EditionState,
  document: ReportDocument,
  sheets: MapSheets,
  language: Language,
): Markup {
  const words = createWords(language, state.view, state.names)
  const { say } = words
  return html`<article lang="${language}" dir="${directionOf(language)}">
    ${exerciseBand(document, words)}${reportHead(document, words)}
    ${document.sections.map(
      (section) =>
        html`<section>
          <h2>${say(`section.${section.id}`)}</h2>
          ${sectionBody(section, state, document, sheets, words)}
        </section> `,
    )}
    <section>
      <h2>${say('annex.line')}</h2>
      ${lineOfContact(document.lineOfContact, words)}
    </section>
    <section>
      <h2>${say('annex.counts')}</h2>
      ${countsByDayAndSide(document, words)}
    </section>
    <section>
      <h2>${say('annex.undetected')}</h2>
      ${undetected(document, words)}
    </section>
    <section>
      <h2>${say('annex.early-warning')}</h2>
      ${earlyWarning(document, words)}
    </section>
    <section>
      <h2>${say('annex.inputs')}</h2>
      ${inputs(document, words)}
    </section>
    <section>
      <h2>${say('annex.quarantine')}</h2>
      ${quarantine(document.quarantine, words)}
    </section>
    <section>
      <h2>${say('annex.method-cards')}</h2>
      ${methodCards(document, words)}
    </section>
    <section>
      <h2>${say('annex.method')}</h2>
      ${method(document, words)}
    </section>
    <section>
      <h2>${say('annex.verification')}</h2>
      ${verification(document, words)}
    </section>
    ${exerciseBand(document, words)}
  </article> `
}

const exerciseBand = ({ exercise }: ReportDocument, { say }: Words): Markup =>
  exercise
    ? html`<p class="exercise" role="note">
        <strong>${say('report.exercise-mark')}</strong><span>${say('report.exercise-note')}</span>
      </p>`
    : NOTHING

function sectionBody(
  section: ReportSection,
  state: EditionState,
  document: ReportDocument,
  sheets: MapSheets,
  words: Words,
): Markup {
  const { say } = words
  if (section.id === 'summary') return summary(document, words)
  if (section.id === 'violations') {
    return html`${violationFigures(document, state, words)}
      <h3>${say('report.map')}</h3>
      ${mapFigure(sheets, state, words)}
      <h3>${say('report.list-violations')}</h3>
      ${violationList(state.violations, state, words)}${
        state.publication.showsIndications
          ? html`<h3>${say('report.list-indications')}</h3>
              <p class="small">${say('report.indication-note')}</p>
              ${violationList(state.indications, state, words)}`
          : NOTHING
      }`
  }
  const acts: readonly string[] = ACTS_OF_SECTION[section.id] ?? []
  const provisions = document.provisions.filter((one) => acts.includes(one.act))
  if (provisions.length === 0) {
    return html`<p class="uncovered">
      ${say(acts.length > 0 ? 'report.not-in-agreement' : 'report.not-covered')}
    </p>`
  }
  const note = section.covered ? NOTHING : html`<p class="uncovered">${say('report.no-match')}</p>`
  const figures = table(
    [
      { head: say('report.provision') },
      { head: words.word('verdict', 'breach'), number: true },
      { head: words.word('verdict', 'cannot tell'), number: true },
      { head: words.word('verdict', 'no breach'), number: true },
    ],
    provisions.map((one) => [
      words.name(words.view.provisionName(words.language, one.provision)),
      words.number(one.verdicts.breach),
      words.number(one.verdicts['cannot tell']),
      words.number(one.verdicts['no breach']),
    ]),
  )
  return html`${note}${figures}`
}

/** The policy names the style by its SHA-256 in base64. */
function digestInBase64(style: string): string {
  const hex = digestOf(style)
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
  const bits = Array.from(hex, (digit) => Number.parseInt(digit, 16).toString(2).padStart(4, '0')).join('')
  const sextets = bits.match(/.{1,6}/g) ?? []
  const text = sextets.map((six) => alphabet[Number.parseInt(six.padEnd(6, '0'), 2)] ?? '').join('')
  return text.padEnd(Math.ceil(text.length / 4) * 4, '=')
}
