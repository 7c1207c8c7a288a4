// SPDX-License-Identifier: Apache-2.0
import { formatMessage } from '#messages'

import type { ReportDocument } from '../report-document.ts'
import type { SectorDocument } from '../counting/index.ts'
import { html, NOTHING, type Markup } from './markup.ts'
import { table, type Cell } from './table.ts'
import type { Words } from './words.ts'

/** Effects, incidents and findings, each with its unit, and what is known of the way they became known. */
export function threeCounts(document: ReportDocument, words: Words): Markup {
  const { say, number, language } = words
  const { counting, earlyWarning: warning } = document
  const { effects, incidents, findings, units, notes } = counting
  const toldOf =
    effects.incidents === 0
      ? say('counting.no-effects')
      : say('counting.told-of', { told: effects.incidents, incidents })
  const sectors = warning.sectors.filter((sector) => sector.number !== null)
  const raised = sectors.filter((sector) => sector.raised).length
  return html`<h3>${say('counting.three')}</h3>
    ${table(
      [
        { head: say('report.what') },
        { head: say('report.number'), number: true },
        { head: say('report.unit') },
      ],
      [
        [say('counted.effects'), atLeast(effects.atLeast, words), units.effects[language]],
        [say('counted.incidents'), number(incidents), units.incidents[language]],
        [
          say('counted.findings'),
          number(findings),
          html`${units.findings[language]}.
            <strong>${findings === 0 ? notes.findings[language] : ''}</strong>`,
        ],
      ],
    )}
    <p class="small">${notes.apart[language]} ${toldOf}</p>
    <p>
      ${
        sectors.length === 0
          ? warning.notes.watch[language]
          : say('early-warning.summary', { raised, sectors: sectors.length })
      }
    </p>`
}

/** Zero is never "at least zero": nothing was told. */
const atLeast = (count: number, { say, number }: Words): string =>
  count === 0 ? number(0) : say('counting.at-least', { count })

/** The counts day by day and side by side, and the states of the incidents. */
export function countsByDayAndSide({ counting }: ReportDocument, words: Words): Markup {
  const { say, number, name, view, language } = words
  const { byDay, bySide, effects, states } = counting
  const columns = (head: string) => [
    { head },
    { head: say('counted.effects'), number: true as const },
    { head: say('counted.incidents'), number: true as const },
    { head: say('counted.findings'), number: true as const },
  ]
  const counts = (one: (typeof byDay)[number] | NonNullable<typeof bySide>[number]): readonly Cell[] => [
    atLeast(one.effects, words),
    number(one.incidents),
    number(one.findings),
  ]
  return html`${table(
      columns(say('counting.day')),
      byDay.map((one) => [words.day(`${one.day}T00:00:00Z`), ...counts(one)]),
      say('counting.by-day'),
    )}
    <p class="small">${say('counting.days-note')}</p>
    ${
      bySide === null
        ? NOTHING
        : table(
            columns(say('report.side')),
            bySide.map((one) => [
              one.side === null ? say('report.side-none') : name(view.partyName(language, one.side)),
              ...counts(one),
            ]),
            say('counting.by-side'),
          )
    }
    ${
      effects.byEffect.length === 0
        ? NOTHING
        : table(
            [{ head: say('counted.effects') }, { head: say('report.number'), number: true }],
            effects.byEffect.map((one) => [words.word('effect', one.effect), atLeast(one.atLeast, words)]),
          )
    }
    ${table(
      [{ head: say('counting.state') }, { head: say('counted.incidents'), number: true }],
      states.incidents.map((one) => [words.word('incident-state', one.state), number(one.incidents)]),
      say('counting.states'),
    )}
    <p class="small">${states.note[language]}</p>`
}

/** The estimate of what nobody detected in its form of words, or why there is none, with the lists. */
export function undetected({ undetected: estimate }: ReportDocument, words: Words): Markup {
  const { say, number, word, language } = words
  return html`<p>${estimate.text[language]}</p>
    ${
      estimate.lists.length === 0
        ? NOTHING
        : table(
            [
              { head: say('undetected.list') },
              { head: say('counted.incidents'), number: true },
              { head: say('undetected.shared'), number: true },
            ],
            estimate.lists.map((one) => [
              word('survey-list', one.list),
              number(one.incidents),
              number(one.shared),
            ]),
          )
    }
    <p class="small">${say('report.unit')}: ${estimate.unit[language]}.</p>`
}

/** What was seen along the line, sector by sector. */
export function earlyWarning({ earlyWarning: warning }: ReportDocument, words: Words): Markup {
  const { say, language } = words
  const { notes, sectors, unit } = warning
  return html`<p>${notes.meaning[language]}</p>
    <p>${notes.watch[language]} ${notes.effort[language]}</p>
    ${
      sectors.length === 0
        ? NOTHING
        : table(
            [
              { head: say('early-warning.sector') },
              { head: say('early-warning.kilometres') },
              { head: say('counted.incidents'), number: true },
              { head: say('early-warning.level'), number: true },
              { head: say('early-warning.changes') },
              { head: say('early-warning.last-week') },
              { head: say('early-warning.now') },
            ],
            sectors.map((sector) => sectorCells(sector, words)),
          )
    }
    <p class="small">${say('report.unit')}: ${unit[language]}.</p>`
}

function sectorCells(sector: SectorDocument, words: Words): readonly Cell[] {
  const { say, number, place, word, language } = words
  const changes = sector.changes.map(({ kind, since, alarmOn }) =>
    formatMessage(language, `level-change.${kind}`, {
      since: `${since}T00:00:00Z`,
      alarm: `${alarmOn}T00:00:00Z`,
    }),
  )
  const now = sector.raised ? say('early-warning.raised') : say('early-warning.not-raised')
  const { incidents, quiet } = sector.lastWeek
  return [
    sector.number === null ? say('early-warning.whole-line') : number(sector.number),
    html`${number(Math.round(sector.fromKilometres))}–${number(Math.round(sector.toKilometres))}<br />
      <span class="small">${place(sector.start)}<br />${place(sector.end)}</span>`,
    number(sector.incidents),
    sector.level === null ? '' : number(Math.round(10 * sector.level) / 10),
    html`${changes.map((change) => html`${change}<br />`)}`,
    html`${number(incidents)}<br /><span class="small">${word('quiet', quiet)}</span>`,
    sector.level === null
      ? say('early-warning.learning')
      : sector.raised
        ? html`<strong>${now}</strong>`
        : now,
  ]
}
