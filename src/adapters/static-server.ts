// SPDX-License-Identifier: Apache-2.0
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize, sep } from 'node:path'

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.geojson': 'application/geo+json; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.ndjson': 'application/x-ndjson; charset=utf-8',
}

/** Serves a finished output folder read-only on the loopback address; `/` is the report. Rejects when no port can be had. */
export async function serveFolder(folder: string, port: number): Promise<{ url: string; server: Server }> {
  const server = createServer((request, response) => {
    void answer(folder, request.method ?? '', request.url ?? '/', response)
  })
  await listen(server, port)
  const address = server.address() as AddressInfo
  return { url: `http://localhost:${address.port}/`, server }
}

/** Takes the wanted port, or any free one where it is in use. */
function listen(server: Server, port: number): Promise<void> {
  return new Promise((done, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE' || port === 0) return fail(error)
      server.once('error', fail)
      server.listen(0, '127.0.0.1', done)
    })
    server.listen(port, '127.0.0.1', done)
  })
}

async function answer(folder: string, method: string, url: string, response: ServerResponse): Promise<void> {
  if (method !== 'GET' && method !== 'HEAD') return plain(response, 405, 'Only reading is possible here.')
  const path = fileOf(folder, url)
  const entry = path === null ? null : await stat(path).catch(() => null)
  if (path === null || entry === null || !entry.isFile())
    return plain(response, 404, 'There is no such file here.')
  response.writeHead(200, {
    'content-type': CONTENT_TYPES[extname(path)] ?? 'application/octet-stream',
    'content-length': entry.size,
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  })
  if (method === 'HEAD') return void response.end()
  createReadStream(path)
    .on('error', () => response.destroy())
    .pipe(response)
}

/** The file an address asks for, or null where it would lie outside the folder. */
function fileOf(folder: string, url: string): string | null {
  let name: string
  try {
    name = decodeURIComponent(new URL(url, 'http://localhost').pathname)
  } catch {
    return null
  }
  const path = normalize(join(folder, name === '/' ? 'report.html' : name))
  return path.startsWith(normalize(folder) + sep) ? path : null
}

function plain(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${text}\n`)
}
