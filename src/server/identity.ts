// SPDX-License-Identifier: Apache-2.0
import type { Action, Role } from '#people'
import type { Reader } from '#releasability'

/** Who stands behind a request of a person: what they may read, and what their roles let them do. */
export interface Identity {
  readonly reader: Reader
  readonly roles: readonly Role[]
  /** One name for one session or key, for limits alone; never logged. */
  readonly limitKey: string
}

/**
 * Who is asking, by whatever the request carries; null where it carries nothing valid. A session that asks to write without its
 * CSRF token is nobody.
 */
export type Authenticate = (request: Request) => Promise<Identity | null>

/** Whether somebody with these roles may ask for that at all; which items they then see is for `mayRead` alone. */
export type MayDo = (identity: Identity, action: Action) => boolean
