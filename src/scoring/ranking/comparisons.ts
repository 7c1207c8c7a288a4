// SPDX-License-Identifier: Apache-2.0
import { createPlaceIndex } from '#incidents'

import { groupBy } from '../group-by.ts'
import type { LabelIndex } from './labels.ts'
import type { Unit } from './units.ts'

/** With whom a labelled unit is compared: all of its day; those around it; those around it among as many people. */
export const CONTROL_KINDS = ['day', 'local', 'pop'] as const
export type ControlKind = (typeof CONTROL_KINDS)[number]

/** The numbers of the comparison; distances in metres. */
export const COMPARISON_RULE = {
  labelDays: 1,
  localMeters: 60_000,
  localDays: 3,
  clearMeters: 5_000,
  clearDays: 5,
  populationFactor: Math.E,
  fewestControls: 5,
} as const

/** Whom one labelled unit is compared with, as unit numbers; null where fewer than five are left. */
export interface Comparison {
  /** Number of the labelled unit. */
  readonly unit: number
  readonly controls: Readonly<Record<ControlKind, Uint32Array | null>>
}

/** What is compared with what at one radius: the same for every method. */
export interface Comparisons {
  readonly radiusMeters: number
  /** 1 for a unit that takes part. */
  readonly inPeriod: Uint8Array
  /** 1 for a unit with a label within the radius and a day. */
  readonly labelled: Uint8Array
  readonly positives: readonly Comparison[]
}

/** Days of which units take part, both ends included; labels outside still tell what is labelled. */
export interface Period {
  readonly first: number
  readonly last: number
}

/** Finds the labelled units of a period and their controls. `people` is the population around each unit, null where it is not known. */
export function compareUnits(
  units: readonly Unit[],
  labels: LabelIndex,
  people: Float64Array | null,
  radiusMeters: number,
  period: Period,
): Comparisons {
  const rule = COMPARISON_RULE
  const inPeriod = Uint8Array.from(units, ({ day }) => Number(day >= period.first && day <= period.last))
  const labelled = Uint8Array.from(units, ({ position, day }) =>
    Number(labels.near(position, day, radiusMeters, rule.labelDays)),
  )
  const clear = Uint8Array.from(units, ({ position, day }) =>
    Number(!labels.near(position, day, rule.clearMeters, rule.clearDays)),
  )
  const unlabelled = [...units.keys()].filter((unit) => inPeriod[unit] === 1 && labelled[unit] === 0)
  const unlabelledOfDay = new Map(
    [...groupBy(unlabelled, (unit) => units[unit]!.day)].map(([day, group]) => [day, enough(group)]),
  )
  const around = createPlaceIndex(
    Float64Array.from(units, (unit) => unit.position.latitude),
    Float64Array.from(units, (unit) => unit.position.longitude),
    rule.localMeters,
  )
  const localControls = (unit: number): number[] => {
    const { position, day } = units[unit]!
    const found: number[] = []
    around.within(position.latitude, position.longitude, rule.localMeters, (other) => {
      if (inPeriod[other] === 0 || clear[other] === 0 || labelled[other] === 1) return
      if (Math.abs(units[other]!.day - day) <= rule.localDays) found.push(other)
    })
    return found.sort((a, b) => a - b)
  }
  const positives = units.flatMap((_, unit): Comparison[] => {
    if (inPeriod[unit] === 0 || labelled[unit] === 0) return []
    const local = localControls(unit)
    const pop = people === null ? [] : local.filter((other) => isAsPopulated(people[other]!, people[unit]!))
    return [
      {
        unit,
        controls: {
          day: unlabelledOfDay.get(units[unit]!.day) ?? null,
          local: enough(local),
          pop: enough(pop),
        },
      },
    ]
  })
  return { radiusMeters, inPeriod, labelled, positives }
}

/** True where two populations differ by no more than the factor e; none is as much as none. */
export const isAsPopulated = (a: number, b: number): boolean =>
  a <= b * COMPARISON_RULE.populationFactor && b <= a * COMPARISON_RULE.populationFactor

const enough = (controls: readonly number[]): Uint32Array | null =>
  controls.length < COMPARISON_RULE.fewestControls ? null : Uint32Array.from(controls)
