// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path'

import {
  createFolderJournal,
  createFolderOriginalStore,
  createFolderSpool,
  createNodeCryptography,
  createOutputFiles,
  loadEvidenceKeys,
  readText,
  stageFolder,
  type InputFile,
  type StagedFolder,
} from '#adapters'
import { DERIVATION_METHOD, parseAgreement, type Agreement, type HeldAreaFiles } from '#agreement'
import { readConfig } from '#config'
import type { OriginalStore } from '#evidence'
import { ok, refuse, type Instant, type Problem, type Result } from '#kernel'
import { runPipeline, type Answer } from '#pipeline'
import { findMethodCard, type MethodCard, type Reference } from '#reports'
import { areaOfInterest, type Delivery, type Source } from '#sources'

import { chooseEngine, type EngineChoice } from './choose-engine.ts'
import type { Progress } from './progress.ts'
import { createRunLines } from './run-lines.ts'
import { VERSION } from './version.ts'

/** One `--input`: a feed and the file it delivered. */
export interface PlannedInput {
  readonly source: Source
  readonly file: InputFile
  readonly mapping: InputFile | null
}

/** Everything a run needs from outside, found but not yet read. */
export interface RunPlan {
  readonly agreement: InputFile
  readonly inputs: readonly PlannedInput[]
  readonly frontline: HeldAreaFiles | null
  readonly manifest: InputFile | null
  readonly background: InputFile | null
  readonly engine: EngineChoice
  readonly asOf: Instant | null
  readonly audience: string | null
  readonly batchSize: number
  /** The method card to show; undefined takes the one that ships for the engine, a rebuild gives what its journal has. */
  readonly methodCard?: MethodCard | null
}

/**
 * Carries out a plan into a staged folder and publishes it whole; on any refusal nothing stays behind.
 * The host's clock is never read: the answer depends on the plan's bytes alone.
 */
export async function executeRun(plan: RunPlan, out: string, progress: Progress): Promise<Result<Answer>> {
  const config = readConfig()
  if (!config.ok) return config
  const staged = await stageFolder(out, process.pid)
  if (!staged.ok) return staged
  try {
    const answer = await runInto(staged.value, plan, config.value, progress)
    if (answer.ok) await staged.value.publish()
    return answer
  } finally {
    progress.end()
    await staged.value.discard()
  }
}

async function runInto(
  staged: StagedFolder,
  plan: RunPlan,
  config: Parameters<typeof loadEvidenceKeys>[1],
  progress: Progress,
): Promise<Result<Answer>> {
  const cryptography = createNodeCryptography()
  const keys = await loadEvidenceKeys(cryptography, config)
  if (!keys.ok) return keys
  const agreementText = await readText(plan.agreement)
  if (!agreementText.ok) return agreementText
  const agreement = parseAgreement(agreementText.value, plan.agreement.name)
  if (!agreement.ok) return agreement
  const evidence = join(staged.path, 'evidence')
  const originals = createFolderOriginalStore(evidence)
  const lines = createRunLines(agreement.value, plan.frontline, originals)
  if (!lines.ok) return lines
  const references = await storeReferences(originals, plan)
  const deliveries = await storeDeliveries(originals, plan.inputs, agreement.value)
  if (!deliveries.ok) return deliveries

  const chosen = await chooseEngine(plan.engine, plan.background)
  if (!chosen.ok) return chosen
  const { engine, background } = chosen.value

  const spool = createFolderSpool(join(staged.path, '.spool'))
  try {
    return await runPipeline(
      {
        agreement: agreement.value,
        deliveries: deliveries.value,
        references,
        lines: lines.value,
        asOf: plan.asOf,
        audience: plan.audience,
        versions: versionsOf(plan.inputs),
        background: background === null ? null : { name: background.name, digest: background.digest },
        methodCard:
          plan.methodCard === undefined ? findMethodCard(engine.name, engine.version) : plan.methodCard,
        exercise: agreement.value.exercise || keys.value.signer.exercise,
        batchSize: plan.batchSize,
      },
      {
        originals,
        spool,
        engine,
        progress,
        files: createOutputFiles(staged.path),
        journal: createFolderJournal(evidence, {
          cryptography,
          signer: keys.value.signer,
          saltKey: keys.value.saltKey,
          audience: plan.audience,
        }),
      },
    )
  } finally {
    await spool.close()
  }
}

async function storeReferences(originals: OriginalStore, plan: RunPlan): Promise<readonly Reference[]> {
  const mappings = plan.inputs.flatMap(({ mapping }) => (mapping === null ? [] : [mapping]))
  const files: readonly (readonly [Reference['role'], InputFile])[] = [
    ['agreement', plan.agreement],
    ...(plan.manifest === null ? [] : [['manifest', plan.manifest] as const]),
    ...(plan.background === null ? [] : [['background', plan.background] as const]),
    ...mappings.map((file) => ['mapping', file] as const),
  ]
  const references: Reference[] = []
  for (const [role, file] of files) {
    const { digest, bytes } = await originals.put(file.open())
    references.push({ role, original: digest, name: file.name, bytes })
  }
  return references
}

/** Keeps every delivery as it came, before anything is read from it. */
async function storeDeliveries(
  originals: OriginalStore,
  inputs: readonly PlannedInput[],
  agreement: Agreement,
): Promise<Result<readonly Delivery[]>> {
  const area = areaOfInterest(agreement)
  const deliveries: Delivery[] = []
  const problems: Problem[] = []
  for (const { source, file, mapping } of inputs) {
    const text = mapping === null ? null : await readText(mapping)
    if (text !== null && !text.ok) problems.push(...text.problems)
    const { digest, bytes } = await originals.put(file.open())
    const context = {
      ...(area === undefined ? {} : { areaOfInterest: area }),
      ...(text?.ok === true ? { mapping: text.value } : {}),
    }
    deliveries.push({ source, name: file.name, original: digest, bytes, context })
  }
  return problems.length > 0 ? refuse(...problems) : ok(deliveries)
}

/** Names everything whose change could change the answer for the same bytes. */
function versionsOf(inputs: readonly PlannedInput[]): Readonly<Record<string, string>> {
  const parsers = inputs.map(({ source }) => [`source.${source.id}`, source.parserVersion] as const)
  return { marsad: VERSION, 'line-of-contact': DERIVATION_METHOD, ...Object.fromEntries(parsers) }
}
