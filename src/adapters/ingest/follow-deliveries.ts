// SPDX-License-Identifier: Apache-2.0
import { setImmediate } from 'node:timers/promises'

import type { JournalRecord } from '#evidence'
import type { Digest, Instant } from '#kernel'

import type { DatabaseTurn } from '../database/index.ts'
import type { Mission } from '../mission/index.ts'
import type { DeliveryToRead, IngestDesk, ReadEnd, ReadRow, ReadStep } from './ingest-desk.ts'
import { duplicateRecord, fusedRecord, parsedRecord } from './ingest-records.ts'
import {
  knownObservations,
  loadDay,
  nextDelivery,
  rememberFusion,
  rememberReading,
  unfusedDays,
} from './ingest-tables.ts'

/** Rows and changes recorded in one turn: few enough that whoever else wants to write hardly waits. */
const ROWS_IN_A_TURN = 200
const CHANGES_IN_A_TURN = 100
/** Of these, recorded before others get the thread: readers wait for no turn, only for this many. */
const RECORDS_AT_A_TIME = 10
/** Deliveries are read on for so long before what they brought is fused, and at least twice as long as fusing took the last time. */
const SHORTEST_READING_MS = 2_000
/** How often it is looked whether something came, should nobody have said so. */
const LOOK_EVERY_MS = 1_000

/** What follows the ledger: deliveries are read in the order of their records, and what they bring is fused. */
export interface Ingest {
  /** Says that something came. */
  wake(): void
  /** Resolves when nothing waits to be read or fused. */
  idle(): Promise<void>
  /** Ends after the turn that is under way; the next start goes on from there. */
  stop(): Promise<void>
}

/** `onFault` hears of a fault that stops the following; what was acknowledged stays, and the next start tries it again. */
export function followDeliveries(
  mission: Mission,
  desk: IngestDesk,
  onFault: (error: unknown) => void,
): Ingest {
  const { ledger, database, now } = mission
  const { reader } = database
  let stopping = false
  let isIdle = false
  let unfused = false
  let woken: (() => void) | null = null
  const whenIdle: (() => void)[] = []

  /** Reads on from `first` until a turn's rows are together, and records them in one turn. Gives what is left of a delivery. */
  const readTurn = async (
    first: DeliveryToRead,
    isOpen: boolean,
  ): Promise<{ readonly rest: DeliveryToRead | null }> => {
    const steps: DeliveryStep[] = []
    let room = ROWS_IN_A_TURN
    let isOpened = isOpen
    for (let delivery: DeliveryToRead | null = first; delivery !== null && room > 0;) {
      if (!isOpened) await desk.open(delivery)
      const step = await desk.read(room)
      steps.push({ delivery, step })
      room -= Math.max(1, step.rows.length)
      isOpened = step.end === null
      if (step.end === null) delivery = { ...delivery, rowsDone: delivery.rowsDone + step.rows.length }
      else delivery = await nextDelivery(reader, delivery.index)
    }
    const added = await ledger.write((turn) => recordSteps(turn, steps, now()))
    await desk.accept(added)
    unfused ||= added.length > 0
    const { delivery, step } = steps.at(-1)!
    return {
      rest: step.end === null ? { ...delivery, rowsDone: delivery.rowsDone + step.rows.length } : null,
    }
  }

  const readSome = async (first: DeliveryToRead): Promise<void> => {
    let isOpen = false
    for (let delivery: DeliveryToRead | null = first; delivery !== null && !stopping;) {
      const { rest } = await readTurn(delivery, isOpen)
      isOpen = rest !== null
      delivery = rest
      await setImmediate()
    }
  }

  const fuseAll = async (): Promise<void> => {
    const through = await ledger.sizeOf('public')
    let incidents = 0
    for (
      let needed = await desk.daysNeeded();
      needed !== null && !stopping;
      needed = await desk.daysNeeded()
    ) {
      for (const day of needed) {
        for await (const part of loadDay(reader, day)) {
          await desk.load(part)
          await setImmediate()
        }
      }
      incidents += await desk.fuse()
      for (;;) {
        const changes = await desk.changes(CHANGES_IN_A_TURN)
        if (changes.length === 0) break
        await ledger.write(async (turn) => {
          for (const [n, { records }] of changes.entries()) {
            for (const record of records) await turn.append('public', record)
            if (n % RECORDS_AT_A_TIME === RECORDS_AT_A_TIME - 1) await setImmediate()
          }
        })
        await setImmediate()
      }
    }
    if (stopping) return
    await ledger.write(async (turn) => {
      await turn.append('public', fusedRecord(now(), { through, incidents }))
      await turn.query((db) => rememberFusion(db, through))
    })
    unfused = false
  }

  const sleep = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, LOOK_EVERY_MS)
      woken = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  const follow = async (): Promise<void> => {
    const waitingDays = await unfusedDays(reader)
    await desk.touch(waitingDays)
    unfused = waitingDays.length > 0
    let fuseAgainAt = now() + SHORTEST_READING_MS
    while (!stopping) {
      const delivery = await nextDelivery(reader)
      if (delivery !== null) {
        isIdle = false
        await readSome(delivery)
      }
      if (unfused && !stopping && (delivery === null || now() > fuseAgainAt)) {
        const began = now()
        await fuseAll()
        fuseAgainAt = now() + Math.max(SHORTEST_READING_MS, 2 * (now() - began))
      } else if (delivery === null && !stopping) {
        isIdle = true
        for (const resolve of whenIdle.splice(0)) resolve()
        await sleep()
      }
    }
  }

  const following = follow().catch((error: unknown) => {
    whenIdle.splice(0).forEach((resolve) => resolve())
    onFault(error)
  })
  return {
    wake() {
      isIdle = false
      woken?.()
    },
    idle: () => (isIdle ? Promise.resolve() : new Promise((resolve) => whenIdle.push(resolve))),
    async stop() {
      stopping = true
      woken?.()
      await following
    },
  }
}

interface DeliveryStep {
  readonly delivery: DeliveryToRead
  readonly step: ReadStep
}

/**
 * Records rows in the order of their deliveries, and what a delivery came to after its last; an observation that is there already is
 * a duplicate. Gives the ids of the new ones.
 */
async function recordSteps(
  turn: DatabaseTurn,
  steps: readonly DeliveryStep[],
  at: Instant,
): Promise<readonly Digest[]> {
  const rows = steps.flatMap(({ step }) => step.rows)
  const ids = rows.flatMap((row) => (row.kind === 'observation' ? [row.id] : []))
  const known = await turn.query((db) => knownObservations(db, ids))
  const added = new Set<Digest>()
  const recordRow = (row: ReadRow): Promise<unknown> => {
    if (row.kind === 'quarantined') return turn.append('public', row.record)
    const isNew = !known.has(row.id) && !added.has(row.id)
    if (isNew) added.add(row.id)
    return turn.append('public', isNew ? row.record : duplicateRecord(row.record))
  }
  for (const { delivery, step } of steps) {
    for (const [n, row] of step.rows.entries()) {
      await recordRow(row)
      if (n % RECORDS_AT_A_TIME === RECORDS_AT_A_TIME - 1) await setImmediate()
    }
    if (step.end !== null) await turn.append('public', endRecord(delivery, step.end, at))
  }
  const last = steps.at(-1)
  if (last !== undefined) {
    const { delivery, step } = last
    const rowsDone = step.end === null ? delivery.rowsDone + step.rows.length : 0
    await turn.query((db) => rememberReading(db, delivery.index, rowsDone))
  }
  return [...added]
}

const endRecord = ({ index, original }: DeliveryToRead, end: ReadEnd, at: Instant): JournalRecord =>
  parsedRecord(at, {
    received: index,
    original,
    outcome: end.kind,
    encoding: end.kind === 'read' ? end.encoding : null,
    rows: end.kind === 'read' ? end.rows : 0,
    problems: end.kind === 'read' ? [] : end.problems,
  })
