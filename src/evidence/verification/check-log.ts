// SPDX-License-Identifier: Apache-2.0
import { equalBytes, toHex } from '../bytes.ts'
import { CHECKPOINT_PATH, EVIDENCE_FOLDER, logPath } from '../layout.ts'
import {
  createTileWriter,
  parseEntryBundle,
  TILE_WIDTH,
  tilePath,
  tilesOf,
  type TileName,
} from '../log/index.ts'
import { createTreeHashing, HASH_BYTES } from '../merkle/index.ts'
import type { Mismatch } from './outcome.ts'
import { mismatchOf, readWhole, type Check, type Verification } from './verification.ts'

const mismatch = mismatchOf('log')
const pathOf = (tile: TileName): string => `${EVIDENCE_FOLDER}/${logPath(tilePath(tile))}`

/** A tile that is not what its entries come to: the place in it, the hash worked out and the hash found. */
interface Difference {
  readonly tile: TileName
  readonly place: number
  readonly worked: string
  readonly found: string
}

/**
 * The entries come to the tiles, and the tiles to the signed root. Every tile is made again from the entries; where one differs,
 * the root tells whose fault it is: if it fits, the tile was changed, else the entry.
 */
export const checkLog: Check = async (verification) => {
  const { request, checkpoint } = verification
  const made: { readonly tile: TileName; readonly bytes: Uint8Array }[] = []
  const writer = createTileWriter(createTreeHashing(request.cryptography), (tile, bytes) =>
    made.push({ tile, bytes }),
  )
  let difference: Difference | null = null

  const compareMade = async (): Promise<void> => {
    for (const { tile, bytes } of made.splice(0)) {
      if (tile.level === 'entries' || difference !== null) continue
      difference = differenceOf(tile, bytes, await readWhole(request.files, pathOf(tile)))
      if (difference === null) verification.tiles.checked += 1
    }
  }

  const { size } = checkpoint!
  for (const tile of tilesOf(size)) {
    if (tile.level !== 'entries') break
    const bytes = await readWhole(request.files, pathOf(tile))
    const entries = parseEntryBundle(bytes)
    if (
      entries === null ||
      entries.length !== tile.width ||
      entries.some((entry) => entry.length !== HASH_BYTES)
    ) {
      return mismatch('entries-unreadable', pathOf(tile))
    }
    for (const entry of entries) {
      if (writer.size === size - 1) verification.rootBeforeLast = toHex(writer.root())
      writer.append(entry)
    }
    verification.tiles.checked += 1
    await compareMade()
    request.onProgress?.('log', writer.size, size)
  }
  writer.finish()
  await compareMade()
  return faultOf(verification, difference, toHex(writer.root()))
}

function differenceOf(tile: TileName, made: Uint8Array, stored: Uint8Array): Difference | null {
  if (equalBytes(made, stored)) return null
  for (let place = 0; place < tile.width; place += 1) {
    const worked = made.subarray(place * HASH_BYTES, (place + 1) * HASH_BYTES)
    const found = stored.subarray(place * HASH_BYTES, (place + 1) * HASH_BYTES)
    if (!equalBytes(worked, found)) return { tile, place, worked: toHex(worked), found: toHex(found) }
  }
  return { tile, place: tile.width, worked: '', found: '' }
}

function faultOf({ checkpoint }: Verification, difference: Difference | null, root: string): Mismatch | null {
  const rootFits = root === checkpoint!.root
  if (difference === null) {
    return rootFits
      ? null
      : mismatch('root-differs', `${EVIDENCE_FOLDER}/${CHECKPOINT_PATH}`, {
          expected: root,
          found: checkpoint!.root,
        })
  }
  const { tile, place, worked, found } = difference
  const index = tile.index * TILE_WIDTH + place
  if (!rootFits && tile.level === 0) {
    return mismatch('entry-differs-from-tile', pathOf({ ...tile, level: 'entries' }), {
      recordIndex: index,
      expected: found,
      found: worked,
    })
  }
  const details = { expected: worked, found }
  return mismatch(
    'tile-differs-from-entries',
    pathOf(tile),
    tile.level === 0 ? { recordIndex: index, ...details } : details,
  )
}
