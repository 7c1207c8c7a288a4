// SPDX-License-Identifier: Apache-2.0
import type { DiagramWords, ScoreLabelsDocument, ScoreTruthDocument } from '#scoring'

const figure = (value: number | null): string => (value === null ? '-' : value.toFixed(3))

/** The words on the picture of the calibration. */
export const DIAGRAM_WORDS: DiagramWords = {
  title: 'Reliability: on the dashed line a probability means what it says',
  probability: 'probability that the run gave (military activity)',
  frequency: 'share that was so',
}

/** The figures against simulated truth, for a person. */
export function describeTruthScore(score: ScoreTruthDocument): string {
  const { matched, missed, unseen, split, merged, latencySeconds } = score
  return [
    `events:    ${matched} matched, ${missed} missed, ${merged} merged, ${unseen} unseen (in no delivered row: no engine could find them)`,
    `incidents: ${matched} matched, ${score.false} false, ${split} split`,
    `95 % ellipse holds ${figure(score.ellipseCoverage)}, ECE ${figure(score.ece)}, Brier ${figure(score.brier)}`,
    `adjusted Rand index ${figure(score.ari)}; plain ST-DBSCAN on the same ${figure(score.baselines.stDbscan.ari)}`,
    `latency p50 ${latencySeconds.p50 ?? '-'} s, p95 ${latencySeconds.p95 ?? '-'} s`,
    ...Object.entries(score.bySide).map(
      ([side, own]) =>
        `${side}: ${own.matched} matched, ${own.missed} missed, ${own.unseen} unseen, ${own.false} false`,
    ),
  ].join('\n')
}

/** The ranking against real labels, for a person. */
export function describeLabelScore({ rows }: ScoreLabelsDocument): string {
  return [
    'AUC: share of controls ranked lower than a labelled unit; 0.5 is chance. It is not the accuracy of a probability.',
    'method        km  positives  day    local  pop',
    ...rows.map(({ method, radiusKm, positives, dayAuc, localAuc, popAuc }) =>
      [
        method.padEnd(13),
        String(radiusKm).padEnd(3),
        String(positives).padEnd(10),
        ...[dayAuc, localAuc, popAuc].map((auc) => figure(auc).padEnd(6)),
      ].join(' '),
    ),
  ].join('\n')
}
