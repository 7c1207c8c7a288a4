// SPDX-License-Identifier: Apache-2.0
import type { LonLat, Mission } from '../api/mission.ts'
import type { Names } from '../text/named.ts'
import type { NamedPlace } from './named-places.ts'

/** West, south, east, north, in degrees. */
export type Bounds = readonly [number, number, number, number]

export interface FoundPlace {
  /** Told apart from every other by it. */
  readonly key: string
  readonly kind: NamedPlace['kind'] | 'line' | 'zone' | 'object' | 'coordinates'
  /** In each language, as the map shows it; of coordinates their figures. */
  readonly names: Names
  /** The name it was found by, where the map does not show that one in any language. */
  readonly foundBy: string | null
  readonly bounds: Bounds
}

interface Findable extends Omit<FoundPlace, 'foundBy'> {
  /** Each with how it reads when folded. */
  readonly shown: readonly string[]
  readonly hidden: readonly (readonly [name: string, folded: string])[]
}

/** Nothing shorter is looked for inside a word: it would be found everywhere. */
const SHORTEST_INSIDE = 3

/** Finds places of the base map and of the terms by any of their names in any language, in order of how well they fit. */
export function createMapFinder(
  places: readonly NamedPlace[],
  { lines, zones, objects }: Pick<Mission, 'lines' | 'zones' | 'objects'>,
  nameOfClass: (objectClass: string) => string,
): (query: string, most: number) => readonly FoundPlace[] {
  const findables = [
    ...lines.map(({ id, names, parts }) => findable('line', id, names, boundsOf(parts.flat()))),
    ...zones.map(({ id, names, polygons, edges }) =>
      findable(
        'zone',
        id,
        names,
        boundsOf([...polygons.flat(2), ...edges.flatMap(({ parts }) => parts.flat())]),
      ),
    ),
    ...objects.map(({ id, names, class: kind, position }) =>
      findable('object', id, names ?? sameInAll(`${nameOfClass(kind)} – ${id}`), boundsOf([position]), [id]),
    ),
    ...places.map(({ kind, names, otherNames, at }) =>
      findable(kind, names.en, names, boundsOf([at]), otherNames),
    ),
  ].filter(({ bounds: [west, , east] }) => west <= east)
  return (query, most) => {
    const at = readCoordinates(query)
    if (at !== null) return [coordinates(at)]
    const asked = foldName(query)
    if (asked === '') return []
    const ranked = findables.flatMap((one) => {
      const ranks = one.shown.map((name) => rankOf(name, asked))
      const shown = Math.min(...ranks)
      const [other, hidden] = one.hidden.reduce<readonly [string | null, number]>(
        (best, [name, folded]) => {
          const rank = rankOf(folded, asked)
          return rank < best[1] ? [name, rank] : best
        },
        [null, shown],
      )
      if (hidden === Number.POSITIVE_INFINITY) return []
      const { key, kind, names, bounds } = one
      return [{ rank: hidden, place: { key, kind, names, bounds, foundBy: other } }]
    })
    // The sort is stable: of equals, what the terms name comes before the base map, and large places before small ones.
    return ranked
      .sort((a, b) => a.rank - b.rank)
      .slice(0, most)
      .map(({ place }) => place)
  }
}

const APOSTROPHES = /['’‘ʼ`´ʹ]/g

/** A name as it is compared: without case, accents, marks of vowels, hyphens and apostrophes, and with one letter for those that are taken for each other. */
export function foldName(name: string): string {
  return name
    .replaceAll(APOSTROPHES, '')
    .normalize('NFKD')
    .replaceAll(/[\p{M}\u0640]/gu, '')
    .toLowerCase()
    .replaceAll('ة', 'ه')
    .replaceAll('ى', 'ي')
    .replaceAll('ґ', 'г')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** 0 the same, 1 begins so, 2 a word in it begins so, 3 it stands somewhere inside; infinite if nowhere. */
function rankOf(name: string, asked: string): number {
  if (name === asked) return 0
  if (name.startsWith(asked)) return 1
  if (name.includes(` ${asked}`)) return 2
  return asked.length >= SHORTEST_INSIDE && name.includes(asked) ? 3 : Number.POSITIVE_INFINITY
}

function findable(
  kind: FoundPlace['kind'],
  id: string,
  names: Names,
  bounds: Bounds,
  others: readonly string[] = [],
): Findable {
  const shown = [...new Set(Object.values(names).map(foldName))]
  const hidden = others.map((name) => [name, foldName(name)] as const)
  return { key: `${kind}:${id}`, kind, names, bounds, shown, hidden }
}

function boundsOf(points: readonly LonLat[]): Bounds {
  let [west, south, east, north] = [180, 90, -180, -90]
  for (const [longitude, latitude] of points) {
    west = Math.min(west, longitude)
    south = Math.min(south, latitude)
    east = Math.max(east, longitude)
    north = Math.max(north, latitude)
  }
  return [west, south, east, north]
}

function coordinates(at: LonLat): FoundPlace {
  const [longitude, latitude] = at
  const figures = `${hemisphere(latitude, 'N', 'S')} ${hemisphere(longitude, 'E', 'W')}`
  const names = sameInAll(figures)
  return { key: `coordinates:${figures}`, kind: 'coordinates', names, foundBy: null, bounds: boundsOf([at]) }
}

/** What reads the same in every language, or is known in one alone. */
export const sameInAll = (name: string): Names => ({ ar: name, en: name, fr: name, uk: name, ru: name })

const hemisphere = (degrees: number, positive: string, negative: string): string =>
  `${Math.abs(degrees).toFixed(4)}° ${degrees < 0 ? negative : positive}`

/** A letter on either side, degrees, and minutes and seconds where they are given. */
const ANGLE = String.raw`([NSEW])?\s*(-?\d+(?:\.\d+)?)(?![\d.])\s*°?(?:\s*(\d+(?:\.\d+)?)\s*['′’])?(?:\s*(\d+(?:\.\d+)?)\s*(?:["″”]|''))?\s*([NSEW])?`
const PAIR = new RegExp(String.raw`^${ANGLE}(?:[\s,;]+|(?<=[NSEW]))${ANGLE}$`, 'i')
const ARABIC_ZERO = 0x0660
const ONE_NUMBER = /^[^\d]*\d+(?:,\d+)?[^\d]*$/

/**
 * A place out of its coordinates, such as `48.59 38`, `48,59 38,00`, `N 48.59, E 38` or `48°35'20"N 38°0'E`, in western or Arabic
 * figures. Latitude comes first unless letters say otherwise; null where it reads as anything else or lies off the Earth.
 */
export function readCoordinates(text: string): LonLat | null {
  const western = text
    .trim()
    .replace(/^\((.*)\)$/, '$1')
    .replaceAll(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - ARABIC_ZERO))
    .replaceAll('٫', '.')
    .replaceAll('،', ',')
    .replaceAll('\u2212', '-')
  const match = PAIR.exec(withDecimalPoints(western))
  if (match === null) return null
  const [first, second] = [angleOf(match.slice(1, 6)), angleOf(match.slice(6, 11))]
  if (first === null || second === null || (first.axis !== null && first.axis === second.axis)) return null
  const isTurned = first.axis === 'longitude' || second.axis === 'latitude'
  const [latitude, longitude] = isTurned ? [second.degrees, first.degrees] : [first.degrees, second.degrees]
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? [longitude, latitude] : null
}

/** Of two numbers with a space or a semicolon between them, and no point in either, a comma inside one is its point. */
function withDecimalPoints(text: string): string {
  const parts = text.split(/[\s;]+/).map((part) => part.replace(/,$/, ''))
  const isOfTwo = parts.length === 2 && parts.every((part) => ONE_NUMBER.test(part))
  return isOfTwo && !text.includes('.') && parts.some((part) => /\d,\d/.test(part))
    ? parts.map((part) => part.replace(',', '.')).join(' ')
    : text
}

interface Angle {
  readonly degrees: number
  readonly axis: 'latitude' | 'longitude' | null
}

function angleOf([before, degrees = '', minutes, seconds, after]: readonly (
  | string
  | undefined
)[]): Angle | null {
  if (before !== undefined && after !== undefined) return null
  const letter = (before ?? after)?.toUpperCase()
  const isSigned = degrees.startsWith('-')
  // Only the last of them may have a fraction, and a sign and a letter would say the same twice.
  if ((isSigned && letter !== undefined) || hasFraction(degrees, minutes, seconds)) return null
  if (Number(minutes ?? 0) >= 60 || Number(seconds ?? 0) >= 60) return null
  const size = Math.abs(Number(degrees)) + Number(minutes ?? 0) / 60 + Number(seconds ?? 0) / 3600
  const isNegative = isSigned || letter === 'S' || letter === 'W'
  const axis = letter === undefined ? null : letter === 'N' || letter === 'S' ? 'latitude' : 'longitude'
  return { degrees: isNegative ? -size : size, axis }
}

const hasFraction = (degrees: string, minutes: string | undefined, seconds: string | undefined): boolean =>
  (degrees.includes('.') && (minutes ?? seconds) !== undefined) ||
  (minutes?.includes('.') === true && seconds !== undefined)
