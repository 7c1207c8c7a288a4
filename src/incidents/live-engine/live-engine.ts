// SPDX-License-Identifier: Apache-2.0
import { MEANS } from '#agreement'
import { createGrowingCalendar, type Background } from '#background'
import { DAY_MS, type Digest, type Reason } from '#kernel'
import { compareRows, createObservationTable, type Observation } from '#observations'

import type { FusionContext, LiveChange, LiveEngine } from '../engine.ts'
import { createFusionRules, type FusedOptions } from '../fused-engine/fused-engine.ts'
import { incidentOf, readOut } from '../fused-engine/incident-of.ts'
import type { Incident, SetAside } from '../incident.ts'
import { createGrowingMembers } from './growing-members.ts'
import { createKnownRows } from './known-rows.ts'
import { createReplayWatch } from './replay-watch.ts'

const THERMAL = MEANS.indexOf('satellite-thermal')

/** What became of a group of observations when it was last looked at. */
interface Standing {
  /** NaN where it was never told. */
  readonly probability: number
  /** Why it makes no incident; null where it makes one. */
  readonly aside: Reason | null
}

const UNTOLD: Standing = { probability: Number.NaN, aside: null }

const NOTHING_CHANGED: LiveChange = { changed: [], withdrawn: [], ended: [] }

/**
 * The fused engine as observations arrive. After any batches its partition is that of the fused engine over the same set,
 * but for what hangs on the run as a whole: steady sources, and with them how far a detection stands above one, are those
 * of the last `refresh`, and the kinds of means that report at all those of the last `add`. An incident is weighed anew
 * when its own observations change; those whose surroundings alone changed are told by the next `refresh`.
 */
export function createLiveEngine(
  background: Background | null,
  context: FusionContext,
  options: Partial<FusedOptions> = {},
): LiveEngine {
  const rules = createFusionRules(background, options)
  const table = createObservationTable()
  const calendar = createGrowingCalendar()
  let firstDay = Infinity
  const fires = {
    calendar,
    get firstDay() {
      return firstDay
    },
  }
  let mask = rules.steadyMask(table, table.sorted(), context)
  let scene = { ...rules.sceneOf(table, table.sorted(), mask, context), fires }
  const known = createKnownRows(table)
  const replays = createReplayWatch(table)
  const members = createGrowingMembers(table)
  /** Rows that belong to a steady source. */
  let steady = new Set<number>()
  const nothing = new Map<number, Reason>()
  const standings = new Map<number, Standing>()

  const look = (rows: readonly number[]): { readonly incident: Incident; readonly standing: Standing } => {
    const incident = readOut(incidentOf(table, rows, scene))
    const aside = rules.reasonToSetAside(table, rows, () => incident)
    return { incident, standing: { probability: incident.likelihood.probability, aside } }
  }

  /** Takes what changed in the members to heart: weighs new groups, forgets old ones. */
  const settle = (): LiveChange => {
    const { before, after } = members.settle()
    const left = new Set<number>()
    const open = new Set<Digest>()
    const ended: Digest[] = []
    for (const rows of before) {
      if (standings.get(rows[0]!)?.aside === null) {
        rows.forEach((row) => left.add(row))
        open.add(table.idAt(rows[0]!))
      }
      standings.delete(rows[0]!)
    }
    const changed: Incident[] = []
    for (const rows of after) {
      const { incident, standing } = look(rows)
      standings.set(rows[0]!, standing)
      if (standing.aside !== null) continue
      changed.push(incident)
      open.delete(incident.id)
      rows.forEach((row) => left.delete(row))
    }
    ended.push(...open)
    return { changed, withdrawn: [...left].map((row) => table.idAt(row)), ended: ended.sort() }
  }

  const takeUp = (row: number, reason: Reason | null): void => {
    if (reason === null) nothing.delete(row)
    else nothing.set(row, reason)
    if (reason === null && !steady.has(row)) members.come(row)
    else members.go(row)
  }

  /** Enters what is not known yet and gives its rows. */
  const enter = (observations: Iterable<Observation>): readonly number[] => {
    const fresh: number[] = []
    for (const observation of observations) {
      if (known.has(observation.id)) continue
      table.append(observation)
      known.add(table.size - 1)
      fresh.push(table.size - 1)
    }
    const { means, startMs, latitude, longitude } = table.columns()
    const present = new Set(scene.means)
    for (const row of fresh) {
      present.add(table.meansAt(row))
      if (means[row] !== THERMAL) continue
      const day = Math.floor(startMs[row]! / DAY_MS)
      firstDay = Math.min(firstDay, day)
      calendar.add(latitude[row]!, longitude[row]!, day)
    }
    if (present.size > scene.means.length) {
      scene = { ...scene, means: MEANS.filter((one) => present.has(one)) }
    }
    for (const [row, reason] of replays.watch(fresh)) takeUp(row, reason)
    return fresh
  }

  const load = (observations: Iterable<Observation>): void => {
    enter(observations)
    const { before, after } = members.settle()
    for (const rows of before) standings.delete(rows[0]!)
    for (const rows of after) {
      const aside = rules.reasonToSetAside(table, rows, () => incidentOf(table, rows, scene))
      standings.set(rows[0]!, aside === null ? UNTOLD : { probability: Number.NaN, aside })
    }
  }

  const refresh = (): LiveChange => {
    const sorted = table.sorted()
    mask = rules.steadyMask(table, sorted, context)
    scene = { ...rules.sceneOf(table, sorted, mask, context), fires }
    const was = steady
    steady = new Set([...sorted].filter((_, rank) => mask.masked[rank] === 1))
    for (const row of steady) if (!was.has(row)) takeUp(row, nothing.get(row) ?? null)
    for (const row of was) if (!steady.has(row)) takeUp(row, nothing.get(row) ?? null)
    const { changed, withdrawn, ended } = settle()
    const told = new Set(changed.map(({ id }) => id))
    const further: Incident[] = []
    const lost: Digest[] = [...withdrawn]
    const over: Digest[] = [...ended]
    for (const rows of members.groups()) {
      const id = table.idAt(rows[0]!)
      if (told.has(id)) continue
      const past = standings.get(rows[0]!)
      const { incident, standing } = look(rows)
      standings.set(rows[0]!, standing)
      if (standing.aside === null) {
        if (past?.aside !== null || past.probability !== standing.probability) further.push(incident)
      } else if (past?.aside === null) {
        over.push(id)
        lost.push(...incident.members)
      }
    }
    return { changed: [...changed, ...further], withdrawn: lost, ended: over.sort() }
  }

  return {
    load,
    add: (observations) => (enter(observations).length === 0 ? NOTHING_CHANGED : settle()),
    refresh,
    partition() {
      const columns = table.columns()
      const groups = [...members.groups()].sort((a, b) => compareRows(columns, a[0]!, b[0]!))
      const opened: (readonly number[])[] = []
      const setAside: SetAside[] = [...nothing]
        .filter(([row]) => !steady.has(row))
        .map(([row, reason]) => ({ id: table.idAt(row), members: [table.idAt(row)], reasons: [reason] }))
      for (const rows of groups) {
        const aside = rules.reasonToSetAside(table, rows, () => incidentOf(table, rows, scene))
        if (aside === null) opened.push(rows)
        else {
          const ids = rows.map((row) => table.idAt(row))
          setAside.push({ id: ids[0]!, members: ids, reasons: [aside] })
        }
      }
      return {
        engine: rules.engine,
        incidents: {
          length: opened.length,
          *[Symbol.iterator]() {
            for (const rows of opened) yield readOut(incidentOf(table, rows, scene))
          },
        },
        steadySources: mask.sources,
        setAside,
      }
    },
  }
}
