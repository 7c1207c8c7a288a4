// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { tilePath } from '#evidence'

import { sampleServer } from '../../../test/server/sample-server.ts'
import { parseTilePath } from './log.ts'

describe('the public log', () => {
  test('[API60] serves checkpoint and tiles to anybody, tiles for ever and checkpoints for now', async () => {
    const { ask, ledger } = sampleServer()
    expect((await ask('/log/checkpoint')).status).toBe(404)
    ledger.note = 'marsad.example/log\n64\nAAAA\n\n'
    ledger.tiles.set('0/0/256', Uint8Array.of(1, 2, 3))
    ledger.tiles.set('entries/1234067/12', Uint8Array.of(4))
    const checkpoint = await ask('/log/checkpoint')
    expect([
      await checkpoint.text(),
      checkpoint.headers.get('content-type'),
      checkpoint.headers.get('cache-control'),
    ]).toEqual([ledger.note, 'text/plain; charset=utf-8', 'no-cache'])
    const tile = await ask('/log/tile/0/000')
    expect([...new Uint8Array(await tile.arrayBuffer())]).toEqual([1, 2, 3])
    expect([tile.headers.get('content-type'), tile.headers.get('cache-control')]).toEqual([
      'application/octet-stream',
      'public, max-age=31536000, immutable',
    ])
    expect((await ask('/log/tile/entries/x001/x234/067.p/12')).status).toBe(200)
    const absent = await ask('/log/tile/0/001')
    expect([absent.status, absent.headers.get('cache-control')]).toEqual([404, 'no-store'])
  })

  test('[API61] a tile has one name', () => {
    const name = fc.record({
      level: fc.oneof(fc.constant('entries' as const), fc.nat(63)),
      index: fc.nat(1e9),
      width: fc.integer({ min: 1, max: 256 }),
    })
    fc.assert(
      fc.property(name, (tile) => {
        expect(parseTilePath(`/log/${tilePath(tile)}`)).toEqual(tile)
      }),
    )
    for (const path of [
      'tile/00/000',
      'tile/64/000',
      'tile/0/x000/001',
      'tile/0/000.p/0',
      'tile/0/000.p/256',
      'tile/0/000.p/012',
      'tile/0/0',
      'tile/0/001/x000',
      'tile/-1/000',
      'tile/0/000/',
      'tile/entries/000.p',
    ]) {
      expect([path, parseTilePath(`/log/${path}`)]).toEqual([path, null])
    }
  })

  test('[OP2] anybody may fetch what the mission says of its keys', async () => {
    const server = sampleServer()
    server.ledger.records.public.push({
      schema: 'marsad/record@1',
      kind: 'key-introduced',
      time: '2026-06-24T12:00:00.000Z',
      audiences: ['public'],
      body: { note: 'a signed note' },
    })
    const response = await server.ask('/log/keys')
    expect([response.status, await response.json()]).toEqual([
      200,
      { schema: 'marsad/key-statements@1', statements: ['a signed note'] },
    ])
  })
})
