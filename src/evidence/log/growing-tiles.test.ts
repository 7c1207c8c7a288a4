// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { cryptography } from '../../../test/evidence/sample-bundle.ts'
import { toHex, toUtf8 } from '../bytes.ts'
import { createTreeHashing } from '../merkle/index.ts'
import { edgeTiles, EMPTY_EDGE, growTiles, type TileEdge } from './growing-tiles.ts'
import { tilePath } from './tile-path.ts'
import { createTileWriter } from './tile-writer.ts'

const hashing = createTreeHashing(cryptography)
const entryOf = (n: number): Uint8Array => cryptography.sha256(toUtf8(`entry ${n}`))

test('[LG4] a log taken up again at any sizes has the tiles and the root of one written in one go', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 700 }), { minLength: 1, maxLength: 5 }), (steps) => {
      const kept = new Map<string, string>()
      const bytesOf = new Map<string, Uint8Array>()
      let edge: TileEdge = EMPTY_EDGE
      let root = ''
      for (const step of steps) {
        const keep = (path: string, bytes: Uint8Array): void => {
          kept.set(path, toHex(bytes))
          bytesOf.set(path, bytes)
        }
        const growing = growTiles(hashing, edge, (tile, bytes) => keep(tilePath(tile), bytes.slice()))
        for (let k = 0; k < step; k += 1) growing.append(entryOf(growing.size))
        for (const { tile, bytes } of growing.changed()) keep(tilePath(tile), bytes)
        root = toHex(growing.root())
        const names = edgeTiles(growing.size)
        const read = (level: number | 'entries'): Uint8Array => {
          const name = names.find((one) => one.level === level)
          return name === undefined ? new Uint8Array() : bytesOf.get(tilePath(name))!
        }
        edge = { size: growing.size, entries: read('entries'), levels: [0, 1, 2].map(read) }
      }
      const whole = createTileWriter(hashing, (tile, bytes) =>
        expect(kept.get(tilePath(tile))).toBe(toHex(bytes)),
      )
      for (let n = 0; n < edge.size; n += 1) whole.append(entryOf(n))
      expect(root).toBe(toHex(whole.root()))
      whole.finish()
    }),
    { numRuns: 30 },
  )
})
