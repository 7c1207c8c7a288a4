// SPDX-License-Identifier: Apache-2.0
// `npm run bench:score-truth [-- --write] [--scenario FILE] [--seeds 1,2] [--background FILE] [--engine NAME] [--prior NAME]`: plays a scenario for some seeds, runs
// each from its bytes, and prints the figures against its truth; `--write` records them as the engine's method card
// (a new one has to be listed in src/reports/method-card/shipped-cards.ts).
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'

import { methodCardSchema } from '#reports'

import { dataFileOf, pageOf, withTruthFigures } from './scenario/card-text.ts'
import { toMethodCard } from './scenario/recorded-card.ts'
import { scoreSeed, type SeedScore } from './scenario/score-seed.ts'

const { values } = parseArgs({
  options: {
    write: { type: 'boolean', default: false },
    scenario: { type: 'string', default: 'scenarios/default.yaml' },
    seeds: { type: 'string', default: '1,2,3,4,5' },
    background: { type: 'string' },
    engine: { type: 'string' },
    prior: { type: 'string' },
  },
})

const settings = {
  ...(values.background === undefined ? {} : { background: values.background }),
  ...(values.engine === undefined ? {} : { engine: values.engine }),
  ...(values.prior === undefined ? {} : { prior: values.prior }),
}
const scores: SeedScore[] = []
for (const seed of values.seeds.split(',').map(Number)) {
  const began = performance.now()
  const score = await scoreSeed(values.scenario, seed, settings)
  scores.push(score)
  console.log(describe(score, Math.round(performance.now() - began)))
}
const file = dataFileOf({ engine: scores[0]!.engine.name, version: scores[0]!.engine.version })
const recorded = existsSync(file) ? methodCardSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) : null
const card = toMethodCard(scores, recorded?.knownFailures ?? [])
console.log(JSON.stringify(card, null, 1))
if (values.write) {
  writeFileSync(file, `${JSON.stringify(card, null, 2)}\n`)
  spawnSync('npx', ['oxfmt', file])
  const page = pageOf(card.engine)
  if (existsSync(page)) writeFileSync(page, withTruthFigures(readFileSync(page, 'utf8'), card))
  console.log(`recorded in ${file}`)
}

function describe({ seed, engine, truth, violations }: SeedScore, ms: number): string {
  const { matched, missed, merged, unseen, split, ellipseCoverage, ece, brier, ari } = truth
  const { baseRate, precision, recall } = violations.any
  return [
    `seed ${seed}, engine ${engine.name} ${engine.version}, ${ms} ms`,
    `  events: ${matched} matched, ${missed} missed, ${merged} merged, ${unseen} unseen; incidents: ${truth.false} false, ${split} split`,
    `  ellipse ${ellipseCoverage}, ECE ${ece}, Brier ${brier}, ARI ${ari} (ST-DBSCAN ${truth.baselines.stDbscan.ari})`,
    `  possible violations: base rate ${baseRate}, precision ${precision}, recall ${recall}`,
  ].join('\n')
}
