// SPDX-License-Identifier: Apache-2.0
import type { ScoreLabelsRow } from '#scoring'

import type { HistoryFigures } from './score-history.ts'

/** The cards that hold figures of the history score, by the method whose row they show. */
export const CARDS = {
  marsad: 'docs/methods/first-engine.md',
  'cell-excess': 'docs/methods/baseline-cell-excess.md',
  population: 'docs/methods/baseline-population.md',
  points: 'docs/methods/baseline-points.md',
} as const
export type CardName = keyof typeof CARDS

export const FIGURES_FILE = 'docs/methods/score-history.figures.json'

const BEGIN = '<!-- figures of the last recorded score: begin -->'
const END = '<!-- figures of the last recorded score: end -->'

/** Puts generated figures into the card's text, in place of those that stand there. */
export function withFigures(card: string, text: string): string {
  const from = card.indexOf(BEGIN)
  const to = card.indexOf(END)
  if (from < 0 || to < from) throw new Error('the card has no place for figures')
  return `${card.slice(0, from + BEGIN.length)}\n\n${text}\n${card.slice(to)}`
}

/** The figures of one method as Markdown. */
export function renderCardFigures(name: CardName, figures: HistoryFigures): string {
  const rows = figures.periods.flatMap(({ period, rows: all }) =>
    all.filter((row) => row.method === name).map((row) => ({ period, row })),
  )
  const lines = [
    `${whole(figures.detections)} detections of 24 February to 31 May 2022 make ${whole(figures.units)} units; ${whole(figures.labels)} labels, each date and place once.`,
    '',
    '| days | radius | labelled units | blocks | day | local | pop |',
    '|---|---|---|---|---|---|---|',
    ...rows.map(({ period, row }) => rankingLine(period, row)),
    '',
    ...thresholdLines(rows.map(({ row }) => row)[1], figures),
  ]
  if (name === 'marsad') lines.push('', ...differenceLines(rows))
  if (name === 'cell-excess') lines.push('', ...cellRuleLines(figures))
  return `${lines.join('\n')}\n`
}

const PERIOD_NAMES: Readonly<Record<string, string>> = { all: 'all', may: 'May' }

function rankingLine(period: string, row: ScoreLabelsRow): string {
  const figures = [
    auc(row.dayAuc, row.dayCi95),
    auc(row.localAuc, row.localCi95),
    auc(row.popAuc, row.popCi95),
  ]
  return `| ${PERIOD_NAMES[period] ?? period} | ${row.radiusKm} km | ${row.positives} | ${row.blocks} | ${figures.join(' | ')} |`
}

const auc = (value: number | null, interval: readonly [number, number] | null): string =>
  value === null
    ? 'none'
    : `${value.toFixed(2)}${interval === null ? '' : ` (${interval[0].toFixed(2)}-${interval[1].toFixed(2)})`}`

/** Precision and recall of the best twentieth, against the share of units that have a label at all. */
function thresholdLines(row: ScoreLabelsRow | undefined, figures: HistoryFigures): readonly string[] {
  const top = row?.lift.find((lift) => lift.topShare === 0.05)
  if (row === undefined || top === undefined) return ['No ranking, so no threshold, precision or recall.']
  const lift =
    top.lift === null
      ? `no lift, for ${top.nullHits} hits of the shifted labels are too few`
      : `lift over shifted labels ${top.lift.toFixed(1)}${top.ci95 === null ? '' : ` (${top.ci95[0].toFixed(1)}-${top.ci95[1].toFixed(1)})`}`
  return [
    `At the threshold of the best 5 % of all units, within 2 km: base rate ${percent(row.positives / figures.units)}, precision ${percent(top.hits / top.units)} (${top.hits} of ${whole(top.units)}), recall ${percent(top.hits / row.positives)}; ${lift}.`,
  ]
}

/** What the method gains over the baselines, unit by unit, at 2 km. */
function differenceLines(
  rows: readonly { readonly period: string; readonly row: ScoreLabelsRow }[],
): readonly string[] {
  const difference = (value: readonly [number, number, number] | null) =>
    value === null ? 'none' : `${value[0].toFixed(2)} (${value[1].toFixed(2)} to ${value[2].toFixed(2)})`
  return [
    '| days | less cell excess, day | less cell excess, local | less population, day |',
    '|---|---|---|---|',
    ...rows
      .filter(({ row }) => row.radiusKm === 2)
      .map(
        ({ period, row }) =>
          `| ${PERIOD_NAMES[period] ?? period} | ${difference(row.vsCellExcess.day)} | ${difference(row.vsCellExcess.local)} | ${difference(row.vsPopulation.day)} |`,
      ),
  ]
}

function cellRuleLines({ cellRule }: HistoryFigures): readonly string[] {
  return [
    `The rule of the cells calls ${percent(cellRule.flaggedShare)} of these detections war fires. Over the same spring of 2021, with the other five years as background, it calls ${percent(cellRule.flaggedShareInPeace)} of all detections so.`,
    '',
    '| steady cluster | flagged in its cell | flagged at the works (2 km) | flagged at the works in 2021 |',
    '|---|---|---|---|',
    ...cellRule.clusters.map(
      (one) =>
        `| ${one.latitude} N ${one.longitude} E | ${one.inCellFlagged} of ${one.inCell} | ${one.atWorksFlagged} of ${one.atWorks} | ${one.atWorksFlaggedIn2021} of ${one.atWorksIn2021} |`,
    ),
  ]
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`

/** 61,153: with commas, whatever the machine's language. */
const whole = (count: number): string => String(count).replaceAll(/\B(?=(\d{3})+$)/g, ',')
