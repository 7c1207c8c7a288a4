// SPDX-License-Identifier: Apache-2.0

/** Hashes in a full tile and entries in a full bundle (C2SP tlog-tiles). */
export const TILE_WIDTH = 256

/** A tile of hashes at a level, or the entries under one tile of level 0; `width` below 256 is a partial tile at the right edge. */
export interface TileName {
  readonly level: number | 'entries'
  readonly index: number
  readonly width: number
}

/** `tile/0/x001/067.p/12`: thousands groups of the index, all but the last marked with x. */
export function tilePath({ level, index, width }: TileName): string {
  let digits = String(index % 1000).padStart(3, '0')
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    digits = `x${String(rest % 1000).padStart(3, '0')}/${digits}`
  }
  return `tile/${level}/${digits}${width === TILE_WIDTH ? '' : `.p/${width}`}`
}

/** Every tile and entry bundle of a log of `size` entries, lowest level first; a level ends with at most one partial tile. */
export function* tilesOf(size: number): Generator<TileName> {
  yield* tilesOfLevel('entries', size)
  let hashes = size
  for (let level = 0; hashes > 0; level += 1) {
    yield* tilesOfLevel(level, hashes)
    hashes = Math.floor(hashes / TILE_WIDTH)
  }
}

function* tilesOfLevel(level: TileName['level'], hashes: number): Generator<TileName> {
  for (let start = 0; start < hashes; start += TILE_WIDTH) {
    yield { level, index: start / TILE_WIDTH, width: Math.min(TILE_WIDTH, hashes - start) }
  }
}
