// SPDX-License-Identifier: Apache-2.0
import { lazy, type ComponentType } from 'react'

import type { MessageKey } from '#messages'

import { mayDo, type Session } from '../api/session.tsx'

/** One page of the application. */
export interface Page {
  /** Its path, with `:name` for parts that vary; they come as properties. */
  readonly path: string
  readonly title: MessageKey
  /** Whose navigation it stands in; null for pages that others lead to. The service decides what is answered, not this. */
  readonly navigation: { readonly key: string; readonly isFor: (session: Session) => boolean } | null
  readonly component: ComponentType<Readonly<Record<string, string>>>
}

const forReaders = (session: Session): boolean => mayDo(session, 'read')

const page = <P,>(load: () => Promise<ComponentType<P>>): Page['component'] =>
  lazy(async () => ({ default: (await load()) as unknown as Page['component'] }))

/** Every page behind the sign-in, in the order of the navigation; `g` and the key of the navigation lead there. */
export const PAGES: readonly Page[] = [
  {
    path: '/situation',
    title: 'web.page.situation',
    navigation: { key: 's', isFor: forReaders },
    component: page(async () => (await import('../pages/situation/situation-page.tsx')).SituationPage),
  },
  {
    path: '/incidents/:id',
    title: 'web.page.incident',
    navigation: null,
    component: page(async () => (await import('../pages/incident/incident-page.tsx')).IncidentPage),
  },
]

/** Where somebody lands who asked for nothing. */
export const FIRST_PAGE = '/situation'
