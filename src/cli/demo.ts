// SPDX-License-Identifier: Apache-2.0
import { cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative, sep } from 'node:path'

import { buildCommand } from '@stricli/core'

import { createFolderBundle, createNodeCryptography } from '#adapters'
import { listTamperings, type Tampering } from '#evidence'
import { verifyBundle, type VerificationOutcome } from '#evidence/verify'
import { createEdition } from '#reports'

import { print, printJson, progressOf, type CliContext } from './context.ts'
import { runExercise } from './exercise.ts'
import { EXIT } from './exit-codes.ts'
import { failWith } from './problems.ts'
import { TAMPERING_TEXTS } from './mismatch-texts.ts'
import { describeMismatch } from './verification-text.ts'

interface DemoFlags {
  readonly tamper: boolean
  readonly json: boolean
}

async function runDemo(this: CliContext, flags: DemoFlags): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), 'marsad-demo-'))
  try {
    const whole = join(scratch, 'exercise')
    const answer = await runExercise(whole, progressOf(this, flags.json))
    if (!answer.ok) return failWith(this, 'The exercise stopped.', answer.problems)
    const untouched = await verify(whole)
    const broken = flags.tamper ? await breakEach(whole, scratch) : []
    if (flags.json) printJson(this, { untouched, broken })
    else
      print(
        this,
        [describeUntouched(untouched), ...broken.map(describeBroken), describeEnd(flags, broken)].join('\n'),
      )
    const held = untouched.verdict !== 'failed' && broken.every((one) => one.caught)
    this.process.exitCode = held ? EXIT.done : EXIT.verificationFailed
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

const verify = (folder: string): Promise<VerificationOutcome> =>
  verifyBundle({ files: createFolderBundle(folder), cryptography: createNodeCryptography(), createEdition })

interface Broken {
  readonly tampering: string
  readonly file: string
  readonly caught: boolean
  readonly mismatch: VerificationOutcome['firstMismatch']
}

/** Breaks a copy in every way that is listed, one at a time. */
async function breakEach(whole: string, scratch: string): Promise<readonly Broken[]> {
  const paths = await filesOf(whole)
  const broken: Broken[] = []
  for (const tampering of listTamperings()) {
    const file = tampering.chooseFile(paths)
    if (file === null) continue
    const copy = join(scratch, tampering.name)
    await cp(whole, copy, { recursive: true })
    await tamper(tampering, join(copy, file))
    const outcome = await verify(copy)
    broken.push({
      tampering: tampering.name,
      file,
      caught: outcome.verdict === 'failed',
      mismatch: outcome.firstMismatch,
    })
    await rm(copy, { recursive: true })
  }
  return broken
}

async function tamper(tampering: Tampering, place: string): Promise<void> {
  if (tampering.kind === 'remove') return rm(place)
  const before = tampering.kind === 'add' ? new Uint8Array() : await readFile(place)
  await mkdir(dirname(place), { recursive: true })
  await writeFile(place, tampering.edit(before))
}

async function filesOf(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
}

const describeUntouched = ({ verdict, records }: VerificationOutcome): string =>
  verdict === 'failed'
    ? 'The untouched exercise does NOT verify.'
    : `The untouched exercise holds together: ${records.checked} records checked.`

const describeBroken = ({ tampering, file, caught, mismatch }: Broken): string =>
  [
    '',
    `${caught ? 'CAUGHT' : 'MISSED'}: ${TAMPERING_TEXTS[tampering] ?? tampering}`,
    `  in ${file}`,
    ...(mismatch === null ? [] : describeMismatch(mismatch).map((line) => `  ${line}`)),
  ].join('\n')

function describeEnd({ tamper: asked }: DemoFlags, broken: readonly Broken[]): string {
  if (!asked) return 'Add --tamper to see it broken in every way, and each break caught.'
  return `\n${broken.filter((one) => one.caught).length} of ${broken.length} breaks caught.`
}

export const demoCommand = buildCommand<DemoFlags, [], CliContext>({
  func: runDemo,
  parameters: {
    flags: {
      tamper: {
        kind: 'boolean',
        default: false,
        brief: 'Break a copy of the evidence in every way and show that it is caught',
      },
      json: { kind: 'boolean', default: false, brief: 'Print the outcome as JSON' },
    },
  },
  docs: {
    brief: 'Make the exercise, verify it, and break it on purpose',
    fullDescription:
      'Makes the exercise in a temporary folder and verifies it.\n\nExample\n  marsad demo --tamper',
  },
})
