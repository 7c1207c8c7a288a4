// SPDX-License-Identifier: Apache-2.0
import type { Kysely } from 'kysely'

import { DAY_MS, digestOf, type Digest } from '#kernel'

import type { Tables } from '../database/index.ts'
import type { DeliveryToRead, LoadedPart, StandingIncident } from './ingest-desk.ts'

/** Where in the ledger the reading of deliveries is, and up to where observations were fused. */
const READING = 'reading'
const FUSION = 'fusion'

/** The first delivery after that place of the log that waits, with how much of it is on record; null where none waits. */
export async function nextDelivery(db: Kysely<Tables>, after = -1): Promise<DeliveryToRead | null> {
  const row = await db
    .selectFrom('deliveries as d')
    .innerJoin('feeds as f', 'f.id', 'd.feed')
    .select(['d.idx', 'd.original', 'd.name', 'f.source'])
    .where('d.outcome', 'is', null)
    .where('d.idx', '>', after)
    .orderBy('d.idx')
    .limit(1)
    .executeTakeFirst()
  if (row === undefined) return null
  const { position, rowsDone } = await positionOf(db, READING)
  return {
    index: row.idx,
    original: row.original as Digest,
    source: row.source,
    name: row.name,
    rowsDone: position === row.idx ? rowsDone : 0,
  }
}

export const rememberReading = (db: Kysely<Tables>, position: number, rowsDone: number): Promise<unknown> =>
  remember(db, READING, position, rowsDone)

export const rememberFusion = (db: Kysely<Tables>, position: number): Promise<unknown> =>
  remember(db, FUSION, position, 0)

/** UTC days of observations that were recorded after the last fusion was. */
export async function unfusedDays(db: Kysely<Tables>): Promise<readonly number[]> {
  const { position } = await positionOf(db, FUSION)
  const days = new Set<number>()
  const rows = await db
    .selectFrom('observations')
    .select('start_ms')
    .where('from_size', '>', position)
    .execute()
  for (const { start_ms } of rows) days.add(Math.floor(start_ms / DAY_MS))
  return [...days].sort((a, b) => a - b)
}

/** Which of these observations are there. */
export async function knownObservations(
  db: Kysely<Tables>,
  ids: readonly Digest[],
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set()
  const rows = await db
    .selectFrom('observations')
    .select('id')
    .where('id', 'in', [...ids])
    .execute()
  return new Set(rows.map(({ id }) => id))
}

/** A UTC day as it stands, a part at a time: whole items alone, since nothing is fused from coarse copies. */
export async function* loadDay(db: Kysely<Tables>, day: number): AsyncGenerator<LoadedPart> {
  const [from, to] = [day * DAY_MS, (day + 1) * DAY_MS]
  for (let after = { start_ms: from, id: '' }; ;) {
    const rows = await db
      .selectFrom('observations')
      .select(['start_ms', 'id', 'document'])
      .where((eb) => eb(eb.refTuple('start_ms', 'id'), '>', eb.tuple(after.start_ms, after.id)))
      .where('start_ms', '<', to)
      .where('door', 'in', WHOLE_DOORS)
      .orderBy('start_ms')
      .orderBy('id')
      .limit(OBSERVATIONS_IN_A_PART)
      .execute()
    const observations = rows.map(({ document }) => document)
    const last = rows.at(-1)
    if (last === undefined || rows.length < OBSERVATIONS_IN_A_PART) {
      yield { day, observations, incidents: await standingIncidents(db, from, to) }
      return
    }
    yield { day, observations, incidents: null }
    after = last
  }
}

const OBSERVATIONS_IN_A_PART = 2_000

async function standingIncidents(
  db: Kysely<Tables>,
  from: number,
  to: number,
): Promise<readonly StandingIncident[]> {
  const incidents = await db
    .selectFrom('incident_versions')
    .select(['id', 'document'])
    .where('start_ms', '>=', from)
    .where('start_ms', '<', to)
    .where('to_size', 'is', null)
    .where('door', 'in', WHOLE_DOORS)
    .execute()
  return incidents.map(({ id, document }) => ({ id: id as Digest, documentDigest: digestOf(document) }))
}

const WHOLE_DOORS = ['open', 'mechanism'] as const

async function positionOf(
  db: Kysely<Tables>,
  name: string,
): Promise<{ readonly position: number; readonly rowsDone: number }> {
  const row = await db.selectFrom('followers').selectAll().where('name', '=', name).executeTakeFirst()
  return { position: row?.position ?? 0, rowsDone: row?.rows_done ?? 0 }
}

const remember = (db: Kysely<Tables>, name: string, position: number, rows_done: number): Promise<unknown> =>
  db
    .insertInto('followers')
    .values({ name, position, rows_done })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ position, rows_done }))
    .execute()
