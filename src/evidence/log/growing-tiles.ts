// SPDX-License-Identifier: Apache-2.0
import { HASH_BYTES, type Hash, type TreeHashing } from '../merkle/index.ts'
import { TILE_WIDTH, type TileName } from './tile-path.ts'
import { ENTRY_BYTES } from './tile-writer.ts'

const SLOT_BYTES = 2 + ENTRY_BYTES

/** The unfinished tiles at the right edge of a log: all that has to be kept to go on with it, and enough to know its root. */
export interface TileEdge {
  readonly size: number
  /** The bundle of entries that is not full yet; empty where the last one is full. */
  readonly entries: Uint8Array
  /** By level, the hashes of the tile that is not full yet; a level without any is empty. */
  readonly levels: readonly Uint8Array[]
}

export const EMPTY_EDGE: TileEdge = { size: 0, entries: new Uint8Array(), levels: [] }

/** The names of the unfinished tiles of a log of `size` entries: what `growTiles` needs to go on. */
export function edgeTiles(size: number): readonly TileName[] {
  const names: TileName[] = []
  const add = (level: TileName['level'], hashes: number): void => {
    const width = hashes % TILE_WIDTH
    if (width > 0) names.push({ level, index: Math.floor(hashes / TILE_WIDTH), width })
  }
  add('entries', size)
  for (let level = 0, hashes = size; hashes > 0; level += 1, hashes = Math.floor(hashes / TILE_WIDTH)) {
    add(level, hashes)
  }
  return names
}

/** A log that goes on where it stopped; unlike `createTileWriter` it can be taken up again and has a root at every size. */
export interface GrowingTiles {
  append(entry: Uint8Array): void
  readonly size: number
  root(): Hash
  /** Every tile that changed since the beginning, the unfinished ones with the width they have now. */
  changed(): Iterable<{ readonly tile: TileName; readonly bytes: Uint8Array }>
}

/** Goes on from an edge. `emit` gets each tile as soon as it is full; `changed` gives those that are not. */
export function growTiles(
  hashing: TreeHashing,
  edge: TileEdge,
  emit: (tile: TileName, bytes: Uint8Array) => void,
): GrowingTiles {
  let size = edge.size
  let entries = concatInto(TILE_WIDTH * SLOT_BYTES, edge.entries)
  const levels = edge.levels.map((hashes) => concatInto(TILE_WIDTH * HASH_BYTES, hashes))
  const widths = edge.levels.map((hashes) => hashes.length / HASH_BYTES)
  const fulls = widthsBefore(edge.size)

  const put = (level: number, hash: Hash): void => {
    levels[level] ??= new Uint8Array(TILE_WIDTH * HASH_BYTES)
    const width = widths[level] ?? 0
    levels[level].set(hash, width * HASH_BYTES)
    widths[level] = width + 1
    if (width + 1 < TILE_WIDTH) return
    const bytes = levels[level]
    emit({ level, index: fulls[level] ?? 0, width: TILE_WIDTH }, bytes)
    levels[level] = new Uint8Array(TILE_WIDTH * HASH_BYTES)
    widths[level] = 0
    fulls[level] = (fulls[level] ?? 0) + 1
    put(level + 1, rootOfFull(hashing, bytes, 0, TILE_WIDTH))
  }

  return {
    append(entry) {
      if (entry.length !== ENTRY_BYTES) throw new RangeError(`an entry has 32 bytes, not ${entry.length}`)
      const place = size % TILE_WIDTH
      entries[place * SLOT_BYTES + 1] = ENTRY_BYTES
      entries.set(entry, place * SLOT_BYTES + 2)
      size += 1
      if (place === TILE_WIDTH - 1) {
        emit({ level: 'entries', index: (size - TILE_WIDTH) / TILE_WIDTH, width: TILE_WIDTH }, entries)
        entries = new Uint8Array(TILE_WIDTH * SLOT_BYTES)
      }
      put(0, hashing.leaf(entry))
    },
    get size() {
      return size
    },
    root() {
      let right: Hash | null = null
      for (const [level, hashes] of levels.entries()) {
        for (const peak of peaksOf(hashing, hashes, widths[level] ?? 0)) {
          right = right === null ? peak : hashing.node(peak, right)
        }
      }
      return right ?? hashing.empty()
    },
    *changed() {
      for (const tile of size === edge.size ? [] : edgeTiles(size)) {
        const bytes =
          tile.level === 'entries'
            ? entries.slice(0, tile.width * SLOT_BYTES)
            : levels[tile.level]!.slice(0, tile.width * HASH_BYTES)
        yield { tile, bytes }
      }
    },
  }
}

/** Full tiles by level in a log of `size` entries. */
function widthsBefore(size: number): number[] {
  const fulls: number[] = []
  for (let hashes = Math.floor(size / TILE_WIDTH); hashes > 0; hashes = Math.floor(hashes / TILE_WIDTH)) {
    fulls.push(hashes)
  }
  return fulls
}

/** Roots of the complete subtrees under the first `width` hashes, smallest and rightmost first. */
function* peaksOf(hashing: TreeHashing, hashes: Uint8Array, width: number): Generator<Hash> {
  let end = width
  for (let power = 1; end > 0; power *= 2) {
    if (Math.floor(end / power) % 2 === 0) continue
    yield rootOfFull(hashing, hashes, end - power, end)
    end -= power
  }
}

/** Root over hashes `start` up to `end`, whose number is a power of two. */
function rootOfFull(hashing: TreeHashing, hashes: Uint8Array, start: number, end: number): Hash {
  if (end - start === 1) return hashes.slice(start * HASH_BYTES, end * HASH_BYTES)
  const middle = (start + end) / 2
  return hashing.node(rootOfFull(hashing, hashes, start, middle), rootOfFull(hashing, hashes, middle, end))
}

function concatInto(length: number, start: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(length)
  bytes.set(start)
  return bytes
}
