// SPDX-License-Identifier: Apache-2.0
import type { Means } from '#agreement'
import {
  effectsAtLeast,
  sumOfEffects,
  tellingOf,
  type CountableEffect,
  type EffectsAtLeast,
  type EffectTelling,
  type Incident,
  type IncidentState,
} from '#incidents'
import { DAY_MS, type Digest } from '#kernel'
import type { Observation } from '#observations'

import type { Publication } from '../publication.ts'
import type { IncidentAssessed, LineOnDay } from '../run-record.ts'
import { cutIntoSectors, type LineSectors } from './line-sectors.ts'

/** The three counts under the published unit; they are never added to one another. */
export interface ThreeCounts {
  /** At least so many. */
  effects: number
  incidents: number
  /** Made by people; a run makes none. */
  findings: number
}

/** Lists on which an incident can stand, by what tells of it. What a party says of itself is no list. */
export const SURVEY_LISTS = ['thermal', 'sound', 'sight', 'other-imagery', 'reports'] as const
export type SurveyList = (typeof SURVEY_LISTS)[number]

const LIST_OF_MEANS: Readonly<Record<Means, SurveyList | null>> = {
  'satellite-thermal': 'thermal',
  heard: 'sound',
  acoustic: 'sound',
  seismic: 'sound',
  seen: 'sight',
  recorded: 'sight',
  uav: 'sight',
  'satellite-optical': 'other-imagery',
  'satellite-radar': 'other-imagery',
  radio: null,
  'open-source': 'reports',
  'party-statement': null,
}

/** Military activity rather than not: what estimates and warnings count. */
const isLikelyMilitary = ({ likelihood }: Incident): boolean => likelihood.probability >= 0.5

/** How far from the line an incident still belongs to its sector. */
const NEAR_LINE_METERS = 50_000

/** Counts of a report that keep days, sides, lists and sectors apart; kept from the records one by one. */
export interface CountingTally {
  readonly total: ThreeCounts
  /** Incidents of which anything told countable effects. */
  readonly incidentsWithEffects: number
  readonly byEffect: ReadonlyMap<CountableEffect, number>
  /** By UTC day as its number since 1970. */
  readonly byDay: ReadonlyMap<number, ThreeCounts>
  /** By the side of the line of contact, as JSON of line and side; null for both where no line is known. */
  readonly bySide: ReadonlyMap<string, ThreeCounts>
  readonly byState: ReadonlyMap<IncidentState, number>
  /** Incidents that are likely military activity, by the lists that they stand on, joined by commas. */
  readonly likelyByLists: ReadonlyMap<string, number>
  readonly sectors: LineSectors | null
  /** Likely incidents near the line, by sector and day. */
  readonly sectorDays: readonly ReadonlyMap<number, number>[]
  addObservation(observation: Observation): void
  addLine(line: LineOnDay): void
  addIncident(assessed: IncidentAssessed): void
  /** Effects of an incident by what was told of it up to now; empty where nothing told of any. */
  effectsOf(incident: Incident): EffectsAtLeast
}

const none = (): ThreeCounts => ({ effects: 0, incidents: 0, findings: 0 })

/** `contactLine` is the line whose sectors are watched; null where the terms name none. */
export function createCountingTally(publication: Publication, contactLine: string | null): CountingTally {
  const tellings = new Map<Digest, EffectTelling>()
  const total = none()
  const byEffect = new Map<CountableEffect, number>()
  const byDay = new Map<number, ThreeCounts>()
  const bySide = new Map<string, ThreeCounts>()
  const byState = new Map<IncidentState, number>()
  const likelyByLists = new Map<string, number>()
  let incidentsWithEffects = 0
  let latest: LineOnDay | null = null
  let sectors: LineSectors | null | undefined
  let sectorDays: Map<number, number>[] = []

  const effectsOf = ({ members }: Incident): EffectsAtLeast =>
    effectsAtLeast(members.flatMap((id) => tellings.get(id) ?? []))

  const cut = (): LineSectors | null => {
    if (sectors === undefined) {
      sectors = latest === null ? null : cutIntoSectors(latest)
      sectorDays = (sectors?.sectors ?? []).map(() => new Map<number, number>())
    }
    return sectors
  }

  const addToSector = (assessed: IncidentAssessed, day: number): void => {
    const { incident, contact } = assessed
    const known = cut()
    if (known === null || contact === null || contact.meters === null) return
    if (contact.meters > NEAR_LINE_METERS || !publication.showsPlaceOf(assessed)) return
    const days = sectorDays[known.sectorOf(incident.geometry.center)]!
    days.set(day, (days.get(day) ?? 0) + 1)
  }

  return {
    total,
    byEffect,
    byDay,
    bySide,
    byState,
    likelyByLists,
    effectsOf,
    get incidentsWithEffects() {
      return incidentsWithEffects
    },
    get sectors() {
      return cut()
    },
    get sectorDays() {
      cut()
      return sectorDays
    },
    addObservation(observation) {
      const telling = tellingOf(observation)
      if (telling !== null) tellings.set(observation.id, telling)
    },
    addLine(line) {
      if (line.line !== contactLine) return
      if (latest === null || (line.date ?? '') > (latest.date ?? '')) latest = line
    },
    addIncident(assessed) {
      const { incident, contact } = assessed
      const effects = effectsOf(incident)
      const sum = sumOfEffects(effects)
      for (const [effect, count] of effects) byEffect.set(effect, (byEffect.get(effect) ?? 0) + count)
      if (sum > 0) incidentsWithEffects++
      const day = Math.floor(incident.interval.start / DAY_MS)
      const side = JSON.stringify([contact?.line ?? null, contact?.side ?? null])
      for (const counts of [total, countsAt(byDay, day), countsAt(bySide, side)]) {
        counts.effects += sum
        counts.incidents++
      }
      const { state } = assessed.past
      byState.set(state, (byState.get(state) ?? 0) + 1)
      if (!isLikelyMilitary(incident)) return
      const lists = listsOf(incident.means).join()
      likelyByLists.set(lists, (likelyByLists.get(lists) ?? 0) + 1)
      addToSector(assessed, day)
    },
  }
}

function countsAt<K>(map: Map<K, ThreeCounts>, key: K): ThreeCounts {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = none()
  map.set(key, made)
  return made
}

/** The lists that an incident stands on, in the order of `SURVEY_LISTS`. */
const listsOf = (means: readonly Means[]): readonly SurveyList[] =>
  SURVEY_LISTS.filter((list) => means.some((one) => LIST_OF_MEANS[one] === list))
