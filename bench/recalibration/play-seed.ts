// SPDX-License-Identifier: Apache-2.0
import { createFusedEngine, RECALIBRATION, type Incident } from '#incidents'
import { digestOf, type Result } from '#kernel'
import { createObservationTable, type Observation } from '#observations'
import { fusionContext } from '#pipeline'
import { correspond, isWithin, parseTruth } from '#scoring'
import { simulate } from '#simulation'
import { findSource } from '#sources'

import { createLineProvider } from '../../src/cli/run-lines.ts'
import { readScenario } from '../../src/cli/simulate.ts'
import type { Said } from './fit-knots.ts'

/** What one seed gives the fit. */
export interface PlayedSeed {
  readonly scenario: string
  readonly said: readonly Said[]
  readonly covered: readonly { readonly kind: 'sensed' | 'named' | 'both'; readonly within: boolean }[]
}

const MILITARY: ReadonlySet<string> = new Set(['shelling', 'air-or-drone-strike', 'other-military-activity'])

/** Plays one seed of a scenario and runs the engine without any recalibration. Throws with every problem on a refusal. */
export async function playSeed(path: string, seed: number): Promise<PlayedSeed> {
  const { scenario, agreement } = need(await readScenario(path))
  const simulated = need(simulate(scenario, agreement, seed))
  const truth = need(parseTruth(simulated.truth))
  const observed = simulated.files.flatMap((file) => readFile(file))
  const numbers = new Map<string, number>()
  const observations = observed.filter(({ observation }) => {
    if (numbers.has(observation.id)) return false
    numbers.set(observation.id, numbers.size)
    return true
  })
  const table = createObservationTable()
  for (const { observation } of observations) table.append(observation)
  const engine = createFusedEngine(null, { recalibration: { ...RECALIBRATION, knots: [] } })
  const context = fusionContext(agreement, createLineProvider(agreement, null))
  const incidents = [...engine.partition(table, context).incidents]
  const found = correspond(truth, {
    observations: observations.map(({ observation, file, row }) => ({
      file,
      row,
      start: observation.time.start,
      end: observation.time.end,
      latitude: 0,
      longitude: 0,
    })),
    incidents: incidents.map((incident) => ({
      id: incident.id,
      ellipse: incident.geometry,
      probability: incident.likelihood.probability,
      members: incident.members.map((member) => numbers.get(member) ?? -1),
      side: null,
    })),
    steadySources: [],
  })
  return {
    scenario: scenario.id,
    said: incidents.map((incident, k) => ({
      logOdds: logOddsAsWeighed(incident),
      occurred: MILITARY.has(truth.events[found.mainEventOfIncident[k] ?? -1]?.hypothesis ?? ''),
    })),
    covered: incidents.flatMap((incident, k) => {
      const event = truth.events[found.eventOfIncident[k] ?? -1]
      return event === undefined
        ? []
        : [{ kind: kindOf(incident), within: isWithin(incident.geometry, event) }]
    }),
  }
}

function logOddsAsWeighed({ reasons }: Incident): number {
  const end = reasons.findIndex(({ code }) => code === 'recalibration')
  return reasons.slice(0, end).reduce((sum, { logOdds }) => sum + (logOdds ?? 0), 0)
}

const kindOf = ({ means }: Incident): 'sensed' | 'named' | 'both' =>
  !means.includes('open-source') ? 'sensed' : means.length === 1 ? 'named' : 'both'

function readFile({
  name,
  source: id,
  bytes,
}: {
  readonly name: string
  readonly source: string
  readonly bytes: Uint8Array
}): readonly { readonly observation: Observation; readonly file: string; readonly row: number }[] {
  const source = findSource(id)
  if (source === null) throw new Error(`no source ${id}`)
  const parser = source.open({ fileName: name, originalDigest: digestOf(bytes) })
  const rows: { readonly observation: Observation; readonly file: string; readonly row: number }[] = []
  const sink = {
    observation: (row: number, observation: Observation) => void rows.push({ observation, file: name, row }),
    quarantined: (row: number, raw: string) => {
      throw new Error(`row ${row}: ${raw}`)
    },
  }
  parser.push(bytes, sink)
  need(parser.finish(sink))
  return rows
}

function need<T>(result: Result<T>): T {
  if (result.ok) return result.value
  throw new Error(JSON.stringify(result.problems))
}
