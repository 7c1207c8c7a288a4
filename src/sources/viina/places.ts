// SPDX-License-Identifier: Apache-2.0
import type { Position } from '#kernel'

/** 95 % radii in metres of what a geocoded name can mean. The feed gives no place kind, so these are judgements, stated in its page. */
export const RADIUS_METERS = {
  /** A village or town: its own extent and the fields that a report of it means. */
  settlement: 5_000,
  /** A city of more than 100,000 people. */
  city: 10_000,
  /** A city of more than 500,000 people. */
  metropolis: 16_000,
  /** The feed gives a point without a name: a guess of the geocoder. */
  nameless: 50_000,
  /** A whole region, put on the settlement nearest to its middle. */
  region: 120_000,
} as const

export type PlaceKind = keyof typeof RADIUS_METERS

const METROPOLES: ReadonlySet<string> = new Set(
  [
    'Kyiv',
    'Kharkiv',
    'Odessa',
    'Odesa',
    'Dnipro',
    'Donetsk',
    'Zaporizhzhya',
    'Zaporizhzhia',
    'Lviv',
    'Kryvyi Rih',
  ].map(nameKey),
)

const CITIES: ReadonlySet<string> = new Set(
  (
    'Mykolayiv|Mykolaiv|Mariupol|Luhansk|Sevastopol|Vinnytsya|Vinnytsia|Simferopol|Kherson|Poltava|Chernihiv|Cherkasy' +
    '|Sumy|Zhytomyr|Khmelnytskyy|Khmelnytskyi|Rivne|Chernivtsi|Kropyvnytskyy|Kropyvnytskyi|Ternopil|Ivano-Frankivsk' +
    '|Lutsk|Uzhhorod|Kremenchuk|Horlivka|Bila Tserkva|Kamianske|Kramatorsk|Melitopol|Makiivka|Nikopol|Berdyansk' +
    '|Sloviansk|Kerch|Alchevsk|Pavlohrad|Sievierodonetsk|Lysychansk|Yevpatoriya|Brovary'
  )
    .split('|')
    .map(nameKey),
)

/** Where the geocoder puts a region that a headline names as a whole ("Sumy region"): to hundredths of a degree. */
const REGION_MIDDLES: readonly Position[] = [
  [47.96, 37.68],
  [51.11, 34.12],
  [46.56, 33.48],
  [49.61, 36.51],
  [50.02, 30.48],
  [49.51, 26.93],
  [46.91, 30.41],
  [49.72, 23.92],
  [47.18, 35.77],
  [47.39, 31.77],
  [51.36, 32.0],
  [49.73, 33.78],
  [49.16, 38.9],
  [50.64, 28.48],
  [51.04, 26.39],
  [51.19, 24.87],
].map(([latitude, longitude]) => ({ latitude, longitude }) as Position)

/** Degrees within which a point is one of those. */
const MIDDLE_TOLERANCE = 0.008

/** What the point of a report stands for. */
export function placeKind(placeName: string, position: Position): PlaceKind {
  if (REGION_MIDDLES.some((middle) => isNear(middle, position))) return 'region'
  if (placeName === '') return 'nameless'
  const key = nameKey(placeName)
  if (METROPOLES.has(key)) return 'metropolis'
  return CITIES.has(key) ? 'city' : 'settlement'
}

const isNear = (a: Position, b: Position): boolean =>
  Math.abs(a.latitude - b.latitude) <= MIDDLE_TOLERANCE &&
  Math.abs(a.longitude - b.longitude) <= MIDDLE_TOLERANCE

/** Apostrophes, hyphens and case vary between copies. */
function nameKey(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}]/gu, '')
}
