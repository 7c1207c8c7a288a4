// SPDX-License-Identifier: Apache-2.0
import { LIKELIHOOD_BANDS } from '#kernel'

import type { EditionState } from '../edition.ts'
import { drawSheet } from '../map/draw-sheet.ts'
import type { MapSheet, MapSheets } from '../map/incident-map.ts'
import { beltEdges, type ZoneOutline } from '../map/terms-on-map.ts'
import { html, NOTHING, type Markup } from './markup.ts'
import type { Words } from './words.ts'

/** The map in its one or two sheets, with its legend, what it leaves out, and the note on borders and names beside it. */
export function mapFigure({ detail, overview }: MapSheets, state: EditionState, words: Words): Markup {
  const { map } = state
  const { say, language } = words
  if (detail === null) return html`<p>${say('report.map-empty')}</p>`
  const bordersNote = words.view.mapNote(language)
  return html`<figure>
    ${sheetFigure(detail, 'detail', state, words)}${
      overview === null ? NOTHING : sheetFigure(overview, 'overview', state, words)
    }${legend(state, words)}
    <figcaption>
      ${say('report.map-merged')}
      ${map.unplaced > 0 ? say('report.map-unplaced', { count: map.unplaced }) : ''}
      ${notDrawn(state, words)}<br />${say('report.borders-note')}
      ${bordersNote === null ? '' : words.name(bordersNote)}
    </figcaption>
  </figure>`
}

function sheetFigure(
  sheet: MapSheet,
  size: 'detail' | 'overview',
  state: EditionState,
  words: Words,
): Markup {
  const { say } = words
  const title = say(size === 'detail' ? 'report.map-detail' : 'report.map-overview')
  const drawing = drawSheet(sheet, state.map.lines(), state.map.zones, size, {
    id: `${size}-${words.language}`,
    title,
    north: say('report.map-north'),
    kilometres: (value) => `${value} km`,
  })
  return html`<h3>${title}</h3>
    ${drawing}
    <p class="small">${say('report.map-outside', { count: sheet.incidentsOutside })}</p>`
}

function legend(state: EditionState, words: Words): Markup {
  const { say } = words
  const bands = LIKELIHOOD_BANDS.map(
    ({ band }) =>
      html`<li>
        <svg viewBox="0 0 24 16" aria-hidden="true">
          <circle class="swatch ${band}" cx="12" cy="8" r="5.5" /></svg
        >${words.word('band', band)}
      </li>`,
  )
  const lines = state.map.lines().map(
    (line) =>
      html`<li>
        <svg viewBox="0 0 24 16" aria-hidden="true"><path class="line ${line.kind}" d="M1 8H23" /></svg
        >${words.name(words.view.lineName(words.language, line.line))}${line.date === null ? '' : `, ${words.day(line.date)}`}
      </li>`,
  )
  const zones = state.map.zones.flatMap((zone) => {
    const swatch = zoneSwatch(zone, state.map.zones)
    return swatch === null
      ? []
      : [
          html`<li>
            <svg viewBox="0 0 24 16" aria-hidden="true">
              <rect class="${swatch}" x="2" y="2" width="20" height="12" /></svg
            >${words.name(words.view.zoneName(words.language, zone.id))}
          </li>`,
        ]
  })
  return html`<ul class="legend">
    <li>${say('report.likelihood')}:</li>
    ${bands}
    <li>
      <svg viewBox="0 0 24 16" aria-hidden="true"><circle class="ring violation" cx="12" cy="8" r="6" /></svg
      >${say('report.map-violation')}
    </li>
    ${
      state.publication.showsIndications
        ? html`<li>
            <svg viewBox="0 0 24 16" aria-hidden="true">
              <circle class="ring indication" cx="12" cy="8" r="6" /></svg
            >${say('report.map-indication')}
          </li>`
        : NOTHING
    }${lines}${zones}
  </ul>`
}

function zoneSwatch(zone: ZoneOutline, all: readonly ZoneOutline[]): string | null {
  if (zone.kind === 'not-drawn') return null
  if (zone.kind === 'rings') return 'zone'
  const edge = beltEdges(all).find((one) => one.line === zone.line && one.meters === zone.toMeters)
  return edge === undefined ? null : `belt-swatch shade-${edge.shade}`
}

function notDrawn(state: EditionState, words: Words): string {
  const left = state.map.zones.filter((zone) => zone.kind === 'not-drawn')
  if (left.length === 0) return ''
  const names = left.map((zone) => words.name(words.view.zoneName(words.language, zone.id)))
  return `${words.say('report.map-zone-not-drawn')} ${names.join(' · ')}.`
}
