// SPDX-License-Identifier: Apache-2.0
import { createFrontier, HASH_BYTES, type Hash, type TreeHashing } from '../merkle/index.ts'
import { TILE_WIDTH, type TileName } from './tile-path.ts'

/** Levels of subtrees inside one tile: 2^8 = 256. */
const TILE_HEIGHT = 8

/** Entries are as long as a commitment; two bytes of length stand before each. */
export const ENTRY_BYTES = HASH_BYTES

/** Turns a growing list of 32-byte entries into tiles and entry bundles, holding one unfinished tile per level. */
export interface TileWriter {
  append(entry: Uint8Array): void
  readonly size: number
  root(): Hash
  /** Gives out the partial tiles at the right edge; nothing can be appended afterwards. */
  finish(): void
}

/** `emit` gets each tile once, full ones as soon as they are full; the bytes are its own to keep. */
export function createTileWriter(
  hashing: TreeHashing,
  emit: (tile: TileName, bytes: Uint8Array) => void,
): TileWriter {
  const entries = createTileFiller('entries', 2 + ENTRY_BYTES, emit)
  const levels: ReturnType<typeof createTileFiller>[] = []
  const slot = new Uint8Array(2 + ENTRY_BYTES)
  slot[1] = ENTRY_BYTES
  const frontier = createFrontier(hashing, (height, hash) => {
    if (height % TILE_HEIGHT !== 0) return
    const level = height / TILE_HEIGHT
    levels[level] ??= createTileFiller(level, HASH_BYTES, emit)
    levels[level].add(hash)
  })
  return {
    append(entry) {
      if (entry.length !== ENTRY_BYTES) throw new RangeError(`an entry has 32 bytes, not ${entry.length}`)
      slot.set(entry, 2)
      entries.add(slot)
      frontier.append(hashing.leaf(entry))
    },
    get size() {
      return frontier.size
    },
    root: () => frontier.root(),
    finish() {
      entries.finish()
      for (const level of levels) level.finish()
    },
  }
}

function createTileFiller(
  level: TileName['level'],
  slotBytes: number,
  emit: (tile: TileName, bytes: Uint8Array) => void,
): { add(slot: Uint8Array): void; finish(): void } {
  const tile = new Uint8Array(TILE_WIDTH * slotBytes)
  let width = 0
  let index = 0
  const give = (): void => {
    emit({ level, index, width }, tile.slice(0, width * slotBytes))
    index += 1
    width = 0
  }
  return {
    add(slot) {
      tile.set(slot, width * slotBytes)
      width += 1
      if (width === TILE_WIDTH) give()
    },
    finish() {
      if (width > 0) give()
    },
  }
}
