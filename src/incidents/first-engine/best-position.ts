// SPDX-License-Identifier: Apache-2.0
import { MEANS } from '#agreement'
import { quantiseMeters, quantisePosition, type Ellipse } from '#kernel'
import type { ObservationColumns } from '#observations'

/** Half-axes of the 95 % ellipse of a plane normal distribution in standard deviations: sqrt(-2 ln 0.05). */
const SIGMAS_OF_95_PERCENT = 2.447746830680816

/** Nothing is placed better than this: the error of the datum and of rounding, 95 % about 25 m (assumed). */
const LEAST_VARIANCE = 100

const METERS_PER_DEGREE = 111_195.0797
const DEGREE = Math.PI / 180

/** How the place of an incident was found: from one observation, from several of one spot, or as the extent of a spread-out one. */
export type PositionMethod = 'one' | 'inverse-variance' | 'extent'

export interface BestPosition {
  readonly ellipse: Ellipse
  readonly method: PositionMethod
}

/** What places turned out to be worth. */
export interface PlaceErrors {
  /** Factor by which the 95 % ellipse of an incident that sensors alone place is stretched. */
  readonly sensedFactor: number
  /** 95 % radius in metres of how far what is told of a named place lies from it, beside the place's own extent. */
  readonly namedMeters: number
}

const NAMED: ReadonlySet<number> = new Set([MEANS.indexOf('open-source'), MEANS.indexOf('party-statement')])

const isNamed = ({ means }: ObservationColumns, row: number): boolean => NAMED.has(means[row]!)

/** A symmetric 2 x 2 matrix over east and north, square metres. */
interface Covariance {
  readonly ee: number
  readonly nn: number
  readonly en: number
}

interface Place extends Covariance {
  readonly east: number
  readonly north: number
}

interface Estimate extends Place {
  /** Row of the table: those of one lineage count once, and so do those that name one place. */
  readonly row: number
  /** Whether it is a named place that counts once, and not the lineage. */
  readonly named: boolean
}

/**
 * The 95 % ellipse of where an incident is. Members that agree within their errors are taken for one spot: one vote per
 * lineage, weighted by inverse covariance; with errors of places, one for each place that people name, whose error they share. Members that do not (chi-square above its 95 % point) are a spread-out
 * incident: the ellipse then covers its extent, their scatter and their mean error together. `rows` is not empty.
 */
export function bestPosition(
  columns: ObservationColumns,
  rows: readonly number[],
  errors: PlaceErrors | null = null,
): BestPosition {
  const origin = { latitude: columns.latitude[rows[0]!]!, longitude: columns.longitude[rows[0]!]! }
  const eastScale = METERS_PER_DEGREE * Math.cos(origin.latitude * DEGREE)
  const members = rows.map((row): Estimate => ({
    east: (columns.longitude[row]! - origin.longitude) * eastScale,
    north: (columns.latitude[row]! - origin.latitude) * METERS_PER_DEGREE,
    row,
    named: errors !== null && isNamed(columns, row),
    ...covarianceOf(columns, row, errors),
  }))
  const factor = errors === null || rows.some((row) => isNamed(columns, row)) ? 1 : errors.sensedFactor
  const toEllipse = (at: Place): Ellipse => ({
    kind: 'ellipse',
    center: quantisePosition({
      latitude: origin.latitude + at.north / METERS_PER_DEGREE,
      longitude: origin.longitude + at.east / eastScale,
    }),
    ...stretched(axesOf(at), factor),
  })
  if (members.length === 1) return { ellipse: toEllipse(members[0]!), method: 'one' }
  const spot = weightedMean(oneVoteEach(columns, members))
  if (agree(members, spot)) return { ellipse: toEllipse(spot), method: 'inverse-variance' }
  return { ellipse: toEllipse(extentOf(members)), method: 'extent' }
}

function covarianceOf(columns: ObservationColumns, row: number, errors: PlaceErrors | null): Covariance {
  const named = errors !== null && isNamed(columns, row) ? errors.namedMeters : 0
  const variance = (meters: number) =>
    Math.max(LEAST_VARIANCE, (meters / SIGMAS_OF_95_PERCENT) ** 2 + (named / SIGMAS_OF_95_PERCENT) ** 2)
  const major = variance(columns.semiMajorMeters[row]!)
  const minor = variance(columns.semiMinorMeters[row]!)
  const sin = Math.sin(columns.azimuthDegrees[row]! * DEGREE)
  const cos = Math.cos(columns.azimuthDegrees[row]! * DEGREE)
  return {
    ee: major * sin * sin + minor * cos * cos,
    nn: major * cos * cos + minor * sin * sin,
    en: (major - minor) * sin * cos,
  }
}

/**
 * Neighbouring pixels of one pass lean on each other, and so do all who name one settlement: their mean counts once, with
 * their mean error.
 */
function oneVoteEach(columns: ObservationColumns, members: readonly Estimate[]): readonly Place[] {
  const groups: Estimate[][] = []
  for (const member of members) {
    // From the last back: members come in order of time, and those of one pass one after the other.
    const group = groups.findLast(([first]) => isSameVote(columns, first!, member))
    if (group === undefined) groups.push([member])
    else group.push(member)
  }
  return groups.map(meanOf)
}

function isSameVote({ latitude, longitude, lineage }: ObservationColumns, a: Estimate, b: Estimate): boolean {
  if (a.named !== b.named) return false
  if (!a.named) return lineage[a.row] === lineage[b.row]
  return latitude[a.row] === latitude[b.row] && longitude[a.row] === longitude[b.row]
}

function meanOf(members: readonly Estimate[]): Place {
  let [east, north, ee, nn, en] = [0, 0, 0, 0, 0]
  for (const member of members) {
    east += member.east
    north += member.north
    ee += member.ee
    nn += member.nn
    en += member.en
  }
  const count = members.length
  return { east: east / count, north: north / count, ee: ee / count, nn: nn / count, en: en / count }
}

function inverse({ ee, nn, en }: Covariance): Covariance {
  const determinant = ee * nn - en * en
  return { ee: nn / determinant, nn: ee / determinant, en: -en / determinant }
}

function weightedMean(votes: readonly Place[]): Place {
  let ee = 0
  let nn = 0
  let en = 0
  let east = 0
  let north = 0
  for (const vote of votes) {
    const weight = inverse(vote)
    ee += weight.ee
    nn += weight.nn
    en += weight.en
    east += weight.ee * vote.east + weight.en * vote.north
    north += weight.en * vote.east + weight.nn * vote.north
  }
  const covariance = inverse({ ee, nn, en })
  return {
    east: covariance.ee * east + covariance.en * north,
    north: covariance.en * east + covariance.nn * north,
    ...covariance,
  }
}

/** True where the members' squared distances from the spot, in their own errors, stay below the 95 % point. */
function agree(
  members: readonly Estimate[],
  spot: { readonly east: number; readonly north: number },
): boolean {
  let squares = 0
  for (const member of members) {
    const weight = inverse(member)
    const east = member.east - spot.east
    const north = member.north - spot.north
    squares += weight.ee * east * east + 2 * weight.en * east * north + weight.nn * north * north
  }
  return squares <= chiSquare95(2 * (members.length - 1))
}

/** 95 % point of chi-square by the cube-root approximation (Wilson and Hilferty 1931). */
function chiSquare95(freedom: number): number {
  const part = 2 / (9 * freedom)
  const root = 1 - part + 1.6448536 * Math.sqrt(part)
  return freedom * root * root * root
}

function extentOf(members: readonly Estimate[]): Place {
  const mean = meanOf(members)
  let ee = 0
  let nn = 0
  let en = 0
  for (const member of members) {
    ee += (member.east - mean.east) ** 2
    nn += (member.north - mean.north) ** 2
    en += (member.east - mean.east) * (member.north - mean.north)
  }
  const freedom = members.length - 1
  return { ...mean, ee: mean.ee + ee / freedom, nn: mean.nn + nn / freedom, en: mean.en + en / freedom }
}

function axesOf({ ee, nn, en }: Covariance): Omit<Ellipse, 'kind' | 'center'> {
  const mean = (ee + nn) / 2
  const spread = Math.hypot((nn - ee) / 2, en)
  const azimuth = (Math.atan2(2 * en, nn - ee) / 2 / DEGREE + 180) % 180
  return {
    semiMajorMeters: quantiseMeters(SIGMAS_OF_95_PERCENT * Math.sqrt(mean + spread)),
    semiMinorMeters: quantiseMeters(SIGMAS_OF_95_PERCENT * Math.sqrt(Math.max(0, mean - spread))),
    // A circle has no axis; half a tenth of a metre of difference is rounding.
    azimuthDegrees: spread < 1e-6 * mean ? 0 : Math.round(azimuth * 10) / 10,
  }
}

const stretched = (
  axes: Omit<Ellipse, 'kind' | 'center'>,
  factor: number,
): Omit<Ellipse, 'kind' | 'center'> => ({
  ...axes,
  semiMajorMeters: quantiseMeters(factor * axes.semiMajorMeters),
  semiMinorMeters: quantiseMeters(factor * axes.semiMinorMeters),
})
