// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { buildCommand } from '@stricli/core'

import { compareFolders } from '#adapters'

import { print, printJson, progressOf, type CliContext } from './context.ts'
import { executeRun } from './execute-run.ts'
import { EXIT } from './exit-codes.ts'
import { planRebuild } from './plan-rebuild.ts'
import { failWith } from './problems.ts'

interface RebuildFlags {
  readonly json: boolean
}

/** Signatures differ where another key signs again; the root that they sign is compared through the records. */
const SIGNED = ['evidence/log/checkpoint', 'evidence/signer.vkey']

async function runRebuild(this: CliContext, flags: RebuildFlags, folder: string): Promise<void> {
  const plan = await planRebuild(folder)
  if (!plan.ok) return failWith(this, 'The folder cannot be rebuilt.', plan.problems)
  const scratch = await mkdtemp(join(tmpdir(), 'marsad-rebuild-'))
  try {
    const again = join(scratch, 'again')
    const answer = await executeRun(plan.value, again, progressOf(this, flags.json))
    if (!answer.ok) return failWith(this, 'The rebuild stopped.', answer.problems)
    const different = (await compareFolders(folder, again)).filter((file) => !SIGNED.includes(file))
    if (flags.json) printJson(this, { folder, identical: different.length === 0, different })
    else print(this, describe(folder, different))
    this.process.exitCode = different.length === 0 ? EXIT.done : EXIT.verificationFailed
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

const describe = (folder: string, different: readonly string[]): string =>
  different.length === 0
    ? `IDENTICAL: from its originals, ${folder} comes out byte for byte the same.`
    : [
        `DIFFERENT: ${different.length} files of ${folder} come out otherwise from its originals:`,
        ...different.map((file) => `  ${file}`),
      ].join('\n')

export const rebuildCommand = buildCommand<RebuildFlags, [string], CliContext>({
  func: runRebuild,
  parameters: {
    flags: { json: { kind: 'boolean', default: false, brief: 'Print the outcome as JSON' } },
    positional: {
      kind: 'tuple',
      parameters: [{ parse: String, brief: 'Folder that a run wrote', placeholder: 'folder' }],
    },
  },
  docs: {
    brief: 'Make a report again from its originals and compare every byte',
    fullDescription:
      'Makes a report again from its originals and compares every byte.\n\nExample\n  marsad rebuild day',
  },
})
