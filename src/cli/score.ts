// SPDX-License-Identifier: Apache-2.0
import { buildCommand } from '@stricli/core'

import { findInputFile, readText, writeFileWhole } from '#adapters'
import { parseAgreement } from '#agreement'
import { gazetteerPath } from '#config'
import { DAY_MS, ok, parseInstant, problem, refuse, type Result } from '#kernel'
import { fusionContext } from '#pipeline'
import {
  createRunCollector,
  dayEndScores,
  parseLabels,
  parsePlaces,
  parseTruth,
  renderReliabilityDiagram,
  scoreRunLabels,
  scoreTruth,
  type Period,
  type PopulatedPlace,
  type RunCollector,
  type ScoreLabelsDocument,
  type ScoreTruthDocument,
} from '#scoring'

import { chooseEngine } from './choose-engine.ts'
import { print, printJson, progressOf, type CliContext } from './context.ts'
import { planRebuild } from './plan-rebuild.ts'
import { failWith } from './problems.ts'
import { walkRun } from './read-run.ts'
import { createLineProvider } from './run-lines.ts'
import { describeLabelScore, describeTruthScore, DIAGRAM_WORDS } from './score-text.ts'

interface ScoreFlags {
  readonly run: string
  readonly truth?: string
  readonly labels?: string
  readonly places?: string
  readonly from?: string
  readonly to?: string
  readonly diagram?: string
  readonly json: boolean
}

async function runScore(this: CliContext, flags: ScoreFlags): Promise<void> {
  const progress = progressOf(this, flags.json)
  progress.begin('Scoring', 0)
  const scored = await score(flags)
  progress.end()
  if (!scored.ok) return failWith(this, 'The run could not be scored.', scored.problems)
  if (flags.diagram !== undefined && 'reliability' in scored.value) {
    const written = await writeDiagram(flags.diagram, scored.value)
    if (!written.ok) return failWith(this, 'The diagram could not be written.', written.problems)
  }
  if (flags.json) printJson(this, scored.value)
  else if ('rows' in scored.value) print(this, describeLabelScore(scored.value))
  else print(this, describeTruthScore(scored.value))
}

async function score(flags: ScoreFlags): Promise<Result<ScoreTruthDocument | ScoreLabelsDocument>> {
  const { truth, labels } = flags
  if ((truth === undefined) === (labels === undefined)) return refuse(problem('', 'score-needs-one-ruler'))
  if (flags.diagram !== undefined && truth === undefined)
    return refuse(problem('--diagram', 'diagram-needs-truth'))
  const run = createRunCollector()
  const walked = await walkRun(flags.run, COLLECTED, (record) => run.add(record))
  if (!walked.ok) return walked
  return truth === undefined ? scoreByLabels(flags, labels!, run) : scoreByTruth(truth, run)
}

const COLLECTED = new Set(['received', 'observation', 'steady-source', 'incident'] as const)

async function scoreByTruth(path: string, run: RunCollector): Promise<Result<ScoreTruthDocument>> {
  const document = await readJson(path, 'truth-unreadable')
  if (!document.ok) return document
  const truth = parseTruth(document.value)
  return truth.ok ? ok(scoreTruth(truth.value, run.toFoundRun())) : truth
}

const writeDiagram = (path: string, { reliability }: ScoreTruthDocument): Promise<Result<void>> =>
  writeFileWhole(path, renderReliabilityDiagram(reliability, DIAGRAM_WORDS))

async function scoreByLabels(
  flags: ScoreFlags,
  path: string,
  run: RunCollector,
): Promise<Result<ScoreLabelsDocument>> {
  const text = await readNamed(path)
  const labels = text.ok ? parseLabels(text.value) : text
  if (!labels.ok) return labels
  const period = readPeriod(flags)
  if (!period.ok) return period
  const places = await readPlaces(flags.places ?? gazetteerPath())
  if (!places.ok) return places
  const again = await reworker(flags.run)
  if (!again.ok) return again
  const { engine, background, context } = again.value
  return ok(
    scoreRunLabels({
      detections: run.detections(),
      labels: labels.value,
      period: period.value,
      places: places.value,
      background: background?.detections() ?? null,
      scoreUnits: (units) => dayEndScores(units, run.observations(), engine, context),
    }),
  )
}

/** The engine, background and lines of a run, to work its days out anew as they were known at their ends. */
async function reworker(folder: string) {
  const plan = await planRebuild(folder)
  if (!plan.ok) return plan
  const text = await readText(plan.value.agreement)
  const agreement = text.ok ? parseAgreement(text.value, plan.value.agreement.name) : text
  if (!agreement.ok) return agreement
  const chosen = await chooseEngine(plan.value.engine, plan.value.background)
  if (!chosen.ok) return chosen
  const lines = createLineProvider(agreement.value, plan.value.frontline)
  return ok({ ...chosen.value, context: fusionContext(agreement.value, lines) })
}

async function readNamed(path: string): Promise<Result<string>> {
  const file = await findInputFile(path)
  return file.ok ? readText(file.value) : file
}

async function readJson(path: string, code: string): Promise<Result<unknown>> {
  const text = await readNamed(path)
  if (!text.ok) return text
  try {
    return ok(JSON.parse(text.value) as unknown)
  } catch {
    return refuse(problem(path, code))
  }
}

async function readPlaces(path: string | null): Promise<Result<readonly PopulatedPlace[] | null>> {
  if (path === null) return ok(null)
  const document = await readJson(path, 'json-unreadable')
  return document.ok ? parsePlaces(document.value) : document
}

/** Both ends included; null takes the days that the labels cover. */
function readPeriod({ from, to }: ScoreFlags): Result<Period | null> {
  if (from === undefined && to === undefined) return ok(null)
  const first = parseInstant(from ?? '1970-01-01', '--from')
  const last = parseInstant(to ?? '9999-01-01', '--to')
  if (!first.ok || !last.ok) return refuse(...[first, last].flatMap((one) => (one.ok ? [] : one.problems)))
  return ok({ first: Math.floor(first.value / DAY_MS), last: Math.floor(last.value / DAY_MS) })
}

export const scoreCommand = buildCommand<ScoreFlags, [], CliContext>({
  func: runScore,
  parameters: {
    flags: {
      run: { kind: 'parsed', parse: String, brief: 'Folder that a run wrote', placeholder: 'folder' },
      truth: {
        kind: 'parsed',
        parse: String,
        optional: true,
        brief: 'truth.json of a simulation',
        placeholder: 'file',
      },
      labels: {
        kind: 'parsed',
        parse: String,
        optional: true,
        brief: 'Real labels as CSV with id,date,lat,lon,kind; the engine never sees them',
        placeholder: 'file',
      },
      places: {
        kind: 'parsed',
        parse: String,
        optional: true,
        brief: 'Settlements with population (GeoJSON points with pop), for the population controls',
        placeholder: 'file',
      },
      from: {
        kind: 'parsed',
        parse: String,
        optional: true,
        brief: 'First day to score',
        placeholder: 'date',
      },
      to: { kind: 'parsed', parse: String, optional: true, brief: 'Last day to score', placeholder: 'date' },
      diagram: {
        kind: 'parsed',
        parse: String,
        optional: true,
        brief: 'With --truth: write what was said against what was so as a picture (SVG)',
        placeholder: 'file',
      },
      json: { kind: 'boolean', default: false, brief: 'Print the figures as JSON' },
    },
  },
  docs: {
    brief: 'Score a run against simulated truth or real labels, beside plain methods on the same input',
    fullDescription: [
      'Scores a run against simulated truth, or against real labels beside plain methods on the same input.',
      'The ranking against labels says how much better than chance the order is; it is not the accuracy of a probability.',
      '',
      'Examples',
      '  marsad score --truth drill/truth.json --run drill-run --diagram drill.svg',
      '  marsad score --labels labels.csv --run spring --from 2022-05-01 --to 2022-05-31 --json',
    ].join('\n'),
  },
})
