// SPDX-License-Identifier: Apache-2.0
import type { Kysely } from 'kysely'

import {
  createTreeHashing,
  edgeTiles,
  formatCheckpoint,
  fromUtf8,
  growTiles,
  TILE_WIDTH,
  toHex,
  type Cryptography,
  type LogName,
  type LogState,
  type Signer,
  type TileEdge,
  type TileName,
} from '#evidence'
import type { Instant } from '#kernel'

import type { Tables } from './tables.ts'

const ENTRIES_LEVEL = -1
const COMMITMENTS_IN_A_PAGE = 4_096

const levelNumber = (level: TileName['level']): number => (level === 'entries' ? ENTRIES_LEVEL : level)

/** The latest published state with its signed note, or null before the first. */
export async function latestCheckpoint(
  db: Kysely<Tables>,
  log: LogName,
): Promise<{ readonly state: LogState; readonly note: string } | null> {
  const row = await db
    .selectFrom('checkpoints')
    .select(['size', 'root', 'note'])
    .where('log', '=', log)
    .orderBy('size', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row === undefined ? null : { state: { size: row.size, root: row.root }, note: row.note }
}

/** Takes the published tree up to `size`, whose commitments stand in the log already, and signs it. */
export async function growPublishedTree(
  db: Kysely<Tables>,
  log: LogName,
  size: number,
  at: Instant,
  keys: { readonly cryptography: Cryptography; readonly signer: Signer },
): Promise<LogState> {
  const before = await latestCheckpoint(db, log)
  const published = before?.state.size ?? 0
  if (before !== null && published === size) return before.state
  const emitted: { readonly tile: TileName; readonly bytes: Uint8Array }[] = []
  const growing = growTiles(
    createTreeHashing(keys.cryptography),
    await readEdge(db, log, published),
    (tile, bytes) => emitted.push({ tile, bytes }),
  )
  for (let next = published; next < size; next = growing.size) {
    const rows = await db
      .selectFrom('log_records')
      .select('commitment')
      .where('log', '=', log)
      .where('idx', '>=', next)
      .where('idx', '<', Math.min(size, next + COMMITMENTS_IN_A_PAGE))
      .orderBy('idx')
      .execute()
    if (rows.length === 0) throw new RangeError(`log ${log} has no entry ${next} of ${size}`)
    for (const { commitment } of rows) growing.append(commitment)
    for (const { tile, bytes } of emitted.splice(0)) await writeTile(db, log, tile, bytes)
  }
  for (const { tile, bytes } of growing.changed()) await writeTile(db, log, tile, bytes)
  const state: LogState = { size, root: toHex(growing.root()) }
  const note = fromUtf8(formatCheckpoint(keys.cryptography, state, keys.signer))!
  await db.insertInto('checkpoints').values({ log, size, at_ms: at, root: state.root, note }).execute()
  return state
}

/** The tile of that name in the published tree; a narrower one than it has grown to since is its beginning. */
export async function readTile(
  db: Kysely<Tables>,
  log: LogName,
  { level, index, width }: TileName,
): Promise<Uint8Array | null> {
  const row = await db
    .selectFrom('tiles')
    .select(['width', 'bytes'])
    .where('log', '=', log)
    .where('level', '=', levelNumber(level))
    .where('idx', '=', index)
    .executeTakeFirst()
  if (row === undefined || width < 1 || width > row.width || width > TILE_WIDTH) return null
  return new Uint8Array(row.bytes.subarray(0, (row.bytes.length / row.width) * width))
}

async function readEdge(db: Kysely<Tables>, log: LogName, size: number): Promise<TileEdge> {
  const levels: Uint8Array[] = []
  let entries = new Uint8Array()
  for (const tile of edgeTiles(size)) {
    const bytes = await readTile(db, log, tile)
    if (bytes === null) throw new RangeError(`the published tree of ${log} has no tile at its edge ${size}`)
    if (tile.level === 'entries') entries = new Uint8Array(bytes)
    else levels[tile.level] = bytes
  }
  return { size, entries, levels: Array.from(levels, (bytes) => bytes ?? new Uint8Array()) }
}

const writeTile = (
  db: Kysely<Tables>,
  log: LogName,
  { level, index, width }: TileName,
  bytes: Uint8Array,
): Promise<unknown> =>
  db
    .insertInto('tiles')
    .values({ log, level: levelNumber(level), idx: index, width, bytes })
    .onConflict((conflict) => conflict.columns(['log', 'level', 'idx']).doUpdateSet({ width, bytes }))
    .execute()
