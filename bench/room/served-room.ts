// SPDX-License-Identifier: Apache-2.0
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** What the serving process is started with. */
export interface RoomOrder {
  readonly folder: string
  readonly incidents: number
  readonly login: string
  readonly password: string
}

export type ToRoom =
  | { readonly kind: 'rate'; readonly perSecond: number }
  | { readonly kind: 'count' }
  | { readonly kind: 'stop' }

export type FromRoom =
  | { readonly kind: 'ready'; readonly url: string }
  | { readonly kind: 'written'; readonly updates: number }

/** A mission with many incidents, served by a process of its own. */
export interface BusyRoom {
  /** Without a slash at its end. */
  readonly url: string
  readonly login: string
  readonly password: string
  /** Incidents changed in each second from now on. */
  setRate(perSecond: number): void
  /** How many were changed so far. */
  updates(): Promise<number>
  stop(): Promise<void>
}

const PROCESS = fileURLToPath(new URL('room-process.ts', import.meta.url))

/**
 * Fills a folder of its own, which takes a minute for 100,000 incidents, and serves it. One that is named is kept, and is not filled
 * again.
 */
export async function serveBusyRoom(incidents: number, kept: string | null = null): Promise<BusyRoom> {
  const folder = kept ?? mkdtempSync(join(tmpdir(), 'marsad-room-'))
  const order: RoomOrder = {
    folder,
    incidents,
    login: `analyst-${randomBytes(4).toString('hex')}`,
    password: randomBytes(18).toString('base64url'),
  }
  const child = fork(PROCESS, [JSON.stringify(order)], {
    execArgv: ['--import', 'tsx', '--conditions=marsad-source'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const gone = once(child, 'exit')
  const hear = (): Promise<FromRoom> =>
    Promise.race([
      once(child, 'message').then(([message]) => message as FromRoom),
      gone.then(() => {
        throw new Error('the room ended before it answered')
      }),
    ])
  const tell = (message: ToRoom): void => void child.send(message)
  const first = await hear()
  if (first.kind !== 'ready') throw new TypeError(`a room that begins with ${first.kind}`)
  return {
    url: first.url.replace(/\/$/, ''),
    login: order.login,
    password: order.password,
    setRate: (perSecond) => tell({ kind: 'rate', perSecond }),
    async updates() {
      const answer = hear()
      tell({ kind: 'count' })
      const message = await answer
      return message.kind === 'written' ? message.updates : 0
    },
    async stop() {
      tell({ kind: 'stop' })
      await gone
      if (kept === null) rmSync(folder, { recursive: true, force: true })
    },
  }
}
