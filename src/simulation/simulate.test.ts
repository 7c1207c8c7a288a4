// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs'

import { describe, expect, test } from 'vitest'

import { parseAgreement, type ResolvedLine } from '#agreement'
import { geodesicMeters, HOUR_MS } from '#kernel'

import { sharedData } from '../../test/shared-data.ts'
import { FIRMS_HEADER } from './originals/firms-csv.ts'
import { REPORT_HEADER } from './originals/report-csv.ts'
import { parseScenario } from './scenario/parse-scenario.ts'
import { type Scenario, scenarioJsonSchema, scenarioSchema } from './scenario/scenario.ts'
import { NEWS_MODEL } from './sensors/news-model.ts'
import { VIIRS_MODEL } from './sensors/viirs-model.ts'
import { simulate, simulateAlong, type Simulation } from './simulate.ts'

const line: ResolvedLine = {
  id: 'contact',
  kind: 'working',
  claimedBy: null,
  date: null,
  source: 'made up',
  method: 'drawn by hand',
  accuracyMeters: 500,
  parts: [
    [
      { latitude: 47, longitude: 34.5 },
      { latitude: 47.4, longitude: 36.5 },
      { latitude: 48.3, longitude: 37.7 },
      { latitude: 49.8, longitude: 38 },
    ],
  ],
  sides: { kind: 'hand', left: 'north', right: 'south' },
}

const shipped = readFileSync(new URL('../../scenarios/exercise.yaml', import.meta.url), 'utf8')

function readScenario(text: string): Scenario {
  const parsed = parseScenario(text)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  return parsed.value
}

const exercise = readScenario(shipped)
const withParts = (parts: object): Scenario => scenarioSchema.parse({ ...exercise, ...parts })
const textOf = (simulation: Simulation): string =>
  simulation.files.map((file) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(file.bytes)).join('\f')
const rowsOf = (bytes: Uint8Array): readonly string[] =>
  new TextDecoder().decode(bytes).trimEnd().split('\n').slice(1)
const firmsText = (simulation: Simulation): string =>
  textOf({ ...simulation, files: simulation.files.filter((file) => file.source === 'firms') })

describe('simulate', () => {
  const played = simulateAlong(line, [], exercise, 1)

  test('[SIM1] same seed, same bytes; another seed, others', () => {
    const again = simulateAlong(line, [], exercise, 1)
    expect(textOf(again)).toBe(textOf(played))
    expect(again.truth).toEqual(played.truth)
    expect(textOf(simulateAlong(line, [], exercise, 2))).not.toBe(textOf(played))
  })

  test('[SIM2] what the news does leaves the satellites as they were', () => {
    const louder = simulateAlong(
      line,
      [],
      withParts({ sensors: { viirs: {}, news: { unrelatedPerDay: 90 } } }),
      1,
    )
    expect(firmsText(louder)).toBe(firmsText(played))
    expect(textOf(louder)).not.toBe(textOf(played))
  })

  test('[SIM3] the truth names each row once, and rows lie near their event', () => {
    const rows = new Map(
      played.files.flatMap((file) => rowsOf(file.bytes).map((text, n) => [`${file.name}:${n + 1}`, text])),
    )
    expect(played.truth.rows.map(({ file, row }) => `${file}:${row}`).toSorted()).toEqual(
      [...rows.keys()].toSorted(),
    )
    const events = new Map(played.truth.events.map((event) => [event.id, event]))
    let checked = 0
    for (const { file, row, of } of played.truth.rows) {
      const event = events.get(of ?? '')
      if (event?.heat === null || event === undefined || !file.includes('firms')) continue
      const [latitude, longitude, , , , day, clock = ''] = (rows.get(`${file}:${row}`) ?? '').split(',')
      const place = { latitude: Number(latitude), longitude: Number(longitude) }
      const time = Date.parse(`${day}T${clock.slice(0, 2)}:${clock.slice(2)}:00Z`)
      expect(geodesicMeters(place, event)).toBeLessThan(2_500)
      expect(time).toBeGreaterThan(Date.parse(event.heat.start) - 10 * 60_000)
      expect(time).toBeLessThan(Date.parse(event.heat.end) + 10 * 60_000)
      checked += 1
    }
    expect(checked).toBeGreaterThan(100)
  })

  test('[SIM4] effects follow the schedule, sector by sector', () => {
    const schedule = [
      { fromDay: 0, toDay: 10, factor: 0.05, reason: 'quiet' },
      { fromDay: 15, toDay: 20, factor: 0, sectors: ['south'], reason: 'the south holds' },
    ]
    const hostilities = { ...exercise.hostilities, effectsPerDay: 900, schedule, bursts: [] }
    const { truth } = simulateAlong(
      line,
      [],
      withParts({ period: { firstDay: '2026-07-20', days: 20 }, hostilities }),
      3,
    )
    const first = Date.parse('2026-07-20T00:00:00Z')
    const effects = (fromDay: number, toDay: number, sector?: string): number =>
      truth.events
        .filter((event) => event.sector !== null && (sector === undefined || event.sector === sector))
        .filter(({ start }) => Math.floor((Date.parse(start) - first) / (24 * HOUR_MS)) >= fromDay)
        .filter(({ start }) => Math.floor((Date.parse(start) - first) / (24 * HOUR_MS)) < toDay)
        .reduce((sum, event) => sum + event.effects, 0)
    expect(effects(10, 15) / 5 / 900).toBeGreaterThan(0.85)
    expect(effects(10, 15) / 5 / 900).toBeLessThan(1.15)
    expect(effects(0, 10) / 10 / 45).toBeGreaterThan(0.6)
    expect(effects(0, 10) / 10 / 45).toBeLessThan(1.4)
    expect(effects(15, 20, 'south')).toBe(0)
    expect(effects(15, 20, 'north')).toBeGreaterThan(0)
  })

  test('[SIM7] columns are those of the real feeds, and everything is marked as an exercise', () => {
    for (const { name, source, bytes } of played.files) {
      const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
      expect(name).toMatch(/^exercise-/)
      expect(text.startsWith(`${source === 'firms' ? FIRMS_HEADER : REPORT_HEADER}\n`)).toBe(true)
    }
  })

  test('[SIM7] every headline says EXERCISE', () => {
    const reports = played.files
      .filter((file) => file.source === 'viina')
      .flatMap((file) => rowsOf(file.bytes))
    expect(reports.length).toBeGreaterThan(50)
    expect(reports.filter((row) => !row.includes('"EXERCISE: '))).toEqual([])
  })

  const realFirms = sharedData('firms/ukraine-2026-06/viirs-nrt-20260624-27.csv')
  const realReports = sharedData('events/viina/viina_incidents_202504.csv')
  test.skipIf(realFirms === null || realReports === null)(
    '[SIM7] the headers are the real ones (shared data)',
    () => {
      const headOf = (path: string | null): string => readFileSync(path ?? '', 'utf8').split(/\r?\n/)[0] ?? ''
      expect(headOf(realFirms)).toBe(FIRMS_HEADER)
      expect(headOf(realReports)).toBe(REPORT_HEADER)
    },
  )

  test('[SIM7] numbers look like the real ones', () => {
    const form =
      /^\d{2}(\.\d{1,5})?,\d{2}(\.\d{1,5})?,\d{3}(\.\d{1,2})?,0\.\d{1,2},0\.\d{1,2},2026-06-\d{2},[0-2]\d[0-5]\d,(N|N20|N21),VIIRS,[lnh],2\.0NRT,\d{3}(\.\d{1,2})?,\d+(\.\d{1,2})?,[DN]$/
    const rows = played.files.filter((file) => file.source === 'firms').flatMap((file) => rowsOf(file.bytes))
    expect(rows.length).toBeGreaterThan(200)
    expect(rows.filter((row) => !form.test(row))).toEqual([])
  })

  test('[SIM10] neither side is favoured', () => {
    const { truth } = simulateAlong(
      line,
      [],
      withParts({ hostilities: { ...exercise.hostilities, effectsPerDay: 4_000 } }),
      8,
    )
    const sides = truth.events.filter(({ sector }) => sector !== null).map(({ side }) => side)
    const north = sides.filter((side) => side === 'north').length
    expect(sides.length).toBeGreaterThan(1_000)
    expect(Math.abs(north / sides.length - 0.5)).toBeLessThan(0.05)
  })

  test('[SIM11] a day of 50,000 effects is made in seconds', () => {
    const hostilities = { ...exercise.hostilities, effectsPerDay: 50_000, schedule: [], bursts: [] }
    const began = performance.now()
    const { truth } = simulateAlong(
      line,
      [],
      withParts({ period: { firstDay: '2026-06-08', days: 1 }, hostilities }),
      1,
    )
    expect(performance.now() - began).toBeLessThan(20_000)
    expect(truth.events.reduce((sum, event) => sum + event.effects, 0)).toBeGreaterThan(45_000)
  })

  test('[SIM12] what is not what it seems is marked in the truth', () => {
    const { truth } = simulateAlong(
      line,
      [],
      withParts({
        delivery: { lateShare: 0.1, repeatedShare: 0.2 },
        deception: { inventedReportsPerDay: 5, replayedDetectionsPerDay: 10 },
      }),
      4,
    )
    const count = (wanted: (row: (typeof truth.rows)[number]) => boolean): number =>
      truth.rows.filter(wanted).length
    expect(count((row) => row.repeats?.as === 'delivered-again')).toBeGreaterThan(20)
    expect(count((row) => row.repeats?.as === 'replayed')).toBeGreaterThan(20)
    expect(count((row) => row.copyOf !== null)).toBeGreaterThan(3)
    expect(count((row) => row.cause === 'invented')).toBeGreaterThan(40)
    expect(count((row) => row.cause === 'unrelated')).toBeGreaterThan(40)
    expect(count((row) => row.repeats !== null && row.repeats.file > row.file)).toBe(0)
  })

  test('[SIM12] an outage leaves no row of that satellite', () => {
    const outages = [{ sensor: 'N20', fromDay: 0, toDay: 5, reason: 'switched off' }]
    const text = firmsText(simulateAlong(line, [], withParts({ outages }), 1))
    expect(text).not.toContain(',N20,')
    expect(text).toContain(',N21,')
  })
})

describe('the shipped exercise', () => {
  const read = parseAgreement(
    readFileSync(new URL('../../agreements/exercise-2026.yaml', import.meta.url), 'utf8'),
    'a',
  )
  const agreement = read.ok ? read.value : null

  test('[SIM13] plays along the line of its agreement, inside its time', () => {
    if (agreement === null) throw new Error('the agreement is refused')
    const played = simulate(exercise, agreement, 1)
    if (!played.ok) throw new Error(JSON.stringify(played.problems))
    const { truth } = played.value
    expect(truth.events.filter(({ hypothesis }) => hypothesis === 'shelling').length).toBeGreaterThan(30)
    expect(new Set(truth.events.map(({ side }) => side))).toEqual(new Set(['party-a', 'party-b']))
    expect(truth.period.start >= '2026-06-01' && truth.period.end <= '2027-01-01').toBe(true)
  })

  test('[SIM13] refuses a line that the agreement does not draw', () => {
    if (agreement === null) throw new Error('the agreement is refused')
    const played = simulate(withParts({ line: 'no-such-line' }), agreement, 1)
    expect(played.ok ? [] : played.problems).toEqual([
      { path: 'line', code: 'unknown-line', params: { line: 'no-such-line' } },
    ])
  })

  test('[SIM14] every figure of a sensor model has a unit or none by nature, and a source or the word assumed', () => {
    const figures = [...Object.values(VIIRS_MODEL), ...Object.values(NEWS_MODEL)]
    for (const { value, source } of figures) {
      expect(Number.isFinite(value)).toBe(true)
      expect(source.length).toBeGreaterThan(12)
    }
  })

  test('[SIM14] a scenario replaces figures by name and no others', () => {
    expect(withParts({ sensors: { viirs: { locationErrorFactor: 3 } } }).sensors.viirs).toEqual({
      locationErrorFactor: 3,
    })
    expect(scenarioSchema.safeParse({ ...exercise, sensors: { viirs: { swath: 3 } } }).success).toBe(false)
  })
})

describe('shipped scenarios', () => {
  const folder = new URL('../../scenarios/', import.meta.url)
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'))

  function play(name: string) {
    const scenario = readScenario(readFileSync(new URL(name, folder), 'utf8'))
    const path = new URL(scenario.agreement, new URL(name, folder))
    const agreement = parseAgreement(readFileSync(path, 'utf8'), scenario.agreement)
    if (!agreement.ok) throw new Error(JSON.stringify(agreement.problems))
    const simulated = simulate(scenario, agreement.value, 1)
    if (!simulated.ok) throw new Error(JSON.stringify(simulated.problems))
    return {
      scenario,
      agreement: agreement.value,
      truth: simulated.value.truth,
      files: simulated.value.files,
    }
  }

  test.each(names)('[SIM15] %s plays along its agreement and inside its time', (name) => {
    const { scenario, agreement, truth, files } = play(name)
    expect(`${scenario.id}.yaml`).toBe(name)
    expect(scenario.title).toMatch(/^EXERCISE: /)
    expect(Date.parse(truth.period.start)).toBeGreaterThanOrEqual(Date.parse(agreement.inForce.from))
    expect(Date.parse(truth.period.end)).toBeLessThanOrEqual(
      Date.parse(agreement.inForce.until ?? '2100-01-01'),
    )
    expect(files.some(({ source }) => source === 'firms')).toBe(true)
    expect(truth.rows.length).toBeGreaterThan(50)
  })

  const effectsByDay = (name: string): readonly number[] => {
    const { scenario, truth } = play(name)
    const first = Date.parse(truth.period.start)
    const days = Array.from({ length: scenario.period.days }, () => 0)
    for (const event of truth.events) {
      const day = Math.floor((Date.parse(event.start) - first) / (24 * HOUR_MS))
      if (event.sector !== null) days[day] = (days[day] ?? 0) + event.effects
    }
    return days
  }

  test('[SIM15] the harvest holds no violation, and the quiet week has days of nothing', () => {
    expect(Math.max(...effectsByDay('harvest.yaml'))).toBe(0)
    const quiet = effectsByDay('quiet-week.yaml')
    expect(quiet.slice(3, 5)).toEqual([0, 0])
    expect(Math.max(...quiet)).toBeGreaterThan(0)
  })

  test('[SIM15] the relapse drops almost twentyfold and comes back', () => {
    const days = effectsByDay('relapse.yaml')
    const mean = (from: number, to: number): number =>
      days.slice(from, to).reduce((a, b) => a + b, 0) / (to - from)
    expect(mean(0, 7) / mean(7, 12)).toBeGreaterThan(8)
    expect(mean(20, 24) / mean(0, 7)).toBeGreaterThan(0.7)
  })

  test('[SIM16] outages, jamming and announcements stand in the truth', () => {
    const { truth } = play('default.yaml')
    expect(
      truth.impediments.map(({ kind, of, start }) => [kind, ...of, start.slice(0, 10)].join(' ')),
    ).toEqual(['outage N21 2026-07-15', 'jamming south 2026-07-12'])
    expect(truth.announcements).toEqual([
      { time: '2026-07-17T09:00:00.000Z', words: 'both sides recommit to the truce' },
    ])
    expect(truth.rows.filter(({ cause }) => cause === 'announcement')).toHaveLength(NEWS_MODEL.outlets.value)
  })

  test('[SIM17] the default is simulated in seconds', () => {
    const began = performance.now()
    play('default.yaml')
    expect(performance.now() - began).toBeLessThan(10_000)
  })

  test('[SIM15] the published form takes what the reader takes', () => {
    const file = readFileSync(new URL('../../docs/scenario.schema.json', import.meta.url), 'utf8')
    expect(JSON.parse(file)).toEqual(JSON.parse(JSON.stringify(scenarioJsonSchema())))
  })
})

describe('parseScenario', () => {
  test('[SIM5] lists every problem by path', () => {
    const broken = shipped
      .replace('days: 5', 'days: 0')
      .replace('clearShare: 0.8', 'clearShare: 1.8')
      .replace('industry: {', 'industri: {')
    const parsed = parseScenario(broken)
    if (parsed.ok) throw new Error('accepted')
    expect(parsed.problems.map(({ path, code }) => `${path} ${code}`).toSorted()).toEqual([
      ' unknown-field',
      'period.days not-as-expected',
      'weather.clearShare not-as-expected',
    ])
  })

  test('[SIM5] finds contradictions', () => {
    const broken = shipped
      .replace('sectors: [south]', 'sectors: [west]')
      .replace('{ id: south, from: 0.5, to: 1 }', '{ id: south, from: 0.5, to: 0.5 }')
    const parsed = parseScenario(broken)
    if (parsed.ok) throw new Error('accepted')
    expect(parsed.problems.map(({ path, code }) => `${path} ${code}`)).toEqual([
      'sectors.1.to sector-without-length',
      'hostilities.schedule.1.sectors unknown-sector',
    ])
    const backwards = parseScenario(shipped.replace('fromDay: 0, toDay: 2', 'fromDay: 2, toDay: 2'))
    expect(backwards.ok ? [] : backwards.problems.map(({ code }) => code)).toEqual([
      'schedule-ends-before-start',
    ])
  })

  test.each(['', '{', 'a: [1', '- 1', 'schema: marsad/scenario@9', '"text"', 'a: &x *x'])(
    '[SIM5] refuses %j without throwing',
    (text) => {
      expect(parseScenario(text).ok).toBe(false)
    },
  )
})
