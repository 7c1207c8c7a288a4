// SPDX-License-Identifier: Apache-2.0
import type { OpenAPIHono } from '@hono/zod-openapi'
import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'

import type { Identity } from './identity.ts'
import { ProblemError } from './problem.ts'

/** What a request carries through the gates. */
export interface ServerEnv {
  // Requests made in a test come over no socket.
  readonly Bindings: Partial<HttpBindings>
  readonly Variables: { requestId: string; identity: Identity }
}

export type ServerApp = OpenAPIHono<ServerEnv>
export type ServerContext = Context<ServerEnv>

/** The address at the other end of the socket, whatever a header says; null where there is no socket. */
export const peerOf = (c: ServerContext): string | null => c.env?.incoming?.socket.remoteAddress ?? null

const LOOPBACK = /^(127(\.\d{1,3}){3}|::1|::ffff:127(\.\d{1,3}){3})$/
export const isLoopback = (address: string | null): boolean => address !== null && LOOPBACK.test(address)

const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via']
const wasForwarded = (c: ServerContext): boolean => FORWARDED.some((name) => c.req.header(name) !== undefined)
/** Whether whoever asks sits at this machine, and no proxy passes them on. */
export const isOnThisMachine = (c: ServerContext): boolean => isLoopback(peerOf(c)) && !wasForwarded(c)

/** For answers that are begun only to be taken: their head alone would be put on record, or counted, as if they had been. */
export function refuseHead(c: ServerContext): void {
  if (c.req.raw.method === 'HEAD') throw new ProblemError({ code: 'method-not-allowed', allow: ['GET'] })
}
