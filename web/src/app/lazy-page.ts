// SPDX-License-Identifier: Apache-2.0
import { lazy, type ComponentType } from 'react'

import type { MessageKey } from '#messages'

import type { Session } from '../api/session.tsx'

/** One page of the application. */
export interface Page {
  /** Its path, with `:name` for parts that vary; they come as properties. */
  readonly path: string
  readonly title: MessageKey
  /** Whose navigation it stands in; null for pages that others lead to. The service decides what is answered, not this. */
  readonly navigation: { readonly key: string; readonly isFor: (session: Session) => boolean } | null
  readonly component: ComponentType<Readonly<Record<string, string>>>
}

/** A page whose code comes when it is first asked for. */
export const lazyPage = <P>(load: () => Promise<ComponentType<P>>): Page['component'] =>
  lazy(async () => ({ default: (await load()) as unknown as Page['component'] }))
