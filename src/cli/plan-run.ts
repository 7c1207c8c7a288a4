// SPDX-License-Identifier: Apache-2.0
import { dirname, isAbsolute, join } from 'node:path'

import { findFrontline, findInputFile, readText, type InputFile } from '#adapters'
import { ok, parseInstant, problem, refuse, type Instant, type Problem, type Result } from '#kernel'
import { findSource, SOURCES } from '#sources'

import { readEngineChoice } from './choose-engine.ts'
import type { PlannedInput, RunPlan } from './execute-run.ts'
import { parseManifest } from './manifest.ts'

/** The words of a `run` as they stand on the command line. */
export interface RunFlags {
  readonly agreement: string
  readonly input?: readonly string[]
  readonly manifest?: string
  readonly frontline?: string
  readonly background?: string
  readonly engine?: string
  readonly prior?: string
  readonly asOf?: string
  readonly audience?: string
  readonly out: string
  readonly batch?: string
}

const DEFAULT_BATCH = 10_000

/** Finds every file that the words name; all that is missing or unreadable is listed at once. */
export async function planRun(flags: RunFlags): Promise<Result<RunPlan>> {
  const problems: Problem[] = []
  const take = <T>(result: Result<T>): T | null => {
    if (result.ok) return result.value
    problems.push(...result.problems)
    return null
  }
  const agreement = take(await findInputFile(flags.agreement))
  const manifest = flags.manifest === undefined ? null : take(await findInputFile(flags.manifest))
  const words = (flags.input ?? []).map((word) => splitInput(word))
  const listed =
    flags.manifest === undefined || manifest === null ? [] : await readManifest(manifest, flags.manifest)
  const inputs: PlannedInput[] = []
  for (const word of [...words, ...listed]) {
    const input = take(word.ok ? await findInput(word.value) : word)
    if (input !== null) inputs.push(input)
  }
  if (problems.length === 0 && inputs.length === 0) problems.push(problem('--input', 'no-inputs'))
  const frontline = flags.frontline === undefined ? null : take(findFrontline(flags.frontline))
  const background = flags.background === undefined ? null : take(await findInputFile(flags.background))
  const asOf = flags.asOf === undefined ? null : take<Instant>(parseInstant(flags.asOf, '--as-of'))
  const batchSize = take(parseBatch(flags.batch))
  const engine = take(readEngineChoice(flags.engine, flags.prior))
  if (problems.length > 0 || agreement === null || batchSize === null || engine === null)
    return refuse(...problems)
  return ok({
    agreement,
    inputs,
    frontline,
    manifest,
    background,
    engine,
    asOf,
    audience: flags.audience ?? null,
    batchSize,
  })
}

interface NamedInput {
  readonly source: string
  readonly path: string
}

function splitInput(word: string): Result<NamedInput> {
  const colon = word.indexOf(':')
  if (colon <= 0) return refuse(problem(`--input ${word}`, 'input-without-source', { known: knownSources() }))
  return ok({ source: word.slice(0, colon), path: word.slice(colon + 1) })
}

async function readManifest(file: InputFile, path: string): Promise<readonly Result<NamedInput>[]> {
  const text = await readText(file)
  const manifest = text.ok ? parseManifest(text.value, path) : text
  if (!manifest.ok) return [manifest]
  return manifest.value.inputs.map((input) => ok({ ...input, path: besideFile(path, input.path) }))
}

const besideFile = (file: string, path: string): string =>
  isAbsolute(path) ? path : join(dirname(file), path)

/** A mapping lies beside its table as `NAME.mapping.yaml`. */
async function findInput({ source: id, path }: NamedInput): Promise<Result<PlannedInput>> {
  const source = findSource(id)
  if (source === null)
    return refuse(problem(`${id}:${path}`, 'source-unknown', { source: id, known: knownSources() }))
  const file = await findInputFile(path)
  if (!file.ok) return file
  if (!source.needsMapping) return ok({ source, file: file.value, mapping: null })
  const mapping = await findInputFile(`${path}.mapping.yaml`)
  return mapping.ok ? ok({ source, file: file.value, mapping: mapping.value }) : mapping
}

function parseBatch(text: string | undefined): Result<number> {
  if (text === undefined) return ok(DEFAULT_BATCH)
  const size = Number(text)
  return Number.isInteger(size) && size > 0
    ? ok(size)
    : refuse(problem('--batch', 'batch-not-positive', { text }))
}

const knownSources = (): string => SOURCES.map((source) => source.id).join(', ')
