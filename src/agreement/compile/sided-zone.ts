// SPDX-License-Identifier: Apache-2.0
import type { Reason } from '#kernel'

import type { Zone } from '../document/index.ts'
import { condition, reason, type Answer, type Condition } from './condition.ts'
import type { Measured, Scene } from './measure.ts'

/** Ground of one party between two distances from a line; several lines where it is disputed which one counts. */
export interface ZoneSide {
  readonly party: string
  readonly lines: readonly string[]
  readonly fromMeters: number
  readonly toMeters: number
}

type SidedZone = Exclude<Zone, { kind: 'polygon' }>

/** The sides of a band, or of the ground between a line and its offset, in metres. */
export const sidesOf = (zone: SidedZone): readonly ZoneSide[] =>
  zone.sides.map((side) => ({
    party: side.party,
    lines: typeof side.line === 'string' ? [side.line] : side.line,
    fromMeters: 'kilometres' in side ? 0 : side.fromKilometres * 1_000,
    toMeters: ('kilometres' in side ? side.kilometres : side.toKilometres) * 1_000,
  }))

/**
 * Whether an incident lies in a zone that is measured from lines. Where the zone's lines put it on different sides, or
 * answer differently, none is preferred: unknown, with the answer of each. Unknown too where a line is missing, or where
 * the uncertainty of place and line reaches over an edge of the zone.
 */
export function inSidedZone(zone: string, sides: readonly ZoneSide[], scene: Scene): Condition {
  const lines = [...new Set(sides.flatMap((side) => side.lines))]
  const measured = new Map(lines.map((line) => [line, scene.from(line)]))
  const unmeasured = lines.filter((line) => measured.get(line)?.distance.meters === null)
  if (unmeasured.length > 0)
    return condition('unknown', ...unmeasured.map((line) => reason('no-line', { line })))

  const widest = Math.max(...sides.map((side) => side.toMeters))
  const all = [...measured.values()]
  if (all.every(({ distance: d }) => metersOf(d) - d.uncertaintyMeters > widest)) {
    return condition('no', ...all.map((m) => reason('outside-zone', answerParams(zone, m))))
  }
  const settled = new Set(all.flatMap(({ distance }) => distance.side ?? []))
  if (settled.size > 1) return disagreement(zone, sides, all)

  const parties = settled.size === 1 ? [...settled] : bothSides(sides, all)
  const answers = parties.flatMap((party) => answersOnSide(party, sides, measured))
  const kinds = new Set(answers.map(({ answer }) => answer))
  if (kinds.size === 0)
    return condition('no', ...all.map((m) => reason('outside-zone', answerParams(zone, m))))
  const [only] = kinds
  if (kinds.size === 1 && only === 'yes') return condition('yes', ...stated('inside-zone', zone, answers))
  if (kinds.size === 1 && only === 'no') return condition('no', ...stated('outside-zone', zone, answers))
  const byLine = new Set(answers.map(({ by }) => by.distance.line))
  if (settled.size === 1 && byLine.size > 1 && !kinds.has('unknown')) return disagreement(zone, sides, all)
  return condition('unknown', ...stated('zone-edge-uncertain', zone, answers))
}

interface LineAnswer {
  readonly answer: Answer
  readonly by: Measured
}

/** Where the uncertainty reaches over the line, either side may be the true one. */
const bothSides = (sides: readonly ZoneSide[], all: readonly Measured[]): readonly string[] => [
  ...new Set([...all.flatMap(({ likelySide }) => likelySide ?? []), ...sides.map(({ party }) => party)]),
]

function answersOnSide(
  party: string,
  sides: readonly ZoneSide[],
  measured: ReadonlyMap<string, Measured>,
): readonly LineAnswer[] {
  const side = sides.find((s) => s.party === party)
  if (side === undefined) return [...measured.values()].map((by) => ({ answer: 'no', by }))
  return side.lines.flatMap((line) => {
    const by = measured.get(line)
    return by === undefined ? [] : [{ answer: between(side, reachOn(party, by)), by }]
  })
}

/** Least and greatest distance from the line at which the incident can lie on a party's side. */
function reachOn(party: string, { distance, likelySide }: Measured): readonly [number, number] {
  const meters = metersOf(distance)
  if (likelySide !== party) return [0, Math.max(0, distance.uncertaintyMeters - meters)]
  return [Math.max(0, meters - distance.uncertaintyMeters), meters + distance.uncertaintyMeters]
}

function between(side: ZoneSide, [least, greatest]: readonly [number, number]): Answer {
  if (greatest < side.fromMeters || least > side.toMeters) return 'no'
  return least >= side.fromMeters && greatest <= side.toMeters ? 'yes' : 'unknown'
}

/** Every line's answer as if it alone counted. */
function disagreement(zone: string, sides: readonly ZoneSide[], all: readonly Measured[]): Condition {
  const answers = all.map((m) => {
    const side = sides.find((s) => s.party === m.likelySide)
    const answer = side === undefined ? 'no' : between(side, reachOn(side.party, m))
    const code =
      answer === 'yes'
        ? 'line-answers-inside'
        : answer === 'no'
          ? 'line-answers-outside'
          : 'line-cannot-answer'
    return reason(code, answerParams(zone, m))
  })
  return condition('unknown', reason('lines-disagree', { zone }), ...answers)
}

function stated(
  code: 'inside-zone' | 'outside-zone' | 'zone-edge-uncertain',
  zone: string,
  answers: readonly LineAnswer[],
): readonly Reason[] {
  return [...new Set(answers.map(({ by }) => by))].map((m) => reason(code, answerParams(zone, m)))
}

const answerParams = (zone: string, { distance, likelySide }: Measured) => ({
  zone,
  line: distance.line,
  meters: metersOf(distance),
  uncertaintyMeters: distance.uncertaintyMeters,
  party: likelySide ?? '',
})

const metersOf = (distance: Measured['distance']): number => distance.meters ?? Number.NaN
