// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { recordFigure } from './figures.ts'
import { digestsOf, makeWorkFolder, PROJECT, runMarsad } from './run-marsad.ts'

const work = makeWorkFolder()
afterAll(() => work.remove())

const SCENARIO = join(PROJECT, 'scenarios/default.yaml')
const AGREEMENT = join(PROJECT, 'agreements/exercise-2026.yaml')
const drill = join(work.path, 'drill')
const run = join(work.path, 'run')
const truth = join(drill, 'truth.json')

const simulate = (out: string, seed: string) =>
  runMarsad(['simulate', '--scenario', SCENARIO, '--seed', seed, '--out', out, '--json'])

async function marsad(...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await runMarsad(args)
  expect(stderr).not.toMatch(/^ +at /m)
  expect(code).toBe(0)
  return stdout
}

let scored: Readonly<Record<string, unknown>> = {}
let seconds = Number.NaN

beforeAll(async () => {
  // Builds first, so that the compiler's time is not in the figure.
  await marsad('--version')
  const began = performance.now()
  await simulate(drill, '1')
  const manifest = join(drill, 'inputs/manifest.json')
  await marsad('run', '--agreement', AGREEMENT, '--manifest', manifest, '--out', run)
  scored = JSON.parse(await marsad('score', '--truth', truth, '--run', run, '--json')) as typeof scored
  seconds = (performance.now() - began) / 1_000
}, 240_000)

describe('a scenario from its bytes to its score', { timeout: 120_000 }, () => {
  test('[C6] the default scenario is simulated, run and scored within two minutes', () => {
    recordFigure('default scenario: simulate, run and score', Math.round(seconds * 10) / 10, 's')
    expect(seconds).toBeLessThan(120)
  })

  test('[C6] the same seed gives the same bytes, another seed others', async () => {
    await simulate(join(work.path, 'again'), '1')
    await simulate(join(work.path, 'other'), '2')
    const digests = digestsOf(drill)
    expect(Object.keys(digests)).toContain('truth.json')
    expect(Object.keys(digests)).toContain('inputs/manifest.json')
    expect(digestsOf(join(work.path, 'again'))).toEqual(digests)
    expect(digestsOf(join(work.path, 'other'))['truth.json']).not.toBe(digests['truth.json'])
  })

  test('[C7] the score against truth has the agreed fields, and its counts are all events', () => {
    const events = (JSON.parse(readFileSync(truth, 'utf8')) as { events: readonly unknown[] }).events.length
    const agreed = ['schema', 'matched', 'missed', 'false', 'split', 'merged', 'ellipseCoverage', 'ece']
    for (const field of [...agreed, 'brier', 'ari', 'latencySeconds', 'bySide']) {
      expect(Object.keys(scored)).toContain(field)
    }
    expect(scored['schema']).toBe('marsad/score-truth@1')
    expect(Object.keys(scored['latencySeconds'] as object)).toEqual(['p50', 'p95'])
    const [matched, missed, merged, unseen] = ['matched', 'missed', 'merged', 'unseen'].map((field) =>
      Number(scored[field]),
    )
    expect(matched! + missed! + merged! + unseen!).toBe(events)
    expect(matched).toBeGreaterThan(100)
  })

  test('[C7] the text says what was unseen, and the diagram is a picture of its own', async () => {
    const diagram = join(work.path, 'drill.svg')
    const text = await marsad('score', '--truth', truth, '--run', run, '--diagram', diagram)
    expect(text).toContain(`${String(scored['unseen'])} unseen (in no delivered row`)
    expect(readFileSync(diagram, 'utf8')).toMatch(/^<svg [^]*<circle [^]*<\/svg>\n$/)
  })

  test('[C7] the ranking against labels has exactly the agreed fields', async () => {
    const labels = join(work.path, 'labels.csv')
    writeFileSync(labels, labelsFrom(truth))
    const stdout = await marsad('score', '--labels', labels, '--run', run, '--json')
    const document = JSON.parse(stdout) as { readonly schema: string; readonly rows: readonly Row[] }
    expect(Object.keys(document)).toEqual(['schema', 'rows'])
    expect(document.schema).toBe('marsad/score-labels@1')
    expect(document.rows.map(({ method, radiusKm }) => `${radiusKm} ${method}`)).toEqual(
      [1, 2, 5].flatMap((km) => ['marsad', 'cell-excess', 'population', 'points'].map((m) => `${km} ${m}`)),
    )
    for (const row of document.rows) {
      expect(Object.keys(row)).toEqual(ROW_FIELDS)
      expect(Object.keys(row.vsCellExcess)).toEqual(['day', 'local'])
      expect(Object.keys(row.vsPopulation)).toEqual(['day'])
      for (const lift of row.lift) expect(Object.keys(lift).toSorted()).toEqual(LIFT_FIELDS)
    }
    const own = document.rows.find((row) => row.method === 'marsad' && row.radiusKm === 5)
    expect(own?.positives).toBeGreaterThan(0)
    expect(own?.lift.length).toBeGreaterThan(0)
  })

  test.each([
    ['no ruler', []],
    ['two rulers', ['--truth', truth, '--labels', 'labels.csv']],
    ['a truth that is not there', ['--truth', 'no-such.json']],
    ['a truth that is none', ['--truth', join(PROJECT, 'package.json')]],
    ['labels that are none', ['--labels', join(PROJECT, 'package.json')]],
    ['a diagram of labels', ['--labels', 'labels.csv', '--diagram', 'never.svg']],
    ['an unreadable day', ['--labels', join(work.path, 'labels.csv'), '--from', 'yesterday']],
  ])('[C8] wrong use of score ends with 2 and a sentence: %s', async (_, words) => {
    const { code, stdout, stderr } = await runMarsad(['score', ...words, '--run', run, '--json'])
    expect(code).toBe(2)
    expect(stdout).toBe('')
    expect(stderr.trim()).not.toBe('')
    expect(stderr).not.toMatch(/^ +at /m)
    expect(existsSync('never.svg')).toBe(false)
  })

  test('[C8] a run that is none, a scenario that is none and a seed that is no number end with 2', async () => {
    const nowhere = join(work.path, 'nowhere')
    const uses = [
      ['score', '--truth', truth, '--run', nowhere],
      ['simulate', '--scenario', AGREEMENT, '--out', nowhere],
      ['simulate', '--scenario', SCENARIO, '--seed', '-1', '--out', nowhere],
      ['simulate', '--scenario', SCENARIO, '--seed', 'one', '--out', nowhere],
    ]
    for (const words of uses) expect((await runMarsad(words)).code, words.join(' ')).toBe(2)
    expect(existsSync(nowhere)).toBe(false)
  })
})

interface Row {
  readonly method: string
  readonly radiusKm: number
  readonly positives: number
  readonly vsCellExcess: object
  readonly vsPopulation: object
  readonly lift: readonly object[]
}

const ROW_FIELDS =
  'method radiusKm positives blocks dayAuc dayCi95 localAuc localCi95 popAuc popCi95 vsCellExcess vsPopulation lift reason'.split(
    ' ',
  )
const LIFT_FIELDS = ['ci95', 'hits', 'lift', 'nullHits', 'reason', 'topShare', 'units']

/** A few of the true events, as people would have labelled them. */
function labelsFrom(path: string): string {
  const { events } = JSON.parse(readFileSync(path, 'utf8')) as {
    readonly events: readonly {
      readonly id: string
      readonly start: string
      readonly latitude: number
      readonly longitude: number
      readonly hypothesis: string
      readonly heat: object | null
    }[]
  }
  const hot = events.filter(({ hypothesis, heat }) => hypothesis === 'shelling' && heat !== null).slice(0, 40)
  const rows = hot.map(
    ({ id, start, latitude, longitude }) => `${id},${start.slice(0, 10)},${latitude},${longitude},shelling`,
  )
  return `id,date,lat,lon,kind\n${rows.join('\n')}\n`
}
