// SPDX-License-Identifier: Apache-2.0
import { chmod, readFile, rm, writeFile } from 'node:fs/promises'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

import { digestOf, type JsonValue, type Result } from '#kernel'

import { missionPaths } from './mission-folder.ts'

/** What a command of the command line asks of the process that holds the mission. */
export type ControlHandler = (command: string, params: JsonValue) => Promise<Result<JsonValue>>

/** A socket's path ends after 107 bytes on Linux, 103 elsewhere. */
const LONGEST_SOCKET_PATH = 100
const OWNER_ONLY = 0o600

/**
 * Listens on a socket that only its owner may open. One line of JSON in, `{ command, params }`, one line out, a Result. Call while
 * the mission is held: a socket that lies there belongs to nobody.
 */
export async function listenForControl(
  folder: string,
  handle: ControlHandler,
  onFault: (error: unknown) => void,
): Promise<{ close(): Promise<void> }> {
  const paths = missionPaths(folder)
  const path =
    Buffer.byteLength(paths.controlSocket) <= LONGEST_SOCKET_PATH
      ? paths.controlSocket
      : join(tmpdir(), `marsad-${digestOf(paths.controlSocket).slice(0, 24)}.sock`)
  await rm(path, { force: true })
  if (path !== paths.controlSocket) await writeFile(paths.controlPath, path, { mode: OWNER_ONLY })
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    socket.on('error', onFault)
    serveOne(socket, handle).catch(onFault)
  })
  const before = process.umask(0o177)
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(path, resolve)
    })
  } finally {
    process.umask(before)
  }
  await chmod(path, OWNER_ONLY)
  return {
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      for (const socket of sockets) socket.destroySoon()
      await closed
      await rm(path, { force: true })
      await rm(paths.controlPath, { force: true })
    },
  }
}

async function serveOne(socket: Socket, handle: ControlHandler): Promise<void> {
  for await (const line of createInterface({ input: socket })) {
    const { command, params } = JSON.parse(line) as { readonly command: string; readonly params: JsonValue }
    let answer: ControlAnswer
    try {
      answer = { kind: 'answered', result: await handle(command, params) }
    } catch (error) {
      answer = { kind: 'failed', message: error instanceof Error ? error.message : String(error) }
    }
    socket.write(`${JSON.stringify(answer)}\n`)
  }
}

type ControlAnswer =
  | { readonly kind: 'answered'; readonly result: Result<JsonValue> }
  | { readonly kind: 'failed'; readonly message: string }

/** Asks the process that serves the folder; null where none does. Throws Error where it fails or ends in the middle. */
export async function askControl(
  folder: string,
  command: string,
  params: JsonValue,
): Promise<Result<JsonValue> | null> {
  const paths = missionPaths(folder)
  const path = (await readFile(paths.controlPath, 'utf8').catch(() => null)) ?? paths.controlSocket
  const socket = await open(path)
  if (socket === null) return null
  try {
    socket.write(`${JSON.stringify({ command, params })}\n`)
    for await (const line of createInterface({ input: socket })) {
      const answer = JSON.parse(line) as ControlAnswer
      if (answer.kind === 'failed') throw new Error(answer.message)
      return answer.result
    }
    throw new Error('the service ended before it answered')
  } finally {
    socket.destroy()
  }
}

const NOBODY_THERE: readonly (string | undefined)[] = ['ENOENT', 'ECONNREFUSED']

const open = (path: string): Promise<Socket | null> =>
  new Promise((resolve, reject) => {
    const socket = connect(path)
    socket.once('connect', () => resolve(socket))
    socket.once('error', (error: NodeJS.ErrnoException) =>
      NOBODY_THERE.includes(error.code) ? resolve(null) : reject(error),
    )
  })
