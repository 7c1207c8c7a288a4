// SPDX-License-Identifier: Apache-2.0
import type { AgreementSummary, Obstacle } from '#agreement'
import type { AgreementComparison, ComparedAnswer } from '#assessments'
import { formatInstant } from '#kernel'
import { formatKey } from '#messages'

const OBSTACLE_TEXTS: Readonly<Record<Obstacle, string>> = {
  'line-not-drawn': 'its line is named but not drawn: distances are unknown without --frontline',
  'no-object-register': 'no object of its classes is registered',
  'not-observable-from-afar': 'no technical means can observe it',
  'subject-needs-attribution': 'whom it concerns only an attribution can say',
  'gate-not-demonstrated': 'its gate asks for quiet days that coverage must demonstrate',
  'weapon-not-told-apart': 'the means at hand seldom tell the weapon',
}

/** The terms at a glance, with what stands in the way of each answer. */
export function describeCheck(summary: AgreementSummary): string {
  const { from, until } = summary.inForce
  return [
    `${summary.names.en}${summary.exercise ? ' (EXERCISE)' : ''}`,
    `digest    ${summary.digest}`,
    `in force  ${from} to ${until ?? 'no agreed end'}`,
    ...summary.parties.map(({ id, names }) => `party     ${id}: ${names.en}`),
    ...summary.instruments.map(({ id, kind, date }) => `text      ${id}, ${kind}, ${date}`),
    ...summary.lines.map(describeLine),
    `zones     ${summary.zones.map(({ id }) => id).join(', ') || 'none'}; ${summary.objects} registered objects`,
    ...summary.ladders.map(({ party, steps, illustrative }) =>
      steps === 0
        ? `response  to a breach by ${party}: no agreed response`
        : `response  to a breach by ${party}: ${steps} steps${illustrative ? ', illustrative only' : ''}`,
    ),
    'provisions',
    ...summary.provisions.flatMap(({ id, act, place, severity, minimumProbability, obstacles }) => [
      `  ${id}: ${act}, ${place}, ${severity}, from probability ${minimumProbability}`,
      ...obstacles.map((obstacle) => `    note: ${OBSTACLE_TEXTS[obstacle]}`),
    ]),
    'No contradictions.',
  ].join('\n')
}

function describeLine(line: AgreementSummary['lines'][number]): string {
  const length = line.lengthKilometres === null ? 'not drawn' : `${Math.round(line.lengthKilometres)} km`
  const claim = line.claimedBy === null ? '' : ` by ${line.claimedBy}`
  const front = line.replacedByFrontline ? ', replaced by --frontline' : ''
  return `line      ${line.id}: ${line.kind}${claim}, ${length}, accurate to ${line.accuracyKilometres} km${front}`
}

const MOST_SHOWN = 50

/** What two drafts make of the same facts. */
export function describeComparison({
  a,
  b,
  terms,
  incidents,
  provisions,
  onlyInA,
  onlyInB,
  differences,
}: AgreementComparison): string {
  const left = a.draft ?? a.id
  const right = b.draft ?? b.id
  const shown = differences.slice(0, MOST_SHOWN)
  return [
    `${incidents} incidents held against ${left} (A) and ${right} (B)`,
    'The terms differ in',
    ...terms.map((term) => `  ${term.path}: A ${JSON.stringify(term.a)}, B ${JSON.stringify(term.b)}`),
    ...listed('Only in A', onlyInA),
    ...listed('Only in B', onlyInB),
    'Answers by provision',
    ...provisions.map(
      ({ provision, countsA, countsB }) => `  ${provision}: A ${counts(countsA)}; B ${counts(countsB)}`,
    ),
    `${differences.length} answers differ${differences.length > shown.length ? `; the first ${shown.length} follow, --json has all` : ''}`,
    ...shown.flatMap(({ incident, start, provision, a: ofA, b: ofB }) => [
      `  ${formatInstant(start)} ${incident.slice(0, 12)} ${provision}`,
      `    A ${answer(ofA)}`,
      `    B ${answer(ofB)}`,
    ]),
  ].join('\n')
}

const listed = (title: string, ids: readonly string[]): readonly string[] =>
  ids.length === 0 ? [] : [`${title}: ${ids.join(', ')}`]

const counts = (byVerdict: Readonly<Record<string, number>>): string =>
  Object.entries(byVerdict)
    .filter(([, count]) => count > 0)
    .map(([verdict, count]) => `${count} ${verdict}`)
    .join(', ') || 'none'

const answer = ({ verdict, reasons }: ComparedAnswer): string =>
  [verdict, ...reasons.map(({ code, params }) => formatKey('en', `reason.${code}`, params))].join(' - ')
