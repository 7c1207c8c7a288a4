// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

import type { AppParts } from '../app.ts'
import type { ServerApp, ServerContext } from '../env.ts'

/** The built pages, by path from their folder: `index.html`, `assets/index-DiwrgTda.js`. */
export interface PageFiles {
  readonly paths: readonly string[]
  read(path: string): Promise<Uint8Array<ArrayBuffer>>
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
  geojson: 'application/geo+json; charset=utf-8',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
  woff: 'font/woff',
  ttf: 'font/ttf',
  png: 'image/png',
  wasm: 'application/wasm',
}
const WORTH_PACKING = new Set(['html', 'js', 'mjs', 'css', 'json', 'geojson', 'svg', 'ttf', 'wasm'])

/** Stands in the built page where the nonce of its styles goes (web/vite.config.ts). */
const NONCE_MARK = 'MARSAD-STYLE-NONCE'
const HASHED = /^assets\//
const YEAR_SECONDS = 31_536_000
/** What the API, the log and whoever runs the service answer to; everything else without a dot is a path of the application. */
const NOT_PAGES = /^\/(api|log|healthz|readyz|metrics)(\/|$)/

/**
 * What pages may do: everything from this origin, styles from files or with the nonce of the page, pictures that they make themselves,
 * scripts from files alone.
 */
const contentPolicy = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')

/** The pages of the application, before the gate: they hold nothing of a mission, and ask for it like any other program. */
export const pageParts = (files: PageFiles): AppParts => ({ open: [(app) => addPages(app, files)] })

function addPages(app: ServerApp, files: PageFiles): void {
  const known = new Set(files.paths)
  const packed = createPackedFiles(files)
  app.get('*', async (c, next) => {
    const { path } = c.req
    if (NOT_PAGES.test(path)) return next()
    const name = path.slice(1)
    if (known.has(name) && name !== 'index.html') return answerFile(c, name, packed)
    const isPage = !/\.|%/.test(path)
    return isPage && known.has('index.html') ? answerPage(c, files) : next()
  })
}

async function answerPage(c: ServerContext, files: PageFiles): Promise<Response> {
  const nonce = randomBytes(16).toString('base64url')
  const text = new TextDecoder().decode(await files.read('index.html'))
  return c.body(text.replaceAll(NONCE_MARK, nonce), 200, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': contentPolicy(nonce),
    'cache-control': 'no-store',
  })
}

async function answerFile(c: ServerContext, name: string, packed: PackedFiles): Promise<Response> {
  const { bytes, isPacked } = await packed.read(name, /\bgzip\b/.test(c.req.header('accept-encoding') ?? ''))
  return c.body(bytes, 200, {
    'content-type': CONTENT_TYPES[extensionOf(name)] ?? 'application/octet-stream',
    'cache-control': HASHED.test(name) ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache',
    vary: 'accept-encoding',
    // A worker goes by the policy that its own script came with.
    'content-security-policy': contentPolicy(randomBytes(16).toString('base64url')),
    ...(isPacked ? { 'content-encoding': 'gzip' } : {}),
  })
}

interface PackedFiles {
  read(
    name: string,
    mayPack: boolean,
  ): Promise<{ readonly bytes: Uint8Array<ArrayBuffer>; readonly isPacked: boolean }>
}

const pack = promisify(gzip)

/** Each file is packed once; there are some dozens, and they do not change while the service runs. */
function createPackedFiles(files: PageFiles): PackedFiles {
  const held = new Map<string, Promise<Uint8Array<ArrayBuffer>>>()
  return {
    async read(name, mayPack) {
      if (!mayPack || !WORTH_PACKING.has(extensionOf(name))) {
        return { bytes: await files.read(name), isPacked: false }
      }
      const packing =
        held.get(name) ?? files.read(name).then(async (bytes) => new Uint8Array(await pack(bytes)))
      held.set(name, packing)
      return { bytes: await packing, isPacked: true }
    },
  }
}

const extensionOf = (name: string): string => /\.([a-z0-9]+)$/.exec(name)?.[1] ?? ''
