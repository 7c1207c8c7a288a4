// SPDX-License-Identifier: Apache-2.0
import type { JournalRecord } from '#evidence'
import { digestOf, digestOfJson, toInstant, type Digest, type JsonValue, type Position } from '#kernel'
import { nameObservation, type Observation } from '#observations'
import { toRecord, type LineOnDay, type MethodCard, type Quarantined, type RunRecord } from '#reports'

import { inventIncident } from './invented-incident.ts'

/** A run that nobody made: records for tests of what is drawn from records. All of it is invented. */
export interface InventedRun {
  readonly exercise?: boolean
  readonly audience?: string | null
  readonly incidents?: number
  readonly withLine?: boolean
  readonly audiences?: readonly string[]
  /** Replaces text that people wrote, to see that it cannot become markup. */
  readonly placeName?: string
  readonly fileName?: string
  readonly originOfFire?: boolean
  /** Lets every observation tell of explosions heard, one more each time. */
  readonly countable?: boolean
  /** Undefined leaves the question without a card, as older journals are. */
  readonly methodCard?: MethodCard | null
}

const INVENTED_PARAMETERS = { linkKilometres: 1, linkHours: 24 }

export const INVENTED_CARD: MethodCard = {
  schema: 'marsad/method-card@1',
  engine: 'first',
  version: '1',
  parameters: digestOfJson(INVENTED_PARAMETERS),
  data: { scenario: 'invented', agreement: 'invented-terms', seeds: [1, 2] },
  figures: {
    matchedShare: { mean: 0.61, lowest: 0.5, highest: 0.72 },
    falseShare: { mean: 0.25, lowest: 0.2, highest: 0.3 },
    ellipseCoverage: { mean: 0.7, lowest: 0.68, highest: 0.72 },
    ece: { mean: 0.2, lowest: 0.1, highest: 0.3 },
    ari: null,
  },
  anyProvision: { baseRate: 0.2, precision: 0.83, recall: 0.3 },
  provisions: [
    {
      provision: 'no-heavy-fire',
      act: 'heavy-fire',
      threshold: 0.55,
      baseRate: 0.1,
      precision: null,
      recall: 0,
    },
  ],
  knownFailures: ['no-coverage', 'of-a-later-version'],
}

const AT = Date.UTC(2026, 5, 24, 0, 7)
const names = (ar: string, en: string): JsonValue => ({ ar, en, fr: en, uk: en, ru: en })
const id = (text: string): Digest => digestOf(text)

export const INVENTED_AGREEMENT: JsonValue = {
  schema: 'marsad/agreement@1',
  id: 'invented-terms',
  names: names('شروط مصطنعة', 'Invented terms'),
  mapNote: names('خط مصطنع.', 'An invented line.'),
  lineOfContact: { line: 'contact' },
  parties: [
    { id: 'party-b', names: names('الطرف ب', 'Party B') },
    { id: 'party-a', names: names('الطرف أ', 'Party A') },
  ],
  lines: [{ id: 'contact', names: names('خط التماس', 'Line of contact') }],
  zones: [
    {
      kind: 'band',
      id: 'buffer',
      names: names('المنطقة العازلة', 'Buffer zone'),
      sides: [
        { party: 'party-a', line: 'contact', fromKilometres: 0, toKilometres: 10 },
        { party: 'party-b', line: 'contact', fromKilometres: 0, toKilometres: 10 },
      ],
    },
  ],
  provisions: [
    { id: 'no-heavy-fire', names: names('حظر النيران الثقيلة', 'No heavy fire') },
    { id: 'no-drones', names: names('حظر ضربات الطائرات المسيّرة', 'No drone strikes') },
  ],
}

/** The same numbers every time: a linear congruential generator (Numerical Recipes constants). */
function createDice(): () => number {
  let state = 7
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return state / 4_294_967_296
  }
}

export function inventRun(options: InventedRun = {}): readonly JournalRecord[] {
  const {
    exercise = true,
    audience = null,
    incidents = 40,
    withLine = true,
    audiences = ['mechanism'],
  } = options
  const original = id('a file')
  const dice = createDice()
  const observed = Array.from({ length: incidents }, (_, n) => inventObservation(n, dice, options))
  const records: RunRecord[] = [
    {
      kind: 'configured',
      body: {
        agreement: {
          digest: id('the terms'),
          id: 'invented-terms',
          name: { ar: 'شروط مصطنعة', en: 'Invented terms' },
          document: INVENTED_AGREEMENT,
        },
        asOf: '2026-06-25T00:00:00.000Z',
        audience,
        exercise,
        versions: { marsad: '0.1.0' },
        background: null,
        engine: { name: 'first', version: '1', parameters: INVENTED_PARAMETERS },
        ...(options.methodCard === undefined ? {} : { methodCard: options.methodCard }),
      },
    },
    {
      kind: 'reference',
      body: { role: 'agreement', original: id('the terms'), name: 'invented.yaml', bytes: 10 },
    },
    {
      kind: 'received',
      body: {
        original,
        source: 'firms',
        name: options.fileName ?? 'invented.csv',
        bytes: 1_000,
        encoding: 'utf-8',
        rows: incidents + 3,
        observations: incidents,
        duplicates: 1,
        quarantined: 2,
      },
    },
    ...observed.map((observation, n): RunRecord => ({
      kind: 'observation',
      body: { observation, original, row: n + 1 },
    })),
    { kind: 'duplicate', body: { of: observed[0]?.id ?? id('none'), original, row: incidents + 1 } },
    ...[0, 1].map((n): RunRecord => ({
      kind: 'quarantined',
      body: inventQuarantined(original, incidents + 2 + n),
    })),
    ...(withLine ? [{ kind: 'line-derived', body: inventLine() } as const] : []),
    {
      kind: 'steady-source',
      body: {
        steadySource: {
          id: id('works'),
          center: { latitude: 47.1, longitude: 37.5 },
          radiusMeters: 500,
          members: [id('a hot night')],
          reasons: [],
        },
      },
    },
    {
      kind: 'set-aside',
      body: {
        setAside: {
          id: id('council news'),
          members: [id('council news')],
          reasons: [{ code: 'tells-of-no-effect', params: {} }],
        },
      },
    },
    ...observed.map((observation, n): RunRecord => ({
      kind: 'incident',
      body: inventIncident(observation, n, dice, withLine),
    })),
  ]
  return records.map((record) => toRecord(record, '2026-06-25T00:00:00.000Z', audiences))
}

const placeOf = (dice: () => number): Position => ({
  latitude: Math.round((46.5 + dice() * 4.5) * 1e6) / 1e6,
  longitude: Math.round((33.5 + dice() * 5) * 1e6) / 1e6,
})

function inventObservation(n: number, dice: () => number, options: InventedRun): Observation {
  const at = toInstant(AT + n * 600_000)
  return nameObservation({
    source: n % 5 === 0 ? 'viina' : 'firms',
    means: n % 5 === 0 ? 'open-source' : 'satellite-thermal',
    asset: 'N20',
    lineage: `pass ${n}`,
    time: { start: at, end: at, clockErrorSeconds: 1, precision: 'instant' },
    geometry: {
      kind: 'ellipse',
      center: placeOf(dice),
      semiMajorMeters: 400,
      semiMinorMeters: 300,
      azimuthDegrees: 10,
    },
    placeName: options.placeName ?? null,
    effect: options.countable === true ? 'explosion-impact' : 'heat',
    count: { value: options.countable === true ? n + 1 : 1, qualifier: 'exact' },
    weapon: { weaponClass: 'not-known', calibreMillimetres: null },
    flightDirectionDegrees: null,
    assessedContext: 'not-known',
    sensorConfidence: 'nominal',
    grades: { source: 'B', information: 3 },
    measurements: { frpMegawatts: 3.5 },
    labels: [],
    text: null,
    owner: 'mechanism',
    audiences: ['mechanism'],
    originOfFire: options.originOfFire ?? false,
    supersedes: null,
  })
}

const inventQuarantined = (original: Digest, row: number): Quarantined => ({
  original,
  row,
  rawDigest: id(`row ${row}`),
  raw: '=cmd|x,<script>',
  problems: [{ path: 'acq_time', code: 'instant-unreadable', params: { text: '9999' } }],
})

const inventLine = (): LineOnDay => ({
  line: 'contact',
  original: id('area'),
  date: '2026-06-24',
  kind: 'working',
  method: 'edge-of-held-area',
  source: 'invented',
  borderSource: 'invented border',
  toleranceKilometres: 5,
  lengthKilometres: 812.3,
  sensitivity: { half: 830.1, double: 790 },
  parts: [
    [
      { latitude: 46.6, longitude: 32.6 },
      { latitude: 47.4, longitude: 35 },
      { latitude: 48, longitude: 37.4 },
      { latitude: 49.2, longitude: 38 },
      { latitude: 50.3, longitude: 36.6 },
    ],
  ],
})
