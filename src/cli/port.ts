// SPDX-License-Identifier: Apache-2.0
import { ok, problem, refuse, type Result } from '#kernel'

const DEFAULT_PORT = 8320
const LARGEST_PORT = 65_535

/** The port of a command line; 0 takes a free one. Problems: `port-not-usable`. */
export function parsePort(text: string | undefined): Result<number> {
  if (text === undefined) return ok(DEFAULT_PORT)
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  return port <= LARGEST_PORT ? ok(port) : refuse(problem('--port', 'port-not-usable', { text }))
}
