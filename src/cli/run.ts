// SPDX-License-Identifier: Apache-2.0
import { buildCommand } from '@stricli/core'

import { type Answer } from '#pipeline'
import { formatInstant } from '#kernel'

import { print, printJson, progressOf, type CliContext } from './context.ts'
import { executeRun } from './execute-run.ts'
import { planRun, type RunFlags } from './plan-run.ts'
import { failWith } from './problems.ts'

async function runRun(this: CliContext, flags: RunFlags & { readonly json: boolean }): Promise<void> {
  const plan = await planRun(flags)
  if (!plan.ok) return failWith(this, 'The run could not start.', plan.problems)
  const answer = await executeRun(plan.value, flags.out, progressOf(this, flags.json))
  if (!answer.ok) return failWith(this, 'The run stopped; nothing was written.', answer.problems)
  if (flags.json) printJson(this, toSummary(answer.value, flags.out))
  else print(this, describeAnswer(answer.value, flags.out))
}

/** The figures of a run for a machine. */
function toSummary(answer: Answer, out: string) {
  const { receipts, sealed } = answer
  return {
    out,
    asOf: formatInstant(answer.asOf),
    counts: {
      rowsIn: sum(receipts.map((receipt) => receipt.rows)),
      observations: sum(receipts.map((receipt) => receipt.observations)),
      duplicates: sum(receipts.map((receipt) => receipt.duplicates)),
      quarantined: sum(receipts.map((receipt) => receipt.quarantined)),
      incidents: answer.incidents,
      steadySources: answer.steadySources,
      observationsSetAside: answer.observationsSetAside,
      possibleViolations: answer.possibleViolations,
      indications: answer.indications,
    },
    journal: sealed,
  }
}

/** The same for a person, and what to do next. */
export function describeAnswer(answer: Answer, out: string): string {
  const { counts } = toSummary(answer, out)
  return [
    `${counts.rowsIn} rows in = ${counts.observations} observations + ${counts.duplicates} duplicates + ${counts.quarantined} quarantined`,
    `${counts.incidents} incidents, ${counts.steadySources} steady heat sources, ${counts.observationsSetAside} observations set aside`,
    `${counts.possibleViolations} possible violations, ${counts.indications} of them indications (one kind of means only)`,
    `Report: ${out}/report.html`,
    `Check it: marsad verify ${out}`,
  ].join('\n')
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0)

export const runCommand = buildCommand<RunFlags & { readonly json: boolean }, [], CliContext>({
  func: runRun,
  parameters: {
    flags: {
      agreement: {
        kind: 'parsed',
        parse: String,
        brief: 'Terms to hold the facts against (YAML or JSON)',
        placeholder: 'file',
      },
      input: {
        kind: 'parsed',
        parse: String,
        variadic: true,
        optional: true,
        brief: 'A delivered file with its feed, e.g. firms:detections.csv; repeat it for more',
        placeholder: 'source:path',
      },
      manifest: {
        kind: 'parsed',
        parse: String,
        optional: true,
        brief: 'List of inputs instead of or beside --input',
        placeholder: 'file',
      },
      frontline: {
        kind: 'parsed',
        parse: String,
        optional: true,
        brief: 'Polygon of held ground (GeoJSON), or a folder with one a day named *_YYYYMMDD.geojson',
        placeholder: 'file|folder',
      },
      background: {
        kind: 'parsed',
        parse: String,
        optional: true,
        brief: 'What heat is like in quiet years, as made by `marsad background build`',
        placeholder: 'file',
      },
      engine: {
        kind: 'parsed',
        parse: String,
        optional: true,
        brief: 'Engine that joins and weighs: fused (default) or first',
        placeholder: 'name',
      },
      prior: {
        kind: 'parsed',
        parse: String,
        optional: true,
        brief: 'What is held before anything is known: ceasefire (default) or war',
        placeholder: 'name',
      },
      asOf: {
        kind: 'parsed',
        parse: String,
        optional: true,
        brief: 'Answer as known at this instant; without it, at the latest time in the inputs',
        placeholder: 'instant',
      },
      audience: {
        kind: 'parsed',
        parse: String,
        optional: true,
        brief: 'Leave out what this audience may not read',
        placeholder: 'name',
      },
      out: {
        kind: 'parsed',
        parse: String,
        brief: 'Folder for the report; appears whole or not at all',
        placeholder: 'folder',
      },
      batch: {
        kind: 'parsed',
        parse: String,
        optional: true,
        brief: 'Observations delivered at a time; changes no byte of the output (default 10000)',
        placeholder: 'count',
      },
      json: { kind: 'boolean', default: false, brief: 'Print the figures as JSON' },
    },
  },
  docs: {
    brief:
      'Turn deliveries into incidents, hold them against the terms and write a report that can be checked',
    fullDescription: [
      'Turns deliveries into incidents, holds them against the terms and writes a report that a stranger can check.',
      '',
      'Examples',
      '  marsad run --agreement agreements/exercise-2026.yaml --input firms:detections.csv --out day',
      '  marsad run --agreement agreements/exercise-2026.yaml --input firms:detections.csv --input viina:reports.csv \\',
      '    --frontline lines/ --as-of 2026-06-27T21:00:00Z --out day',
    ].join('\n'),
  },
})
