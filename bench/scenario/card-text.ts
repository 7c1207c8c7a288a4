// SPDX-License-Identifier: Apache-2.0
import type { MethodCard, MethodCardFigure } from '#reports'

const BEGIN = '<!-- figures of the last recorded score on simulated truth: begin -->'
const END = '<!-- figures of the last recorded score on simulated truth: end -->'

/** The page of an engine, and the data file of its card that ships with the program. */
export const pageOf = (engine: string): string => `docs/methods/${engine}-engine.md`
export const dataFileOf = ({ engine, version }: Pick<MethodCard, 'engine' | 'version'>): string =>
  `src/reports/method-card/${engine}-${version}.json`

/** Puts the figures into the page in place of those that stand there. Throws Error where the page has no place for them. */
export function withTruthFigures(page: string, card: MethodCard): string {
  const from = page.indexOf(BEGIN)
  const to = page.indexOf(END)
  if (from < 0 || to < from) throw new Error('the page has no place for figures of simulated truth')
  return `${page.slice(0, from + BEGIN.length)}\n\n${renderTruthFigures(card)}\n${page.slice(to)}`
}

const FIGURE_NAMES: Readonly<Record<MethodCardFigure, string>> = {
  matchedShare: 'events that a delivered row tells of, matched with an incident of their own',
  falseShare: 'incidents with no event behind them, of these and the matched',
  ellipseCoverage: 'true places within the 95 % ellipse',
  ece: 'calibration error (ECE, 15 bins of equal mass)',
  ari: 'adjusted Rand index of the grouping',
}

/** The figures of a card as Markdown. */
function renderTruthFigures({ data, figures, anyProvision, provisions, version }: MethodCard): string {
  const rows = [{ provision: 'any of these', threshold: null, ...anyProvision }, ...provisions]
  return `${[
    `Version ${version}, scenario \`${data.scenario}\` under \`${data.agreement}\`, seeds ${data.seeds.join(', ')}: the mean, and the lowest and highest of the seeds. Events that no delivered row tells of are left out: no engine could find them.`,
    '',
    '| figure | mean | lowest | highest |',
    '|---|---|---|---|',
    ...Object.entries(FIGURE_NAMES).map(([name, words]) => {
      const spread = figures[name as MethodCardFigure]
      const cells =
        spread === null ? ['none', '', ''] : [spread.mean, spread.lowest, spread.highest].map(three)
      return `| ${words} | ${cells.join(' | ')} |`
    }),
    '',
    'Possible violations that the machine lists, at the threshold of each provision:',
    '',
    '| provision | threshold | base rate | precision | recall |',
    '|---|---|---|---|---|',
    ...rows.map(
      ({ provision, threshold, baseRate, precision, recall }) =>
        `| ${provision} | ${threshold === null ? 'its own' : threshold} | ${[baseRate, precision, recall].map(percent).join(' | ')} |`,
    ),
  ].join('\n')}\n`
}

const three = (value: number): string => value.toFixed(3)
const percent = (share: number | null): string => (share === null ? 'none' : `${(100 * share).toFixed(1)} %`)
