// SPDX-License-Identifier: Apache-2.0
import { EFFECTS, MEANS, type Effect, type Means } from '#agreement'
import { radixOrder, type Digest } from '#kernel'

import { locationErrorOf } from './location-error.ts'
import type { Observation, SensorConfidence } from './observation.ts'

const ID_BYTES = 32
const FIRST_CAPACITY = 1_024
const GROWTH = 1.5

const CONFIDENCES = ['low', 'nominal', 'high'] as const
const CONTEXTS = ['none', 'exercise', 'controlled-detonation', 'not-known'] as const

/** A column value of 255 (or NaN in a float column) says that the observation does not tell. */
const NOT_TOLD = 255

/** The columns, all of one length; about 100 bytes a row. They are views: read them anew after an append. */
export interface ObservationColumns {
  /** 32 bytes a row. */
  readonly id: Uint8Array
  readonly startMs: Float64Array
  readonly endMs: Float64Array
  readonly latitude: Float64Array
  readonly longitude: Float64Array
  /** The circle that holds the 95 % region. */
  readonly radiusMeters: Float32Array
  /** 95 % ellipse. */
  readonly semiMajorMeters: Float32Array
  readonly semiMinorMeters: Float32Array
  readonly azimuthDegrees: Float32Array
  readonly clockErrorSeconds: Float32Array
  /** NaN where the observation has none. */
  readonly frpMegawatts: Float32Array
  /** Number of the lineage: equal numbers, one vote. */
  readonly lineage: Uint32Array
  /** Number of the list of labels. */
  readonly labels: Uint32Array
  /** How many effects the observation counts; 0 where it does not say. */
  readonly statedCount: Uint16Array
  readonly source: Uint16Array
  readonly means: Uint8Array
  readonly effect: Uint8Array
  readonly confidence: Uint8Array
  /** 1 by night, 0 by day, 255 not told. */
  readonly night: Uint8Array
  readonly context: Uint8Array
}

/** What fusion needs of observations, column by column, so that a million fit into little memory. */
export interface ObservationTable {
  readonly size: number
  append(observation: Observation): void
  columns(): ObservationColumns
  /** Row numbers by start, then id, each id once: the same for every order and repetition of the same observations. */
  sorted(): Uint32Array
  idAt(row: number): Digest
  meansAt(row: number): Means
  effectAt(row: number): Effect
  confidenceAt(row: number): SensorConfidence | null
  contextAt(row: number): Observation['assessedContext']
  labelsAt(row: number): readonly string[]
  lineageAt(row: number): string
  sourceAt(row: number): string
}

type MutableColumns = { -readonly [K in keyof ObservationColumns]: ObservationColumns[K] }

/** An empty table that grows as it is filled. */
export function createObservationTable(): ObservationTable {
  let size = 0
  let capacity = FIRST_CAPACITY
  const columns = emptyColumns(capacity)
  let view: ObservationColumns | null = null
  let viewSize = 0
  const lineages = createInterner<string>((lineage) => lineage)
  const sources = createInterner<string>((source) => source)
  const labelLists = createInterner<readonly string[]>((labels) => JSON.stringify(labels))

  return {
    get size() {
      return size
    },
    append(observation) {
      if (size === capacity) {
        capacity = Math.ceil(capacity * GROWTH)
        growColumns(columns, capacity)
      }
      const error = locationErrorOf(observation.geometry)
      writeId(columns.id, size, observation.id)
      columns.startMs[size] = observation.time.start
      columns.endMs[size] = observation.time.end
      columns.latitude[size] = error.center.latitude
      columns.longitude[size] = error.center.longitude
      columns.radiusMeters[size] = error.radiusMeters
      columns.semiMajorMeters[size] = error.semiMajorMeters
      columns.semiMinorMeters[size] = error.semiMinorMeters
      columns.azimuthDegrees[size] = error.azimuthDegrees
      columns.clockErrorSeconds[size] = observation.time.clockErrorSeconds
      columns.frpMegawatts[size] = observation.measurements['frpMegawatts'] ?? Number.NaN
      columns.lineage[size] = lineages.numberOf(observation.lineage)
      columns.labels[size] = labelLists.numberOf(observation.labels)
      columns.statedCount[size] = statedCount(observation.count)
      columns.source[size] = sources.numberOf(observation.source)
      columns.means[size] = MEANS.indexOf(observation.means)
      columns.effect[size] = EFFECTS.indexOf(observation.effect)
      columns.confidence[size] = confidenceCode(observation.sensorConfidence)
      columns.night[size] = observation.measurements['night'] ?? NOT_TOLD
      columns.context[size] = CONTEXTS.indexOf(observation.assessedContext)
      size++
    },
    columns() {
      if (view === null || viewSize !== size) {
        view = mapColumns(columns, (column, key) => column.subarray(0, size * widthOf(key)))
        viewSize = size
      }
      return view
    },
    sorted: () => sortedRows(columns, size),
    idAt: (row) => readId(columns.id, row),
    meansAt: (row) => itemAt(MEANS, columns.means[row]),
    effectAt: (row) => itemAt(EFFECTS, columns.effect[row]),
    confidenceAt: (row) =>
      columns.confidence[row] === NOT_TOLD ? null : itemAt(CONFIDENCES, columns.confidence[row]),
    contextAt: (row) => itemAt(CONTEXTS, columns.context[row]),
    labelsAt: (row) => labelLists.itemOf(columns.labels[row]),
    lineageAt: (row) => lineages.itemOf(columns.lineage[row]),
    sourceAt: (row) => sources.itemOf(columns.source[row]),
  }
}

function emptyColumns(rows: number): MutableColumns {
  return {
    id: new Uint8Array(rows * ID_BYTES),
    startMs: new Float64Array(rows),
    endMs: new Float64Array(rows),
    latitude: new Float64Array(rows),
    longitude: new Float64Array(rows),
    radiusMeters: new Float32Array(rows),
    semiMajorMeters: new Float32Array(rows),
    semiMinorMeters: new Float32Array(rows),
    azimuthDegrees: new Float32Array(rows),
    clockErrorSeconds: new Float32Array(rows),
    frpMegawatts: new Float32Array(rows),
    lineage: new Uint32Array(rows),
    labels: new Uint32Array(rows),
    statedCount: new Uint16Array(rows),
    source: new Uint16Array(rows),
    means: new Uint8Array(rows),
    effect: new Uint8Array(rows),
    confidence: new Uint8Array(rows),
    night: new Uint8Array(rows),
    context: new Uint8Array(rows),
  }
}

const widthOf = (key: string): number => (key === 'id' ? ID_BYTES : 1)

function mapColumns(
  columns: MutableColumns,
  change: <T extends { subarray(from: number, to: number): unknown }>(column: T, key: string) => unknown,
): ObservationColumns {
  const changed = Object.entries(columns).map(([key, column]) => [key, change(column, key)])
  return Object.fromEntries(changed) as ObservationColumns
}

/** Column after column, so that no more than one of them is held twice. */
function growColumns(columns: MutableColumns, rows: number): void {
  for (const key of Object.keys(columns) as (keyof MutableColumns)[]) growColumn(columns, key, rows)
}

function growColumn<K extends keyof MutableColumns>(columns: MutableColumns, key: K, rows: number): void {
  const old = columns[key]
  const Column = old.constructor as new (length: number) => MutableColumns[K]
  const grown = new Column(rows * widthOf(key))
  grown.set(old)
  columns[key] = grown
}

/** "At least one" says no more than that there was something. */
const statedCount = ({ value, qualifier }: Observation['count']): number =>
  value === 1 && qualifier === 'at-least' ? 0 : Math.min(0xffff, value)

function confidenceCode(confidence: SensorConfidence | null): number {
  return confidence === null ? NOT_TOLD : CONFIDENCES.indexOf(confidence)
}

function itemAt<T>(items: readonly T[], code: number | undefined): T {
  const item = items[code ?? -1]
  if (item === undefined) throw new RangeError(`no item ${code}`)
  return item
}

interface Interner<T> {
  numberOf(item: T): number
  itemOf(number: number | undefined): T
}

/** Numbers distinct items in the order in which they come; the numbers never leave a run. */
function createInterner<T>(keyOf: (item: T) => string): Interner<T> {
  const numbers = new Map<string, number>()
  const items: T[] = []
  return {
    numberOf(item) {
      const key = keyOf(item)
      const known = numbers.get(key)
      if (known !== undefined) return known
      numbers.set(key, items.length)
      return items.push(item) - 1
    },
    itemOf: (number) => itemAt(items, number),
  }
}

const hexValue = (code: number): number => (code <= 57 ? code - 48 : code - 87)

function writeId(ids: Uint8Array, row: number, id: Digest): void {
  for (let k = 0; k < ID_BYTES; k++) {
    ids[row * ID_BYTES + k] = hexValue(id.charCodeAt(2 * k)) * 16 + hexValue(id.charCodeAt(2 * k + 1))
  }
}

function readId(ids: Uint8Array, row: number): Digest {
  let text = ''
  for (let k = 0; k < ID_BYTES; k++) text += (ids[row * ID_BYTES + k] ?? 0).toString(16).padStart(2, '0')
  return text as Digest
}

/** Radix by the first four bytes of the id, then by the two halves of the time; what is still equal is settled byte by byte. */
function sortedRows(columns: ObservationColumns, size: number): Uint32Array {
  const { id, startMs } = columns
  const order = new Uint32Array(size)
  const scratch = new Uint32Array(size)
  const keys = new Uint32Array(size)
  let earliest = Infinity
  let latest = -Infinity
  for (let row = 0; row < size; row++) {
    order[row] = row
    const at = row * ID_BYTES
    keys[row] = ((id[at]! << 24) | (id[at + 1]! << 16) | (id[at + 2]! << 8) | id[at + 3]!) >>> 0
    earliest = Math.min(earliest, startMs[row]!)
    latest = Math.max(latest, startMs[row]!)
  }
  radixOrder(order, scratch, keys, 32)
  for (let row = 0; row < size; row++) keys[row] = (startMs[row]! - earliest) % 0x1_0000_0000
  radixOrder(order, scratch, keys, 32)
  if (latest - earliest > 0xffff_ffff) {
    for (let row = 0; row < size; row++) keys[row] = Math.floor((startMs[row]! - earliest) / 0x1_0000_0000)
    radixOrder(order, scratch, keys, 22)
  }
  return settleTies(columns, order)
}

/** Puts neighbours that agree in time and in the id's first bytes into full order and drops repetitions. */
function settleTies(columns: ObservationColumns, order: Uint32Array): Uint32Array {
  let kept = 0
  for (let k = 0; k < order.length; k++) {
    const row = order[k]!
    let place = kept
    while (place > 0 && compareRows(columns, order[place - 1]!, row) > 0) place--
    if (place > 0 && compareRows(columns, order[place - 1]!, row) === 0) continue
    order.copyWithin(place + 1, place, kept)
    order[place] = row
    kept++
  }
  return order.slice(0, kept)
}

/** Order of two rows by start, then id, byte by byte; zero for repetitions of one observation. */
export function compareRows(columns: ObservationColumns, a: number, b: number): number {
  const byTime = columns.startMs[a]! - columns.startMs[b]!
  if (byTime !== 0) return byTime
  for (let k = 0; k < ID_BYTES; k++) {
    const byByte = columns.id[a * ID_BYTES + k]! - columns.id[b * ID_BYTES + k]!
    if (byByte !== 0) return byByte
  }
  return 0
}
