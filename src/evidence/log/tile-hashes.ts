// SPDX-License-Identifier: Apache-2.0
import { HASH_BYTES, subtreeRoot, type Hash, type HashAt, type TreeHashing } from '../merkle/index.ts'
import { TILE_WIDTH, type TileName } from './tile-path.ts'

/** Levels of the tree that one level of tiles holds: 256 is 2 to the eighth. */
const LEVELS_IN_A_TILE = 8

/** The tile of hashes that holds this one, in a log of `size` entries; a partial one at the right edge. */
export function tileOfHash(size: number, level: number, place: number): TileName {
  let hashes = size
  for (let low = 0; low < level; low += 1) hashes = Math.floor(hashes / TILE_WIDTH)
  const index = Math.floor(place / TILE_WIDTH)
  return { level, index, width: Math.min(TILE_WIDTH, hashes - index * TILE_WIDTH) }
}

/** Hashes of complete subtrees, worked out from tiles. `tile` gives the bytes of a tile that there is. */
export function hashesOfTiles(
  hashing: TreeHashing,
  size: number,
  tile: (name: TileName) => Uint8Array,
): HashAt {
  return (height, index) => {
    const level = Math.floor(height / LEVELS_IN_A_TILE)
    const width = 1 << (height % LEVELS_IN_A_TILE)
    const first = index * width
    const hashOf: HashAt = (low, place) => {
      if (low > 0) return hashing.node(hashOf(low - 1, 2 * place), hashOf(low - 1, 2 * place + 1))
      const bytes = tile(tileOfHash(size, level, place))
      const start = (place % TILE_WIDTH) * HASH_BYTES
      return bytes.subarray(start, start + HASH_BYTES) satisfies Hash
    }
    return subtreeRoot(hashing, hashOf, first, first + width)
  }
}
