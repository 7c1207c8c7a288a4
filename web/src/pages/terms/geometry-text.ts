// SPDX-License-Identifier: Apache-2.0
import { isMap, isScalar, isSeq, parseDocument, type Document, type YAMLMap } from 'yaml'

import type { LonLat } from '../../api/mission.ts'

/** One thing in a text of terms that can be drawn: a part of a line, a ring of a zone, the place of an object. */
export interface Drawable {
  readonly kind: 'line' | 'zone' | 'object'
  readonly id: string
  /** Which part or ring of it, from 0. */
  readonly part: number
  readonly shape: 'line' | 'ring' | 'point'
  /** Where its positions stand in the text. */
  readonly path: readonly (string | number)[]
  readonly positions: readonly LonLat[]
}

/** To a metre: finer than anybody draws. */
const STEPS_OF_DEGREE = 1e5
const rounded = (degrees: number): number => Math.round(degrees * STEPS_OF_DEGREE) / STEPS_OF_DEGREE

/** What can be drawn, in the order of the text; nothing where it is no YAML, and nothing that is not written out in degrees. */
export function drawablesOf(text: string): readonly Drawable[] {
  const document = parseDocument(text)
  if (document.errors.length > 0) return []
  const found = (
    kind: Drawable['kind'],
    list: string,
    shape: Drawable['shape'],
    below: readonly string[],
  ): readonly Drawable[] =>
    Array.from({ length: lengthAt(document, [list]) }, (_, n) => n).flatMap((n) => {
      const id = document.getIn([list, n, 'id'])
      if (typeof id !== 'string') return []
      const base = [list, n, ...below]
      const paths =
        shape === 'point'
          ? [base]
          : Array.from({ length: lengthAt(document, base) }, (_, part) => [...base, part])
      return paths.flatMap((path, part) => {
        const positions = positionsAt(document, path)
        return positions === null ? [] : [{ kind, id, part, shape, path, positions }]
      })
    })
  return [
    ...found('line', 'lines', 'line', ['geometry', 'parts']),
    ...found('zone', 'zones', 'ring', ['polygon']),
    ...found('object', 'objects', 'point', ['position']),
  ]
}

const lengthAt = (document: Document, path: readonly (string | number)[]): number => {
  const node = document.getIn(path, true)
  return isSeq(node) ? node.items.length : 0
}

function positionsAt(document: Document, path: readonly (string | number)[]): readonly LonLat[] | null {
  const node = document.getIn(path, true)
  const maps = isSeq(node) ? node.items : [node]
  const positions = maps.map((one) => (isMap(one) ? positionOf(one) : null))
  return positions.every((one) => one !== null) ? positions : null
}

function positionOf(map: YAMLMap): LonLat | null {
  const [longitude, latitude] = [map.get('longitude'), map.get('latitude')]
  return typeof longitude === 'number' && typeof latitude === 'number' ? [longitude, latitude] : null
}

interface Edit {
  readonly from: number
  readonly to: number
  readonly text: string
}

/**
 * The text with other positions at a path that `drawablesOf` gave. Only the numbers that differ are written over, and only points
 * that came or went add or take a line: remarks, order and everything else stay as they were.
 */
export function writePositions(
  text: string,
  path: readonly (string | number)[],
  positions: readonly LonLat[],
): string {
  const node = parseDocument(text).getIn(path, true)
  const items = isSeq(node) ? node.items : [node]
  const old = items.filter((item): item is YAMLMap => isMap(item))
  if (old.length === 0 || old.length !== items.length || positions.length === 0) return text
  const same = (a: number, b: number): boolean => isSame(positionOf(old[a]!), positions[b]!)
  const most = Math.min(old.length, positions.length)
  let before = 0
  while (before < most && same(before, before)) before += 1
  let after = 0
  while (after < most - before && same(old.length - 1 - after, positions.length - 1 - after)) after += 1
  const gone = old.length - before - after
  const come = positions.length - before - after
  // With nothing before it a point is not taken out by itself: those behind it move up.
  if (before === 0 && come === 0 && gone > 0) after = 0
  const [oldEnd, newEnd] = [old.length - after, positions.length - after]
  const paired = Math.min(oldEnd, newEnd)
  const edits: Edit[] = []
  for (let n = before; n < paired; n += 1) edits.push(...moved(text, old[n]!, positions[n]!))
  if (isSeq(node)) {
    const list: Placed = { text, start: node.range?.[0] ?? 0, isFlow: node.flow === true, items: old }
    for (let n = oldEnd - 1; n >= paired; n -= 1) edits.push(takenOut(list, n))
    if (newEnd > paired) edits.push(putIn(list, paired, positions.slice(paired, newEnd)))
  }
  return edits
    .toSorted((a, b) => b.from - a.from)
    .reduce((written, { from, to, text: by }) => written.slice(0, from) + by + written.slice(to), text)
}

const isSame = (a: LonLat | null, b: LonLat): boolean =>
  a !== null && rounded(a[0]) === rounded(b[0]) && rounded(a[1]) === rounded(b[1])

/** The two numbers of a position written over, where they differ. */
function moved(text: string, item: YAMLMap, [longitude, latitude]: LonLat): readonly Edit[] {
  return [['longitude', longitude] as const, ['latitude', latitude] as const].flatMap(([key, degrees]) => {
    const node = item.get(key, true)
    if (!isScalar(node) || node.range === undefined || node.range === null) return []
    const [from, to] = node.range
    return rounded(Number(text.slice(from, to))) === rounded(degrees)
      ? []
      : [{ from, to, text: String(rounded(degrees)) }]
  })
}

/** A list of positions as it stands in a text. */
interface Placed {
  readonly text: string
  readonly start: number
  readonly isFlow: boolean
  readonly items: readonly YAMLMap[]
}

const written = ([longitude, latitude]: LonLat): string =>
  `{ latitude: ${rounded(latitude)}, longitude: ${rounded(longitude)} }`

/** Where what is written of a position ends; of one over several lines the last number says it. */
function endOf(item: YAMLMap): number {
  if (item.flow === true) return item.range?.[1] ?? 0
  return Math.max(...item.items.map(({ value }) => (isScalar(value) ? (value.range?.[1] ?? 0) : 0)))
}

function endOfLine(text: string, from: number): number {
  const at = text.indexOf('\n', from)
  if (at < 0) return text.length
  return text[at - 1] === '\r' ? at - 1 : at
}

function takenOut({ text, isFlow, items }: Placed, n: number): Edit {
  const [previous, item] = [items[n - 1]!, items[n]!]
  return isFlow
    ? { from: endOf(previous), to: endOf(item), text: '' }
    : { from: endOfLine(text, endOf(previous)), to: endOfLine(text, endOf(item)), text: '' }
}

function putIn({ text, start, isFlow, items }: Placed, n: number, positions: readonly LonLat[]): Edit {
  const indent = ' '.repeat(start - (text.lastIndexOf('\n', start - 1) + 1))
  const previous = items[n - 1]
  if (isFlow) {
    const all = positions.map(written).join(', ')
    const at = previous === undefined ? (items[0]?.range?.[0] ?? start) : endOf(previous)
    return { from: at, to: at, text: previous === undefined ? `${all}, ` : `, ${all}` }
  }
  const lines = positions.map((position) => `- ${written(position)}`)
  if (previous === undefined)
    return { from: start, to: start, text: lines.map((l) => `${l}\n${indent}`).join('') }
  const at = endOfLine(text, endOf(previous))
  return { from: at, to: at, text: lines.map((l) => `\n${indent}${l}`).join('') }
}
