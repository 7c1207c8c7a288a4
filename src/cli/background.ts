// SPDX-License-Identifier: Apache-2.0
import { buildCommand, buildRouteMap } from '@stricli/core'

import { findInputFile, findInputFiles, readText, writeFileWhole, type InputFile } from '#adapters'
import {
  buildBackground,
  parseSettlements,
  parseWeatherFile,
  toWeatherTerms,
  writeBackground,
  type BackgroundInput,
  type QuietFire,
  type RegionPoint,
  type Settlement,
  type WeatherDay,
  type WeatherTerms,
} from '#background'
import { centerOf, createDigester, digestOf, ok, problem, refuse, type Problem, type Result } from '#kernel'
import { findSource, SOURCES, type Source } from '#sources'

import { print, printJson, progressOf, type CliContext } from './context.ts'
import { failWith } from './problems.ts'
import type { Progress } from './progress.ts'

interface BuildFlags {
  readonly history: readonly string[]
  readonly weather?: string
  readonly places?: string
  readonly out: string
  readonly json: boolean
}

async function runBuild(this: CliContext, flags: BuildFlags): Promise<void> {
  const progress = progressOf(this, flags.json)
  const built = await build(flags, progress)
  progress.end()
  if (!built.ok) return failWith(this, 'The background could not be built.', built.problems)
  const { document } = built.value
  const text = writeBackground(document)
  const written = await writeFileWhole(flags.out, text)
  if (!written.ok) return failWith(this, 'The background could not be written.', written.problems)
  const summary = {
    out: flags.out,
    digest: digestOf(text),
    years: document.years,
    detections: document.detections,
    settlements: document.settlements?.length ?? null,
    weatherRegions: document.weather?.regions.length ?? null,
    cellModel: document.cells !== null,
    bytes: text.length,
    quarantined: built.value.quarantined,
  }
  if (flags.json) return printJson(this, summary)
  print(
    this,
    [
      `${summary.detections} detections of ${summary.years.join(', ')}; ${summary.quarantined} rows could not be read`,
      summary.settlements === null
        ? 'No settlements: where people live will have no weight (--places)'
        : `${summary.settlements} settlements`,
      document.weather === null
        ? 'No weather: every day counts as clear, and none as dry (--weather)'
        : `Weather of ${document.weather.regions.length} regions, ${document.weather.days} days; one unit of dryness multiplies heat by ${Math.exp(document.weather.exponents.dryness).toFixed(2)}, 10 degrees above the season by ${Math.exp(document.weather.exponents.warmth).toFixed(2)}`,
      document.cells === null
        ? 'No counts of cells are foretold: that takes three years with heat on ground within 50 degrees'
        : `Counts of cells are foretold; the cells around weigh ${document.cells.priorStrengthDays} clear days`,
      `Background: ${flags.out}, ${(text.length / 1e6).toFixed(1)} MB (${summary.digest})`,
      `Use it: marsad run --background ${flags.out} ...`,
    ].join('\n'),
  )
}

async function build(flags: BuildFlags, progress: Progress) {
  const problems: Problem[] = []
  const inputs: BackgroundInput[] = []
  const fires: QuietFire[] = []
  let quarantined = 0
  const found: { readonly source: Source; readonly file: InputFile }[] = []
  for (const word of flags.history) {
    const one = await findHistory(word)
    if (one.ok) found.push(one.value)
    else problems.push(...one.problems)
  }
  progress.begin(
    'Reading history',
    found.reduce((sum, { file }) => sum + file.bytes, 0),
  )
  for (const { source, file } of problems.length > 0 ? [] : found) {
    const read = await readHistory(source, file, fires, progress)
    if (!read.ok) problems.push(...read.problems)
    else {
      inputs.push(read.value.input)
      quarantined += read.value.quarantined
    }
  }
  const places = flags.places === undefined ? ok(null) : await readPlaces(flags.places, inputs)
  if (!places.ok) problems.push(...places.problems)
  const weather = flags.weather === undefined ? ok(null) : await readWeather(flags.weather, inputs)
  if (!weather.ok) problems.push(...weather.problems)
  if (problems.length > 0 || !places.ok || !weather.ok) return refuse(...problems)
  progress.begin('Fitting the counts of cells', 0)
  const document = buildBackground(inputs, fires, places.value, weather.value)
  return document.ok ? ok({ document: document.value, quarantined }) : document
}

async function findHistory(word: string): Promise<Result<{ source: Source; file: InputFile }>> {
  const known = SOURCES.map((source) => source.id).join(', ')
  const colon = word.indexOf(':')
  if (colon <= 0) return refuse(problem(`--history ${word}`, 'input-without-source', { known }))
  const source = findSource(word.slice(0, colon))
  if (source === null || source.needsMapping) {
    return refuse(problem(`--history ${word}`, 'source-unknown', { source: word.slice(0, colon), known }))
  }
  const file = await findInputFile(word.slice(colon + 1))
  return file.ok ? ok({ source, file: file.value }) : file
}

/** Reads the heat detections of one file; rows that cannot be read are counted, a file that cannot be read is refused. */
async function readHistory(
  source: Source,
  file: InputFile,
  fires: QuietFire[],
  progress: Progress,
): Promise<Result<{ readonly input: BackgroundInput; readonly quarantined: number }>> {
  const digester = createDigester()
  let quarantined = 0
  const sink = {
    observation(_: number, { means, geometry, time }: Parameters<Sink['observation']>[1]) {
      if (means !== 'satellite-thermal') return
      const { latitude, longitude } = centerOf(geometry)
      fires.push({ latitude, longitude, timeMs: time.start })
    },
    quarantined() {
      quarantined++
    },
  }
  // The digest of the whole file is known only when it has been read, and no observation's name depends on it.
  const parser = source.open({ fileName: file.name, originalDigest: digestOf(file.name) })
  for await (const chunk of file.open()) {
    digester.update(chunk)
    parser.push(chunk, sink)
    progress.advance(chunk.length)
  }
  const finished = parser.finish(sink)
  if (!finished.ok) {
    return refuse(...finished.problems.map((one) => ({ ...one, path: `${file.name} ${one.path}`.trim() })))
  }
  return ok({
    input: {
      role: 'history',
      source: source.id,
      name: file.name,
      original: digester.finish(),
      rows: finished.value.rows,
    },
    quarantined,
  })
}

type Sink = Parameters<ReturnType<Source['open']>['push']>[1]

async function readPlaces(path: string, inputs: BackgroundInput[]): Promise<Result<readonly Settlement[]>> {
  const file = await findInputFile(path)
  if (!file.ok) return file
  const text = await readText(file.value)
  if (!text.ok) return text
  const places = parseSettlements(text.value, file.value.name)
  if (!places.ok) return places
  inputs.push({
    role: 'places',
    source: 'gazetteer',
    name: file.value.name,
    original: digestOf(text.value),
    rows: places.value.length,
  })
  return places
}

/** Reads the daily tables of a weather folder, and the finest of its tables that tell where the regions lie. */
async function readWeather(folder: string, inputs: BackgroundInput[]): Promise<Result<WeatherTerms>> {
  const files = await findInputFiles(folder, '.csv')
  if (!files.ok) return files
  const problems: Problem[] = []
  const days: WeatherDay[] = []
  let ground: { readonly points: readonly RegionPoint[]; readonly input: BackgroundInput } | null = null
  for (const file of files.value) {
    const text = await readText(file)
    const read = text.ok ? parseWeatherFile(text.value, file.name) : text
    if (!read.ok || !text.ok) {
      if (!read.ok) problems.push(...read.problems)
      continue
    }
    const toInput = (rows: number): BackgroundInput => ({
      role: 'weather',
      source: 'weather-by-region',
      name: file.name,
      original: digestOf(text.value),
      rows,
    })
    if (read.value.kind === 'days') {
      for (const day of read.value.days) days.push(day)
      inputs.push(toInput(read.value.days.length + read.value.unmeasured))
    } else if (read.value.kind === 'regions' && read.value.points.length > (ground?.points.length ?? 0)) {
      ground = { points: read.value.points, input: toInput(read.value.points.length) }
    }
  }
  if (ground !== null) inputs.push(ground.input)
  const terms = toWeatherTerms(days, ground?.points ?? [])
  if (terms === null) problems.push(problem(folder, 'weather-missing'))
  return problems.length > 0 || terms === null ? refuse(...problems) : ok(terms)
}

const buildBackgroundCommand = buildCommand<BuildFlags, [], CliContext>({
  func: runBuild,
  parameters: {
    flags: {
      history: {
        kind: 'parsed',
        parse: String,
        variadic: true,
        brief: 'Heat detections of quiet years, e.g. firms-history:2019.csv; repeat it for more',
        placeholder: 'source:path',
      },
      weather: {
        kind: 'parsed',
        parse: String,
        optional: true,
        brief:
          'Folder of daily weather by region (CSV): clouds, rain, temperature, and where the regions lie',
        placeholder: 'folder',
      },
      places: {
        kind: 'parsed',
        parse: String,
        optional: true,
        brief: 'Settlements with their population (GeoJSON points with a property pop)',
        placeholder: 'file',
      },
      out: { kind: 'parsed', parse: String, brief: 'The background file to write', placeholder: 'file' },
      json: { kind: 'boolean', default: false, brief: 'Print the figures as JSON' },
    },
  },
  docs: {
    brief: 'Learn from quiet years what heat is like, place by place and season by season',
    fullDescription: [
      'Learns from quiet years what heat is like, place by place and season by season, for `marsad run --background`.',
      '',
      'Examples',
      '  marsad background build --history firms-history:2019.csv --history firms-history:2021.csv --out quiet.json',
      '  marsad background build --history firms:archive.csv --weather weather --places settlements.geojson --out quiet.json',
    ].join('\n'),
  },
})

export const backgroundRoutes = buildRouteMap({
  routes: { build: buildBackgroundCommand },
  docs: { brief: 'What heat is like in quiet years' },
})
