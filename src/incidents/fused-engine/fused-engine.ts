// SPDX-License-Identifier: Apache-2.0
import type { Background } from '#background'
import { MEANS } from '#agreement'
import { DAY_MS, type Reason } from '#kernel'
import type { ObservationTable } from '#observations'

import type { IncidentEngine } from '../engine.ts'
import { partitionWith } from '../first-engine/first-engine.ts'
import { toParameters, type FirstEngineParameters } from '../first-engine/parameters.ts'
import { findSteadySources } from '../first-engine/steady-sources.ts'
import {
  collectRunFires,
  measureSurroundings,
  thermalEvidence,
  type RunFires,
} from '../thermal-evidence/index.ts'
import { claimKnownWorks } from './known-works.ts'

const NAME = 'fused'
const VERSION = '1'

const THERMAL = MEANS.indexOf('satellite-thermal')

/**
 * The engine that holds fires against quiet years: known works are set apart, and the surroundings of each fire weigh by
 * odds ratios that were fitted to labels. The prior stays an input (`priorProbability`).
 */
export function createFusedEngine(
  background: Background,
  changes: Partial<FirstEngineParameters> = {},
): IncidentEngine {
  const parameters = toParameters(changes)
  const engine = { name: NAME, version: VERSION, parameters }
  return {
    ...engine,
    partition(table, context) {
      const sorted = table.sorted()
      const steady = findSteadySources(table, sorted, context, parameters)
      const mask = claimKnownWorks(table, sorted, steady, background, context, parameters)
      const run = collectRunFires(table)
      return partitionWith(engine, table, sorted, mask, context, parameters, (rows) =>
        surroundingsOf(table, rows, background, run),
      )
    },
  }
}

/** What the surroundings of the latest day with heat say, at the first detection of that day; nothing without heat. */
function surroundingsOf(
  table: ObservationTable,
  rows: readonly number[],
  background: Background,
  run: RunFires,
): readonly Reason[] {
  const { means, startMs, latitude, longitude } = table.columns()
  let latest = -Infinity
  let at = -1
  for (const row of rows) {
    if (means[row] !== THERMAL) continue
    const day = Math.floor(startMs[row]! / DAY_MS)
    if (day <= latest) continue
    latest = day
    at = row
  }
  if (at < 0) return []
  const position = { latitude: latitude[at]!, longitude: longitude[at]! }
  return thermalEvidence(measureSurroundings(background, run, position, latest))
}
