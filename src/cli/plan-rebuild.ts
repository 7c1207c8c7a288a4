// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { createFolderOriginalStore, isOurOutput, type InputFile } from '#adapters'
import { dayInFileName, type HeldAreaFile, type HeldAreaFiles } from '#agreement'
import { originalPath, type OriginalStore } from '#evidence'
import { ok, parseInstant, problem, refuse, type Digest, type Problem, type Result } from '#kernel'
import { type Configured, type Received, type Reference, type RunRecord } from '#reports'
import { findSource } from '#sources'

import { readEngineChoice } from './choose-engine.ts'
import type { PlannedInput, RunPlan } from './execute-run.ts'
import { walkRun } from './read-run.ts'

type StoredOriginal = Pick<Received, 'original' | 'name' | 'bytes'>

/** What a journal says of how its run was asked. */
interface Asked {
  configured: Configured | null
  readonly received: Received[]
  readonly references: Reference[]
}

/** The plan of the run that wrote a folder, with the originals of its evidence as inputs. */
export async function planRebuild(folder: string): Promise<Result<RunPlan>> {
  if (!(await isOurOutput(folder))) return refuse(problem(folder, 'folder-holds-no-run'))
  const evidence = join(folder, 'evidence')
  const asked = await readAsked(folder)
  if (!asked.ok) return asked
  const { configured, received, references } = asked.value
  if (configured === null) return refuse(problem(folder, 'journal-without-question'))

  const originals = createFolderOriginalStore(evidence)
  const problems: Problem[] = []
  const fileOf = async ({ original, name, bytes }: StoredOriginal): Promise<InputFile> => {
    if (!(await originals.has(original)))
      problems.push(problem(name, 'original-withheld-or-missing', { original }))
    return storedFile(originals, original, name, bytes)
  }
  const byRole = async (role: Reference['role']): Promise<readonly InputFile[]> =>
    Promise.all(references.filter((one) => one.role === role).map(fileOf))

  const [agreement] = await byRole('agreement')
  const [manifest] = await byRole('manifest')
  const [background] = await byRole('background')
  const mappings = await byRole('mapping')
  const inputs: PlannedInput[] = []
  for (const delivered of received) {
    const { source: id, name } = delivered
    const source = findSource(id)
    if (source === null) problems.push(problem(name, 'source-unknown', { source: id, known: '' }))
    else {
      const mapping = mappings.find((file) => file.name === `${name}.mapping.yaml`) ?? null
      inputs.push({ source, file: await fileOf(delivered), mapping })
    }
  }
  if (agreement === undefined) problems.push(problem(folder, 'journal-without-agreement'))
  const asOf = parseInstant(configured.asOf)
  const { name, parameters } = configured.engine
  const engine = readEngineChoice(name, String(parameters['prior'] ?? 'ceasefire'))
  if (!engine.ok) problems.push(...engine.problems)
  if (problems.length > 0 || agreement === undefined || !asOf.ok || !engine.ok) return refuse(...problems)
  return ok({
    agreement,
    inputs,
    frontline: toHeldAreas(evidence, references),
    manifest: manifest ?? null,
    background: background ?? null,
    engine: engine.value,
    asOf: asOf.value,
    audience: configured.audience,
    batchSize: REBUILD_BATCH,
    methodCard: configured.methodCard ?? null,
  })
}

const REBUILD_BATCH = 10_000

/** Drawn areas as the run found them, read from the stored originals. */
function toHeldAreas(evidence: string, references: readonly Reference[]): HeldAreaFiles | null {
  const filesOf = (role: Reference['role']): readonly HeldAreaFile[] =>
    references
      .filter((one) => one.role === role)
      .map(({ name, original }) => ({
        name,
        date: dayInFileName(name),
        read: () => readFileSync(join(evidence, originalPath(original))),
      }))
  const [forAllTimes] = filesOf('frontline')
  if (forAllTimes !== undefined) return { kind: 'for-all-times', file: forAllTimes }
  const files = filesOf('frontline-of-day')
  return files.length === 0 ? null : { kind: 'by-day', files }
}

/** Reads how a run was asked. */
async function readAsked(folder: string): Promise<Result<Asked>> {
  const asked: Asked = { configured: null, received: [], references: [] }
  const walked = await walkRun(folder, ASKING, ({ kind, body }) => {
    if (kind === 'configured') asked.configured = body
    else if (kind === 'received') asked.received.push(body)
    else if (kind === 'reference') asked.references.push(body)
  })
  return walked.ok ? ok(asked) : walked
}

const ASKING: ReadonlySet<RunRecord['kind']> = new Set(['configured', 'reference', 'received'])

const storedFile = (originals: OriginalStore, original: Digest, name: string, bytes: number): InputFile => ({
  name,
  bytes,
  open: () => originals.read(original),
})
