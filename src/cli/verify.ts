// SPDX-License-Identifier: Apache-2.0
import { buildCommand } from '@stricli/core'

import * as z from 'zod'

import {
  createFolderBundle,
  createNodeCryptography,
  findInputFile,
  isFolder,
  loadVerifierKey,
  readText,
} from '#adapters'
import { verifyBundle, type VerificationOutcome } from '#evidence/verify'
import { createEdition } from '#reports'
import { ok, problem, refuse, type Result } from '#kernel'

import { print, printJson, progressOf, type CliContext } from './context.ts'
import { EXIT } from './exit-codes.ts'
import { failWith } from './problems.ts'
import { describeOutcome } from './verification-text.ts'

interface VerifyFlags {
  readonly key?: string
  readonly keys?: string
  readonly requireKey: boolean
  readonly json: boolean
}

async function runVerify(this: CliContext, flags: VerifyFlags, folder: string): Promise<void> {
  const outcome = await verifyFolder(this, folder, flags)
  if (outcome === null) return
  if (flags.json) printJson(this, outcome)
  else print(this, describeOutcome(outcome, folder))
  this.process.exitCode = outcome.verdict === 'failed' ? EXIT.verificationFailed : EXIT.done
}

async function verifyFolder(
  context: CliContext,
  folder: string,
  flags: VerifyFlags,
): Promise<VerificationOutcome | null> {
  const cryptography = createNodeCryptography()
  if (!(await isFolder(folder))) {
    failWith(context, 'There is nothing to verify.', [problem(folder, 'folder-missing')])
    return null
  }
  const key = flags.key === undefined ? null : await loadVerifierKey(cryptography, flags.key)
  if (key !== null && !key.ok) {
    failWith(context, 'The key could not be read.', key.problems)
    return null
  }
  const keyStatements = flags.keys === undefined ? null : await readKeyHistory(flags.keys)
  if (keyStatements !== null && !keyStatements.ok) {
    failWith(context, 'The history of the keys could not be read.', keyStatements.problems)
    return null
  }
  const progress = progressOf(context, flags.json)
  const outcome = await verifyBundle({
    files: createFolderBundle(folder),
    cryptography,
    createEdition,
    key: key?.value ?? null,
    keyStatements: keyStatements?.value ?? null,
    requireKey: flags.requireKey,
  })
  progress.end()
  return outcome
}

const historySchema = z.object({
  schema: z.literal('marsad/key-statements@1'),
  statements: z.array(z.string()),
})

/** The statements in a file as `/log/keys` answers. Problems: those of finding and reading it, and `key-history-unreadable`. */
async function readKeyHistory(path: string): Promise<Result<readonly string[]>> {
  const file = await findInputFile(path)
  if (!file.ok) return file
  const text = await readText(file.value)
  if (!text.ok) return text
  try {
    return ok(historySchema.parse(JSON.parse(text.value)).statements)
  } catch {
    return refuse(problem(path, 'key-history-unreadable'))
  }
}

export const verifyCommand = buildCommand<VerifyFlags, [string], CliContext>({
  func: runVerify,
  parameters: {
    flags: {
      key: {
        kind: 'parsed',
        parse: String,
        optional: true,
        brief: 'Public key of the signer you trust (vkey line or PEM)',
        placeholder: 'file',
      },
      keys: {
        kind: 'parsed',
        parse: String,
        optional: true,
        brief: 'What the mission says of its keys (as /log/keys answers): --key may then be any of them',
        placeholder: 'file',
      },
      requireKey: { kind: 'boolean', default: false, brief: 'Fail where the signer is not established' },
      json: { kind: 'boolean', default: false, brief: 'Print the outcome as JSON' },
    },
    positional: {
      kind: 'tuple',
      parameters: [{ parse: String, brief: 'Folder that a run wrote', placeholder: 'folder' }],
    },
  },
  docs: {
    brief: 'Check a report against its evidence, without network or database',
    fullDescription: [
      'Checks every file against the log, makes every count and table again from the records, and checks who signed.',
      'The first thing that does not match is named, and the exit code is 1.',
      '',
      'Examples',
      '  marsad verify day',
      '  marsad verify day --key mission.vkey --require-key',
      '  marsad verify day --key first.vkey --keys keys.json',
    ].join('\n'),
  },
})
