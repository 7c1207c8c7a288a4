// SPDX-License-Identifier: Apache-2.0
import { deleteCookie, setCookie } from 'hono/cookie'

import { SESSION_ABSOLUTE_MS } from '#people'

import type { ServerContext } from './env.ts'

export const SESSION_COOKIE = 'marsad_session'
export const CSRF_HEADER = 'x-marsad-csrf'

/** Sent by no page of another site, and read by no script. */
const attributes = (secure: boolean) => ({ httpOnly: true, sameSite: 'Strict', path: '/', secure }) as const

export const giveSessionCookie = (c: ServerContext, token: string, secure: boolean): void =>
  setCookie(c, SESSION_COOKIE, token, { ...attributes(secure), maxAge: SESSION_ABSOLUTE_MS / 1_000 })

export const takeSessionCookie = (c: ServerContext, secure: boolean): void => {
  deleteCookie(c, SESSION_COOKIE, attributes(secure))
}

/** What a browser brings back from an identity provider: sent with the one navigation that comes from there, and to that path alone. */
const ENTRY_COOKIE = 'marsad_entry'
export const ENTRY_PATH = '/api/v1/session/identity-provider'
/** Where the provider sends browsers back to; it must be told of this address. */
export const ENTRY_RETURN_PATH = `${ENTRY_PATH}/return`

const entryAttributes = (secure: boolean) =>
  ({ httpOnly: true, sameSite: 'Lax', path: ENTRY_PATH, secure }) as const

export const giveEntryCookie = (c: ServerContext, token: string, secure: boolean, seconds: number): void =>
  setCookie(c, ENTRY_COOKIE, token, { ...entryAttributes(secure), maxAge: seconds })

export const takeEntryCookie = (c: ServerContext, secure: boolean): void => {
  deleteCookie(c, ENTRY_COOKIE, entryAttributes(secure))
}

export const entryTokenOf = (request: Request): string | null => cookieOf(request, ENTRY_COOKIE)
export const sessionTokenOf = (request: Request): string | null => cookieOf(request, SESSION_COOKIE)

/** The token in the request's cookie; null where there is none, or two of the name, which a neighbouring site may have planted. */
function cookieOf(request: Request, name: string): string | null {
  const cookies = (request.headers.get('cookie') ?? '').split(';').map((part) => part.trim())
  const ours = cookies.filter((cookie) => cookie.startsWith(`${name}=`))
  return ours.length === 1 ? (ours[0]?.slice(name.length + 1) ?? null) : null
}

/**
 * Whether a page of ours, or no page at all, sent the request: browsers name the page's origin (Fetch standard) and whether it is
 * ours; programs name neither.
 */
export function isFromOurPages(request: Request): boolean {
  const { headers } = request
  const site = headers.get('sec-fetch-site')
  if (site !== null && site !== 'same-origin' && site !== 'none') return false
  const origin = headers.get('origin')
  if (origin === null) return true
  const host = headers.get('host') ?? new URL(request.url).host
  return URL.canParse(origin) && new URL(origin).host === host
}
