// SPDX-License-Identifier: Apache-2.0
import { buildCommand, buildRouteMap } from '@stricli/core'

import { findInputFile, readText } from '#adapters'
import {
  checkAgreement,
  compileAgreement,
  parseAgreement,
  type Agreement,
  type CompiledAgreement,
} from '#agreement'
import { compareAgreements } from '#assessments'
import { ok, type Result } from '#kernel'

import { describeCheck, describeComparison } from './agreement-text.ts'
import { print, printJson, type CliContext } from './context.ts'
import { failWith } from './problems.ts'
import { planRebuild } from './plan-rebuild.ts'
import { createLineProvider } from './run-lines.ts'
import { readRunIncidents } from './read-run.ts'

interface JsonFlag {
  readonly json: boolean
}

const jsonFlag = { kind: 'boolean', default: false, brief: 'Print the result as JSON' } as const

async function readAgreement(path: string): Promise<Result<Agreement>> {
  const file = await findInputFile(path)
  if (!file.ok) return file
  const text = await readText(file.value)
  return text.ok ? parseAgreement(text.value, file.value.name) : text
}

/** Terms ready to test, with the lines of contact that the run used where the terms take any. */
async function compileWithRun(
  folder: string,
  agreements: readonly Agreement[],
): Promise<Result<readonly CompiledAgreement[]>> {
  const plan = await planRebuild(folder)
  if (!plan.ok) return plan
  const { frontline } = plan.value
  return ok(agreements.map((terms) => compileAgreement(terms, createLineProvider(terms, frontline))))
}

async function runCheck(this: CliContext, flags: JsonFlag, path: string): Promise<void> {
  const agreement = await readAgreement(path)
  if (!agreement.ok) return failWith(this, 'The terms cannot be used.', agreement.problems)
  const summary = checkAgreement(agreement.value)
  if (flags.json) printJson(this, summary)
  else print(this, describeCheck(summary))
}

interface CompareFlags extends JsonFlag {
  readonly run: string
}

async function runCompare(
  this: CliContext,
  flags: CompareFlags,
  pathA: string,
  pathB: string,
): Promise<void> {
  const a = await readAgreement(pathA)
  const b = await readAgreement(pathB)
  if (!a.ok || !b.ok) {
    const problems = [a, b].flatMap((one) => (one.ok ? [] : one.problems))
    return failWith(this, 'The terms cannot be compared.', problems)
  }
  const run = await readRunIncidents(flags.run)
  if (!run.ok) return failWith(this, 'The run cannot be read.', run.problems)
  const compiled = await compileWithRun(flags.run, [a.value, b.value])
  if (!compiled.ok) return failWith(this, 'The lines of the run cannot be used.', compiled.problems)
  const [left, right] = compiled.value
  const comparison = compareAgreements(left!, right!, run.value)
  if (flags.json) printJson(this, comparison)
  else print(this, describeComparison(comparison))
}

const checkCommand = buildCommand<JsonFlag, [string], CliContext>({
  func: runCheck,
  parameters: {
    flags: { json: jsonFlag },
    positional: {
      kind: 'tuple',
      parameters: [{ parse: String, brief: 'Terms in YAML or JSON', placeholder: 'file' }],
    },
  },
  docs: {
    brief: 'Say what the terms hold, or every contradiction in them by its path',
    fullDescription:
      'Says what the terms hold, or every contradiction by its path.\n\nExample\n  marsad agreement check agreements/minsk.yaml',
  },
})

const compareCommand = buildCommand<CompareFlags, [string, string], CliContext>({
  func: runCompare,
  parameters: {
    flags: {
      run: {
        kind: 'parsed',
        parse: String,
        brief: 'Folder of a run whose incidents are held against both',
        placeholder: 'folder',
      },
      json: jsonFlag,
    },
    positional: {
      kind: 'tuple',
      parameters: [
        { parse: String, brief: 'First terms', placeholder: 'a' },
        { parse: String, brief: 'Second terms', placeholder: 'b' },
      ],
    },
  },
  docs: {
    brief: 'Hold the same incidents against two drafts and list what comes out otherwise, and why',
    fullDescription: [
      'Holds the incidents of one run against two drafts and lists each result that differs, and why.',
      '',
      'Example',
      '  marsad agreement compare agreements/energy-moratorium-2025.draft-a.yaml \\',
      '    agreements/energy-moratorium-2025.draft-b.yaml --run day',
    ].join('\n'),
  },
})

export const agreementRoutes = buildRouteMap({
  routes: { check: checkCommand, compare: compareCommand },
  docs: { brief: 'Check terms, and compare drafts on the same facts' },
})
