// SPDX-License-Identifier: Apache-2.0
import Papa from 'papaparse'
import { describe, expect, test } from 'vitest'

import type { JournalRecord } from '#evidence'
import { UNDETECTED_REFUSALS, type UndetectedEstimate } from '#incidents'
import { canonicalJson, digestOf, type JsonValue } from '#kernel'
import { LANGUAGES, withoutIsolates } from '#messages'

import { INVENTED_CARD, inventRun, type InventedRun } from '../../test/invented-run.ts'
import { undetectedText } from './counting/index.ts'
import { createEdition, EDITION_FILES } from './edition.ts'
import type { ReportDocument } from './report-document.ts'
import { ReportError } from './report-error.ts'
import { VERDICT_ORDER } from './incident-feature.ts'
import { VIOLATION_COLUMNS } from './violation-row.ts'

const STATE = { size: 99, root: 'ab'.repeat(32) }

function publishRecords(records: readonly JournalRecord[]): Readonly<Record<string, string>> {
  const files: Record<string, string> = {}
  const edition = createEdition((file, text) => {
    files[file] = (files[file] ?? '') + text
  })
  for (const record of records) edition.add(record)
  edition.finish(STATE)
  return files
}

const publishRun = (options: InventedRun = {}) => publishRecords(inventRun(options))
const reportOf = (files: Readonly<Record<string, string>>): ReportDocument =>
  JSON.parse(files['report.json'] ?? '') as ReportDocument

interface Feature {
  readonly geometry: { readonly coordinates: readonly number[] } | null
  readonly properties: {
    readonly id: string
    readonly locationWithheld: boolean
    readonly state: string
    readonly past: { readonly steps: readonly { readonly event: string }[] }
    readonly effectsAtLeast: number | null
    readonly possibleViolations: readonly {
      readonly provision: string
      readonly verdict: string
      readonly standing?: string
    }[]
  }
}
const featuresOf = (files: Readonly<Record<string, string>>): readonly Feature[] =>
  (JSON.parse(files['incidents.geojson'] ?? '') as { features: readonly Feature[] }).features
const rowsOf = (files: Readonly<Record<string, string>>): readonly Record<string, string>[] =>
  Papa.parse<Record<string, string>>(files['violations.csv'] ?? '', { header: true, skipEmptyLines: true })
    .data

const codeOf = (act: () => unknown): string => {
  try {
    act()
    return 'nothing was thrown'
  } catch (error) {
    return error instanceof ReportError ? error.code : String(error)
  }
}

describe('createEdition', () => {
  test('[R8] the same records give the same bytes of the same four files', () => {
    const files = publishRun()
    expect(Object.keys(files).sort()).toEqual([...EDITION_FILES].sort())
    expect(publishRun()).toEqual(files)
  })

  test('[R8] these records give these bytes until somebody means to change them', () => {
    const digests = Object.entries(publishRun()).map(([name, text]) => `${name} ${digestOf(text)}`)
    expect(digests.sort()).toMatchInlineSnapshot(`
      [
        "incidents.geojson c691ac2356ca671d20374d831e84335854ae65c012238d647b89122fa23347db",
        "report.html bc9d63c6e8085c4f4f16eaffb9439a307dccbdd856906713aaf5ed98fc7b382b",
        "report.json 37a81c1920c0ca3c05b4d0440b720d0bc206ff08d2f78dd4bb56a63a4db60cc2",
        "violations.csv 2abaa4a47aa9f0bd4f0a7e56bc7ab186fb13d8ab2c7735bac73be386d1b2e7e4",
      ]
    `)
  })

  test('[R8] records out of order, a second question, none, or a foreign record are errors', () => {
    const records = inventRun()
    const [question] = records
    if (question === undefined) throw new Error('nothing was invented')
    expect(codeOf(() => publishRecords(records.slice(1)))).toBe('question-missing')
    expect(codeOf(() => publishRecords([question, question]))).toBe('question-twice')
    expect(codeOf(() => publishRecords([question, ...records.slice(1).toReversed()]))).toBe(
      'record-out-of-order',
    )
    expect(codeOf(() => publishRecords([question, { ...question, kind: 'rumour' }]))).toBe(
      'record-unreadable',
    )
    expect(codeOf(() => publishRecords([]))).toBe('question-missing')
    const edition = createEdition(() => undefined)
    edition.add(question)
    edition.finish(STATE)
    expect(codeOf(() => edition.finish(STATE))).toBe('edition-finished')
    expect(codeOf(() => edition.add(question))).toBe('edition-finished')
  })

  test('[R9] figures that do not add up make no report', () => {
    const records = inventRun()
    const without = records.filter((record) => record.kind !== 'duplicate')
    expect(codeOf(() => publishRecords(without))).toBe('counts-disagree')
    const duplicates = records.filter((record) => record.kind === 'duplicate')
    const at = records.findIndex((record) => record.kind === 'duplicate')
    expect(codeOf(() => publishRecords(records.toSpliced(at, 0, ...duplicates)))).toBe('counts-disagree')
  })

  test('[R9] rows that an audience may not read are counted as withheld', () => {
    const records = inventRun({ audience: 'coalition' }).filter((record) => record.kind !== 'quarantined')
    expect(reportOf(publishRecords(records)).counts).toMatchObject({
      rowsIn: 41,
      quarantined: 0,
      withheldRows: 2,
    })
  })
})

describe('report.json', () => {
  const files = publishRun()
  const report = reportOf(files)

  test('[R10] counts what the other files hold, each with its unit', () => {
    expect(report.schema).toBe('marsad/report@1')
    expect(report.counts).toMatchObject({
      rowsIn: 43,
      observations: 40,
      duplicates: 1,
      quarantined: 2,
      incidents: 40,
    })
    expect(report.counts.possibleViolations).toBe(rowsOf(files).length)
    expect(report.counts.indications).toBe(
      rowsOf(files).filter((row) => row['standing'] === 'indication').length,
    )
    expect(featuresOf(files)).toHaveLength(report.counts.incidents)
    expect(Object.keys(report.units).sort()).toEqual(Object.keys(report.counts).sort())
    expect(report.coverage.code).toBe('coverage-not-computed')
    expect(report.journal).toEqual(STATE)
  })

  test('[R10] the answers of each provision sum to the incidents', () => {
    for (const { verdicts } of report.provisions) {
      expect(Object.values(verdicts).reduce((sum, n) => sum + n, 0)).toBe(report.counts.incidents)
    }
    const matched = report.provisions.reduce((sum, one) => sum + one.verdicts.breach, 0)
    expect(matched).toBe(report.counts.possibleViolations)
    expect(report.likelihoods.reduce((sum, one) => sum + one.incidents, 0)).toBe(report.counts.incidents)
  })

  test('[R10] every incident lies on a side of the line of contact or on none', () => {
    const { bySide } = report
    expect(bySide?.map((one) => one.side)).toEqual(['party-b', 'party-a'])
    expect(bySide?.reduce((sum, one) => sum + (one.incidents ?? 0), 0)).toBe(report.counts.incidents)
  })

  test('[R10] names the line of the latest day, or none', () => {
    expect(report.lineOfContact).toMatchObject({ date: '2026-06-24', lengthKilometres: 812.3, days: [{}] })
    const lineless = reportOf(publishRun({ withLine: false }))
    expect(lineless.lineOfContact).toBeNull()
    expect(rowsOf(publishRun({ withLine: false }))[0]).toMatchObject({ distance_metres: '', side: '' })
  })

  test('[R10] says per file and in all why rows were set aside', () => {
    expect(report.quarantine).toEqual([{ code: 'instant-unreadable', rows: 2 }])
    expect(report.inputs[0]?.quarantineReasons).toEqual(report.quarantine)
  })

  test('[R21] days and sides of the three counts sum to the totals, and none is the other', () => {
    const { counting, counts } = reportOf(publishRun({ countable: true }))
    expect(counting.effects.atLeast).toBe((40 * 41) / 2)
    expect(counting.effects.byEffect).toEqual([{ effect: 'explosion-impact', atLeast: 820 }])
    expect([counting.incidents, counting.findings]).toEqual([counts.incidents, 0])
    for (const rows of [counting.byDay, counting.bySide ?? []]) {
      expect(rows.reduce((sum, one) => sum + one.effects, 0)).toBe(counting.effects.atLeast)
      expect(rows.reduce((sum, one) => sum + one.incidents, 0)).toBe(counting.incidents)
    }
    expect(counting.bySide?.map((one) => one.side)).toEqual(['party-b', 'party-a'])
    expect(counting.states.incidents.reduce((sum, one) => sum + one.incidents, 0)).toBe(counts.incidents)
    expect(reportOf(publishRun({ audience: 'public' })).counting.bySide).toBeNull()
    expect(report.counting.effects).toEqual({ atLeast: 0, incidents: 0, byEffect: [] })
  })

  test('[R22] gives no estimate of the undetected while nobody knows the opportunity, and says so in every language', () => {
    const { undetected } = report
    expect(undetected.result).toMatchObject({ kind: 'refused', reason: { code: 'opportunity-unknown' } })
    expect(Object.keys(undetected.text).sort()).toEqual([...LANGUAGES].sort())
    expect(undetected.lists.map(({ list }) => list)).toEqual(['thermal', 'reports'])
    for (const language of ['ar', 'en'] as const)
      expect(withoutIsolates(files['report.html'] ?? '')).toContain(
        withoutIsolates(undetected.text[language]),
      )
  })

  test('[R22] an estimate has its form of words', () => {
    const estimate: UndetectedEstimate = {
      kind: 'estimated',
      observed: 605,
      estimate: 968.7,
      interval: [890.2, 1_060.4],
      lists: ['thermal', 'sound', 'reports'],
      copiedShares: {},
      shareWithoutOpportunity: 0.12,
      sensitivity: 0.1,
    }
    expect(undetectedText(estimate).en).toBe(
      'Incidents observed: 605. Estimated in all: 969 (95% interval 890 to 1,060), by conditional likelihood with covariates and copying between lists. Lists: heat seen by satellites; sound heard or measured; public reports. Share of space and time without opportunity, left out: 12%.',
    )
    for (const code of UNDETECTED_REFUSALS) {
      const params = { list: 'thermal', lists: 2, fewest: 3, shared: 1, least: 7, share: 0.6, most: 0.5 }
      for (const text of Object.values(
        undetectedText({ kind: 'refused', observed: 3, reason: { code, params } }),
      ))
        expect(text).not.toBe('')
    }
  })

  test('[R23] watches the line sector by sector, and says what it cannot', () => {
    const { earlyWarning } = report
    expect(earlyWarning).toMatchObject({ kind: 'too-short', effort: 'unknown', days: { count: 1 } })
    const [line, ...sectors] = earlyWarning.sectors
    expect(line?.number).toBeNull()
    expect(sectors.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7])
    expect(sectors.reduce((sum, { incidents }) => sum + incidents, 0)).toBe(line?.incidents)
    expect(line?.incidents).toBeGreaterThan(0)
    const quiet = sectors.map(({ lastWeek }) => lastWeek.quiet)
    expect(quiet).toContain('nothing-seen')
    expect(quiet).not.toContain('demonstrated-quiet')
    expect(reportOf(publishRun({ withLine: false })).earlyWarning.kind).toBe('no-line')
    expect(reportOf(publishRun({ incidents: 0, withLine: false })).earlyWarning.kind).toBe('nothing-observed')
  })

  test('[R20] has the card of its engine as the journal has it, or none', () => {
    expect(report.methodCards).toMatchObject([{ engine: 'first', version: '1', recorded: null }])
    const [shown] = reportOf(publishRun({ methodCard: INVENTED_CARD })).methodCards
    expect(shown).toMatchObject({ recorded: INVENTED_CARD, sameParameters: true })
    expect(shown?.note.en).toContain('made-up course of events')
  })

  test('[R10] is canonical JSON', () => {
    expect(files['report.json']).toBe(`${canonicalJson(report as unknown as JsonValue)}\n`)
  })
})

describe('incidents.geojson', () => {
  const files = publishRun()
  const text = files['incidents.geojson'] ?? ''

  test('[R11] is canonical JSON but for its line ends, a feature on each', () => {
    expect(text.replaceAll('\n', '')).toBe(canonicalJson(JSON.parse(text) as JsonValue))
    expect(text.split('\n').length).toBe(featuresOf(files).length + 3)
  })

  test('[R11] lists every provision, breaches first', () => {
    for (const { properties } of featuresOf(files)) {
      const verdicts = properties.possibleViolations.map((one) => one.verdict)
      expect(verdicts).toHaveLength(2)
      expect(verdicts).toEqual(VERDICT_ORDER.filter((verdict) => verdicts.includes(verdict)))
    }
  })

  test('[R24] says the state of each incident, its past, and the effects told of it', () => {
    const [told] = featuresOf(publishRun({ countable: true }))
    expect(told?.properties).toMatchObject({ state: 'open', past: { omitted: 0 }, effectsAtLeast: 1 })
    expect(told?.properties.past.steps.map(({ event }) => event)).toEqual(['appeared'])
    expect(featuresOf(files)[0]?.properties.effectsAtLeast).toBeNull()
  })

  test('[R11] has no incidents and is still a collection', () => {
    expect(featuresOf(publishRun({ incidents: 0 }))).toEqual([])
  })
})

describe('violations.csv', () => {
  test('[R12] has the fixed head and a row for each possible violation, whole numbers as they are', () => {
    const files = publishRun()
    expect(files['violations.csv']?.split('\r\n')[0]).toBe(VIOLATION_COLUMNS.join(','))
    for (const row of rowsOf(files)) {
      expect(Object.keys(row)).toEqual([...VIOLATION_COLUMNS])
      expect(Number(row['latitude'])).toBeGreaterThan(46)
      expect(row['start']).toMatch(/^2026-06-2\dT.*Z$/)
    }
  })
})

describe('what an audience sees', () => {
  test('[R16] the public gets no indications and no figures per side, anywhere', () => {
    const all = publishRun()
    const files = publishRun({ audience: 'public' })
    const report = reportOf(files)
    expect(report.bySide).toBeNull()
    expect(report.counts.indications).toBeNull()
    expect(report.provisions.every((one) => one.indications === null)).toBe(true)
    const standings = rowsOf(files).map((row) => row['standing'])
    expect(standings.length).toBeGreaterThan(0)
    expect(standings).not.toContain('indication')
    expect(report.counts.possibleViolations).toBe(standings.length)
    const listed = featuresOf(files).flatMap((one) => one.properties.possibleViolations)
    expect(listed.filter((one) => one.verdict === 'breach')).toHaveLength(standings.length)
    const hidden = rowsOf(all).filter((row) => row['standing'] === 'indication')
    expect(hidden.length).toBeGreaterThan(0)
    for (const { id } of hidden) expect(Object.values(files).join('')).not.toContain(id)
  })

  test('[R16] an audience that nobody knows sees no more than the public, and a zero is not said of what is hidden', () => {
    const misspelt = reportOf(publishRun({ audience: 'Public' }))
    expect(misspelt.counts.indications).toBeNull()
    expect(misspelt.bySide).toEqual(reportOf(publishRun({ audience: 'public' })).bySide)
    expect(reportOf(publishRun({ audience: 'coalition' })).counts.indications).toBeNull()
  })

  test('[R16] the place of an origin of fire leaves the installation in no file', () => {
    const inside = publishRun({ originOfFire: true })
    const outside = publishRun({ originOfFire: true, audience: 'coalition' })
    const places = featuresOf(inside).map((one) => one.geometry?.coordinates.map(String) ?? [])
    expect(places.every((place) => place.length === 2)).toBe(true)
    expect(featuresOf(outside).every((one) => one.geometry === null && one.properties.locationWithheld)).toBe(
      true,
    )
    for (const text of Object.values(outside)) {
      for (const degrees of places.flat()) expect(text).not.toContain(degrees)
    }
    expect(rowsOf(outside).every((row) => row['latitude'] === '' && row['distance_metres'] === '')).toBe(true)
    expect(outside['report.html']).toContain('The places of 40 incidents are withheld')
  })
})

describe('party-blindness', () => {
  const swapText = (text: string): string =>
    text.replaceAll('party-a', 'party-*').replaceAll('party-b', 'party-a').replaceAll('party-*', 'party-b')

  test('[R18] swapping the parties in the records mirrors every table and figure', () => {
    const records = inventRun()
    const swapped = JSON.parse(swapText(JSON.stringify(records))) as readonly JournalRecord[]
    const files = publishRecords(records)
    const mirrored = publishRecords(swapped)
    for (const name of ['violations.csv', 'incidents.geojson', 'report.json']) {
      expect(swapText(mirrored[name] ?? '')).toBe(files[name])
    }
  })
})
