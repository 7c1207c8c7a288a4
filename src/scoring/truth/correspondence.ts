// SPDX-License-Identifier: Apache-2.0
import type { FoundRun } from './found-run.ts'
import { pairOneToOne, type WeightedPair } from './one-to-one.ts'
import type { TruthToScore } from './parse-truth.ts'

/** Which true event stands behind each observation, and which incident is paired with which event. */
export interface Correspondence {
  /** Number of the event of each observation, -1 where it has none. */
  readonly eventOfObservation: Int32Array
  /** For each observation what it truly belongs to: an event, a site, one invented story, or itself alone. */
  readonly trueGroups: Int32Array
  /** Incident paired with each event, -1 for none. */
  readonly incidentOfEvent: Int32Array
  readonly eventOfIncident: Int32Array
  /** Event with most of an incident's observations, -1 where no event has any. */
  readonly mainEventOfIncident: Int32Array
  /** Rows that were delivered of each event, whether the run took them or not. */
  readonly rowsDelivered: Uint32Array
  /** How many observations of each event lie in incidents. */
  readonly inIncidents: Uint32Array
}

const NONE = -1

/** Traces a run's observations to the rows they came from, and pairs events with incidents by shared observations. */
export function correspond(truth: TruthToScore, run: FoundRun): Correspondence {
  const { eventOfObservation, trueGroups, rowsDelivered } = traceRows(truth, run)
  const pairs = sharedObservations(run, eventOfObservation)
  const incidentOfEvent = pairOneToOne(truth.events.length, run.incidents.length, pairs)
  const eventOfIncident = new Int32Array(run.incidents.length).fill(NONE)
  incidentOfEvent.forEach((incident, event) => {
    if (incident !== NONE) eventOfIncident[incident] = event
  })
  const mainEventOfIncident = new Int32Array(run.incidents.length).fill(NONE)
  const most = new Uint32Array(run.incidents.length)
  const inIncidents = new Uint32Array(truth.events.length)
  for (const { left, right, weight } of pairs) {
    inIncidents[left]! += weight
    if (weight <= most[right]!) continue
    most[right] = weight
    mainEventOfIncident[right] = left
  }
  // The paired event speaks for its incident even where another one has as many observations in it.
  for (const { left, right, weight } of pairs) {
    if (eventOfIncident[right] === left && weight === most[right]) mainEventOfIncident[right] = left
  }
  return {
    eventOfObservation,
    trueGroups,
    incidentOfEvent,
    eventOfIncident,
    mainEventOfIncident,
    rowsDelivered,
    inIncidents,
  }
}

function traceRows(
  truth: TruthToScore,
  run: FoundRun,
): Pick<Correspondence, 'eventOfObservation' | 'trueGroups' | 'rowsDelivered'> {
  const numberOfEvent = new Map(truth.events.map((event, number) => [event.id, number]))
  const nameOf = ({ file, row }: { readonly file: string; readonly row: number }) => `${row} ${file}`
  const rows = new Map(truth.rows.map((row) => [nameOf(row), row]))
  const rowsDelivered = new Uint32Array(truth.events.length)
  for (const { of } of truth.rows) {
    const event = of === null ? NONE : (numberOfEvent.get(of) ?? NONE)
    if (event !== NONE) rowsDelivered[event]!++
  }
  const eventOfObservation = new Int32Array(run.observations.length).fill(NONE)
  const groups = new Map<string, number>()
  const trueGroups = Int32Array.from(run.observations, (observation, number) => {
    const row = rows.get(nameOf(observation))
    const of = row?.of ?? null
    if (of !== null) eventOfObservation[number] = numberOfEvent.get(of) ?? NONE
    // A copy of an invented story belongs with the story; every other row without cause stands alone.
    const root = row === undefined ? observation : (row.copyOf ?? row)
    const key = of === null ? `row ${nameOf(root)}` : `of ${of}`
    const known = groups.get(key)
    if (known !== undefined) return known
    groups.set(key, groups.size)
    return groups.size - 1
  })
  return { eventOfObservation, trueGroups, rowsDelivered }
}

/** How many observations each event and each incident have in common, in order of incident, then of observation. */
function sharedObservations(run: FoundRun, eventOfObservation: Int32Array): readonly WeightedPair[] {
  return run.incidents.flatMap(({ members }, right) => {
    const shared = new Map<number, number>()
    for (const member of members) {
      const event = eventOfObservation[member] ?? NONE
      if (event !== NONE) shared.set(event, (shared.get(event) ?? 0) + 1)
    }
    return [...shared].map(([left, weight]) => ({ left, right, weight }))
  })
}
