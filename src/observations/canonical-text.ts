// SPDX-License-Identifier: Apache-2.0
import { assertNever, canonicalJson, formatInstant, type Geometry, type Position } from '#kernel'

import type { ObservationContent } from './observation.ts'

/**
 * The canonical JSON of an observation's document without its id, written out key by key: the same text as `canonicalJson`
 * gives (a property test holds it to that), several times faster, for every observation is named by it. Throws TypeError
 * on what JSON cannot hold.
 */
export function canonicalText(content: ObservationContent): string {
  const { count, grades, time, weapon } = content
  const end = formatInstant(time.end)
  const start = time.start === time.end ? end : formatInstant(time.start)
  return (
    `{"assessedContext":"${content.assessedContext}","asset":${textOrNull(content.asset)}` +
    `,"audiences":${texts(content.audiences)}` +
    `,"count":{"qualifier":"${count.qualifier}","value":${number(count.value)}}` +
    `,"effect":"${content.effect}","flightDirectionDegrees":${numberOrNull(content.flightDirectionDegrees)}` +
    `,"geometry":${geometryText(content.geometry)}` +
    `,"grades":{"information":${grades.information},"source":"${grades.source}"}` +
    `,"labels":${texts(content.labels)},"lineage":${canonicalJson(content.lineage)}` +
    `,"means":"${content.means}","measurements":${readings(content.measurements)}` +
    `,"originOfFire":${content.originOfFire},"owner":${canonicalJson(content.owner)}` +
    `,"placeName":${textOrNull(content.placeName)}` +
    `,"sensorConfidence":${content.sensorConfidence === null ? 'null' : `"${content.sensorConfidence}"`}` +
    `,"source":${canonicalJson(content.source)},"supersedes":${textOrNull(content.supersedes)}` +
    `,"text":${textOrNull(content.text)}` +
    `,"time":{"clockErrorSeconds":${number(time.clockErrorSeconds)},"end":"${end}"` +
    `,"precision":"${time.precision}","start":"${start}"}` +
    `,"weapon":{"calibreMillimetres":${numberOrNull(weapon.calibreMillimetres)}` +
    `,"weaponClass":"${weapon.weaponClass}"}}`
  )
}

function geometryText(geometry: Geometry): string {
  switch (geometry.kind) {
    case 'ellipse':
      return (
        `{"azimuthDegrees":${number(geometry.azimuthDegrees)},"center":${positionText(geometry.center)}` +
        `,"kind":"ellipse","semiMajorMeters":${number(geometry.semiMajorMeters)}` +
        `,"semiMinorMeters":${number(geometry.semiMinorMeters)}}`
      )
    case 'sector':
      return (
        `{"bearingDegrees":${number(geometry.bearingDegrees)}` +
        `,"bearingHalfWidthDegrees":${number(geometry.bearingHalfWidthDegrees)},"kind":"sector"` +
        `,"observer":${positionText(geometry.observer)}` +
        `,"rangeMaximumMeters":${number(geometry.rangeMaximumMeters)}` +
        `,"rangeMinimumMeters":${number(geometry.rangeMinimumMeters)}}`
      )
    case 'footprint': {
      let ring = ''
      for (const corner of geometry.ring) ring += `${ring === '' ? '' : ','}${positionText(corner)}`
      return `{"center":${positionText(geometry.center)},"kind":"footprint","ring":[${ring}]}`
    }
    default:
      return assertNever(geometry)
  }
}

const positionText = (p: Position): string =>
  `{"latitude":${number(p.latitude)},"longitude":${number(p.longitude)}}`

const textOrNull = (text: string | null): string => (text === null ? 'null' : canonicalJson(text))

const texts = (list: readonly string[]): string => `[${list.map((item) => canonicalJson(item)).join(',')}]`

function readings(measurements: Readonly<Record<string, number>>): string {
  let text = ''
  for (const name of Object.keys(measurements).sort()) {
    text += `${text === '' ? '' : ','}${canonicalJson(name)}:${number(measurements[name] as number)}`
  }
  return `{${text}}`
}

const numberOrNull = (value: number | null): string => (value === null ? 'null' : number(value))

/** Below this a number of millionths has at most 15 digits, so no other decimal that short means the same double. */
const EXACT_MILLIONTHS = 1e15

/**
 * The number as JSON writes it. Stored numbers are whole millionths, whose shortest form is their own decimal: two small
 * whole numbers are written much faster than a double.
 */
function number(value: number): string {
  const millionths = Math.round(Math.abs(value) * 1e6)
  if (millionths >= EXACT_MILLIONTHS || millionths / 1e6 !== Math.abs(value)) return anyNumber(value)
  const whole = Math.trunc(millionths / 1e6)
  let fraction = millionths - whole * 1e6
  const sign = value < 0 ? '-' : ''
  if (fraction === 0) return `${sign}${whole}`
  let places = 6
  while (fraction % 10 === 0) {
    fraction /= 10
    places--
  }
  return `${sign}${whole}.${`${fraction}`.padStart(places, '0')}`
}

function anyNumber(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError(`JSON has no number ${value}`)
  return `${value}`
}
