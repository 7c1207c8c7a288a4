// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { compileAgreement } from '#agreement'
import type { Result } from '#kernel'
import type { Configured } from '#reports'
import {
  createRunCollector,
  parseTruth,
  scoreTruth,
  scoreViolations,
  type ScoreTruthDocument,
  type ViolationScore,
} from '#scoring'
import { simulate } from '#simulation'

import { executeRun } from '../../src/cli/execute-run.ts'
import { planRun, type RunFlags } from '../../src/cli/plan-run.ts'
import { silentProgress } from '../../src/cli/progress.ts'
import { walkRun } from '../../src/cli/read-run.ts'
import { createLineProvider } from '../../src/cli/run-lines.ts'
import { readScenario, writeInputs } from '../../src/cli/simulate.ts'

/** What one seed of a scenario came to. */
export interface SeedScore {
  readonly seed: number
  readonly scenario: string
  readonly agreement: string
  readonly engine: Configured['engine']
  readonly truth: ScoreTruthDocument
  readonly violations: ViolationScore
}

/** Plays a scenario, runs it from its bytes as the command does, and scores the journal. Throws with every problem on a refusal. */
export async function scoreSeed(
  path: string,
  seed: number,
  settings: Pick<RunFlags, 'background' | 'engine' | 'prior'> = {},
): Promise<SeedScore> {
  const { scenario, agreement, agreementPath } = need(await readScenario(path))
  const simulated = need(simulate(scenario, agreement, seed))
  const folder = await mkdtemp(join(tmpdir(), 'marsad-score-truth-'))
  try {
    await writeInputs(folder, simulated)
    const out = join(folder, 'run')
    const manifest = join(folder, 'manifest.json')
    const plan = need(await planRun({ agreement: agreementPath, manifest, out, ...settings }))
    need(await executeRun(plan, out, silentProgress))
    const run = createRunCollector()
    const broken: string[][] = []
    let configured: Configured | null = null
    need(
      await walkRun(out, COLLECTED, (record) => {
        run.add(record)
        if (record.kind === 'configured') configured = record.body
        if (record.kind === 'incident') {
          broken.push(record.body.possibleViolations.map(({ provision }) => provision))
        }
      }),
    )
    const { engine } = configured as unknown as Configured
    const truth = need(parseTruth(simulated.truth))
    const found = run.toFoundRun()
    const terms = compileAgreement(agreement, createLineProvider(agreement, plan.frontline))
    return {
      seed,
      scenario: scenario.id,
      agreement: agreement.id,
      engine,
      truth: scoreTruth(truth, found),
      violations: scoreViolations(truth, found, broken, terms),
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const COLLECTED = new Set(['configured', 'received', 'observation', 'steady-source', 'incident'] as const)

function need<T>(result: Result<T>): T {
  if (result.ok) return result.value
  throw new Error(JSON.stringify(result.problems))
}
