// SPDX-License-Identifier: Apache-2.0
import type { DeskItemKind } from '#reports'

import type { ItemAnswer } from '../schemas/answer.ts'

export type Cell = string | number | null

/** A column of a flat export: its name with the unit, what it holds, and where in a document that stands. */
export interface Column {
  readonly name: string
  readonly type: 'text' | 'number'
  read(item: ItemAnswer): Cell
}

const COMMON: readonly Column[] = [
  { name: 'id', type: 'text', read: (item) => item.id },
  { name: 'start', type: 'text', read: (item) => item.start },
  { name: 'end', type: 'text', read: (item) => item.end },
  { name: 'latitude', type: 'number', read: (item) => item.center?.latitude ?? null },
  { name: 'longitude', type: 'number', read: (item) => item.center?.longitude ?? null },
  { name: 'since', type: 'number', read: (item) => item.since },
]

const OF_OBSERVATIONS: readonly Column[] = [
  text('source', 'source'),
  text('means', 'means'),
  text('asset', 'asset'),
  text('effect', 'effect'),
  number('count', 'count', 'value'),
  text('countQualifier', 'count', 'qualifier'),
  text('weaponClass', 'weapon', 'weaponClass'),
  text('placeName', 'placeName'),
  text('sensorConfidence', 'sensorConfidence'),
  number('semiMajorMeters', 'geometry', 'semiMajorMeters'),
]

const OF_INCIDENTS: readonly Column[] = [
  number('probability', 'likelihood', 'probability'),
  text('band', 'likelihood', 'band'),
  number('independentSources', 'independentSources'),
  text('means', 'means'),
  number('semiMajorMeters', 'geometry', 'semiMajorMeters'),
  number('semiMinorMeters', 'geometry', 'semiMinorMeters'),
  number('azimuthDegrees', 'geometry', 'azimuthDegrees'),
]

/** The columns of one kind; what a document does not say is null, never zero. */
export const columnsOf = (kind: DeskItemKind): readonly Column[] => [
  ...COMMON,
  ...(kind === 'observation' ? OF_OBSERVATIONS : OF_INCIDENTS),
]

function text(name: string, ...path: readonly string[]): Column {
  return {
    name,
    type: 'text',
    read(item) {
      const value = valueAt(item, path)
      if (Array.isArray(value)) return value.filter((one) => typeof one === 'string').join(' ')
      return typeof value === 'string' ? value : null
    },
  }
}

function number(name: string, ...path: readonly string[]): Column {
  return {
    name,
    type: 'number',
    read(item) {
      const value = valueAt(item, path)
      return typeof value === 'number' ? value : null
    },
  }
}

/** An incident stands in its document beside what was made of it. */
function valueAt({ document }: ItemAnswer, path: readonly string[]): unknown {
  let value: unknown = isObject(document['incident']) ? document['incident'] : document
  for (const part of path) value = isObject(value) ? value[part] : undefined
  return value
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
