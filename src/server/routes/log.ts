// SPDX-License-Identifier: Apache-2.0
import { readKeyStatements } from '#adapters'
import { TILE_WIDTH, tilePath, type TileName } from '#evidence'

import type { ServerApp } from '../env.ts'
import type { ServerPorts } from '../ports.ts'
import { ProblemError } from '../problem.ts'

const TILE = /^\/log\/(tile\/(entries|\d{1,2})\/((?:x\d{3}\/){0,4}\d{3})(?:\.p\/(\d{1,3}))?)$/
/** Levels that a log of 2^64 entries can have. */
const MOST_LEVEL = 63

/** The public log as C2SP tlog-tiles lays it out: commitments for anyone, a signed checkpoint that grows at a fixed cadence only; and what the mission says of its keys. */
export function addLog(app: ServerApp, { ledger }: Pick<ServerPorts, 'ledger'>): void {
  app.get('/log/checkpoint', async (c) => {
    const note = await ledger.checkpoint('public')
    if (note === null) throw new ProblemError({ code: 'not-found' })
    return c.body(note, 200, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-cache' })
  })
  app.get('/log/keys', async (c) => {
    c.header('cache-control', 'no-cache')
    return c.json({ schema: 'marsad/key-statements@1', statements: await readKeyStatements(ledger) }, 200)
  })
  app.get('/log/tile/*', async (c) => {
    const name = parseTilePath(c.req.path)
    const tile = name === null ? null : await ledger.tile('public', name)
    if (tile === null) throw new ProblemError({ code: 'not-found' })
    return c.body(Uint8Array.from(tile), 200, {
      'content-type': 'application/octet-stream',
      'cache-control': 'public, max-age=31536000, immutable',
    })
  })
}

/** Null for every path that is not the one written form of a tile's name. */
export function parseTilePath(path: string): TileName | null {
  const match = TILE.exec(path)
  if (match === null) return null
  const [, whole, level = '', groups = '', width] = match
  const name: TileName = {
    level: level === 'entries' ? level : Number(level),
    index: Number(groups.replaceAll(/[x/]/g, '')),
    width: width === undefined ? TILE_WIDTH : Number(width),
  }
  const inRange = name.width >= 1 && (name.level === 'entries' || name.level <= MOST_LEVEL)
  return inRange && tilePath(name) === whole ? name : null
}
