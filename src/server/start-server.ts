// SPDX-License-Identifier: Apache-2.0
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

import { getRequestListener } from '@hono/node-server'

import type { ServerApp } from './env.ts'

const LOOPBACK = '127.0.0.1'
const HEADERS_MS = 10_000
/** An upload of the largest original over a slow line. */
const REQUEST_MS = 15 * 60_000
const KEEP_ALIVE_MS = 30_000
const MOST_HEADER_BYTES = 16 * 1024
const MOST_CONNECTIONS = 2_000

export interface RunningServer {
  readonly url: string
  readonly port: number
  /** Takes nothing new, lets what is under way end within `patienceMs`, then closes what is left. */
  stop(patienceMs?: number): Promise<void>
}

/** Listens on this machine alone unless told otherwise. Rejects where the port cannot be had. */
export async function startServer(
  app: ServerApp,
  port: number,
  host: string = LOOPBACK,
): Promise<RunningServer> {
  const listener = getRequestListener(app.fetch)
  const server = createServer(
    {
      maxHeaderSize: MOST_HEADER_BYTES,
      headersTimeout: HEADERS_MS,
      requestTimeout: REQUEST_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
    },
    (request, response) => void listener(request, response),
  )
  server.maxConnections = MOST_CONNECTIONS
  await listen(server, port, host)
  const address = server.address() as AddressInfo
  const name = address.family === 'IPv6' ? `[${address.address}]` : address.address
  return {
    url: `http://${name}:${address.port}/`,
    port: address.port,
    stop: (patienceMs = 5_000) => stop(server, patienceMs),
  }
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((done, fail) => {
    server.once('error', fail)
    server.listen(port, host, () => {
      server.off('error', fail)
      done()
    })
  })
}

/** How often lines on which nothing is under way any more are closed while stopping. */
const IDLE_LOOK_MS = 50

function stop(server: Server, patienceMs: number): Promise<void> {
  return new Promise((done) => {
    const idle = setInterval(() => server.closeIdleConnections(), IDLE_LOOK_MS)
    const impatient = setTimeout(() => server.closeAllConnections(), patienceMs)
    server.close(() => {
      clearInterval(idle)
      clearTimeout(impatient)
      done()
    })
  })
}
