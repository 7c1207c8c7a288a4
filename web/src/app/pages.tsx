// SPDX-License-Identifier: Apache-2.0
import { mayDo, type Session } from '../api/session.tsx'
import { DESK_PAGES } from '../proceedings/desk-pages.tsx'
import { lazyPage as page, type Page } from './lazy-page.ts'

const forReaders = (session: Session): boolean => mayDo(session, 'read')

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
  ...DESK_PAGES,
]

/** Where somebody lands who asked for nothing. */
export const FIRST_PAGE = '/situation'
