// SPDX-License-Identifier: Apache-2.0
import type { Session } from '../api/session.tsx'
import { lazyPage, type Page } from '../app/lazy-page.ts'

const ofMechanism = ({ person }: Session): boolean => person.compartment === 'mechanism'
const ofCommission = ({ person }: Session): boolean => person.compartment === 'commission'
const handlesSources = ({ actions, afterSecondFactor }: Session): boolean =>
  [...actions, ...afterSecondFactor].includes('handle-sources')
const ofParty = ({ person }: Session): boolean => person.compartment.startsWith('party:')
const previews = ({ actions }: Session): boolean => actions.includes('release')
const administers = ({ actions, afterSecondFactor }: Session): boolean =>
  [...actions, ...afterSecondFactor].some(
    (action) => action === 'administer-people' || action === 'read-record-of-people',
  )

/** The pages on which people take cases from step to step, each for whose business it is. */
export const DESK_PAGES: readonly Page[] = [
  {
    path: '/cases',
    title: 'proceeding.cases',
    navigation: { key: 'c', isFor: ofMechanism },
    component: lazyPage(async () => (await import('../pages/cases/cases-page.tsx')).CasesPage),
  },
  {
    path: '/cases/:id',
    title: 'proceeding.case',
    navigation: null,
    component: lazyPage(async () => (await import('../pages/case/case-page.tsx')).CasePage),
  },
  {
    path: '/responses',
    title: 'proceeding.responses',
    navigation: { key: 'r', isFor: ofCommission },
    component: lazyPage(async () => (await import('../pages/responses/responses-page.tsx')).ResponsesPage),
  },
  {
    path: '/responses/:id',
    title: 'proceeding.response',
    navigation: null,
    component: lazyPage(async () => (await import('../pages/responses/response-page.tsx')).ResponsePage),
  },
  {
    path: '/attributions',
    title: 'proceeding.attributions',
    navigation: { key: 'a', isFor: ofCommission },
    component: lazyPage(
      async () => (await import('../pages/attributions/attributions-page.tsx')).AttributionsPage,
    ),
  },
  {
    path: '/attributions/:id',
    title: 'proceeding.attribution',
    navigation: null,
    component: lazyPage(
      async () => (await import('../pages/attributions/attribution-page.tsx')).AttributionPage,
    ),
  },
  {
    path: '/party-desk',
    title: 'proceeding.party-desk',
    navigation: { key: 'p', isFor: ofParty },
    component: lazyPage(async () => (await import('../pages/party-desk/party-desk-page.tsx')).PartyDeskPage),
  },
  {
    path: '/register/notifications',
    title: 'proceeding.notifications',
    navigation: { key: 'n', isFor: ofMechanism },
    component: lazyPage(async () => (await import('../pages/register/register-page.tsx')).NotificationsPage),
  },
  {
    path: '/register/notifications/:id',
    title: 'proceeding.notification',
    navigation: null,
    component: lazyPage(async () => (await import('../pages/register/entry-pages.tsx')).NotificationPage),
  },
  {
    path: '/register/requests',
    title: 'proceeding.requests',
    navigation: { key: 'q', isFor: ofMechanism },
    component: lazyPage(async () => (await import('../pages/register/register-page.tsx')).RequestsPage),
  },
  {
    path: '/register/requests/:id',
    title: 'proceeding.request',
    navigation: null,
    component: lazyPage(async () => (await import('../pages/register/entry-pages.tsx')).RequestPage),
  },
  {
    path: '/harm',
    title: 'proceeding.harm-page',
    navigation: { key: 'h', isFor: ofMechanism },
    component: lazyPage(async () => (await import('../pages/harm/harm-page.tsx')).HarmPage),
  },
  {
    path: '/harm/:id',
    title: 'proceeding.harm',
    navigation: null,
    component: lazyPage(async () => (await import('../pages/harm/record-pages.tsx')).HarmRecordPage),
  },
  {
    path: '/impediments/:id',
    title: 'proceeding.impediment',
    navigation: null,
    component: lazyPage(async () => (await import('../pages/harm/record-pages.tsx')).ImpedimentPage),
  },
  {
    path: '/previews',
    title: 'administration.previews',
    navigation: { key: 'v', isFor: previews },
    component: lazyPage(async () => (await import('../pages/previews/previews-page.tsx')).PreviewsPage),
  },
  {
    path: '/sessions',
    title: 'administration.sessions',
    navigation: null,
    component: lazyPage(async () => (await import('../pages/sessions/sessions-page.tsx')).SessionsPage),
  },
  {
    path: '/administration/record',
    title: 'administration.record',
    navigation: null,
    component: lazyPage(
      async () => (await import('../pages/administration/record-of-people.tsx')).RecordPage,
    ),
  },
  {
    path: '/administration/doctor',
    title: 'administration.doctor',
    navigation: null,
    component: lazyPage(async () => (await import('../pages/administration/doctor-page.tsx')).DoctorPage),
  },
  {
    path: '/administration/terms',
    title: 'administration.terms',
    navigation: null,
    component: lazyPage(async () => (await import('../pages/terms/terms-page.tsx')).TermsPage),
  },
  {
    path: '/lists',
    title: 'lists.title',
    navigation: { key: 'l', isFor: ofMechanism },
    component: lazyPage(async () => (await import('../pages/lists/lists-page.tsx')).ListsPage),
  },
  {
    path: '/comparison',
    title: 'comparison.title',
    navigation: { key: 'd', isFor: ofMechanism },
    component: lazyPage(async () => (await import('../pages/comparison/comparison-page.tsx')).ComparisonPage),
  },
  {
    path: '/human-sources',
    title: 'human-source.title',
    navigation: { key: 'u', isFor: handlesSources },
    component: lazyPage(
      async () => (await import('../pages/human-sources/human-sources-page.tsx')).HumanSourcesPage,
    ),
  },
  {
    path: '/administration',
    title: 'proceeding.administration',
    navigation: { key: 'm', isFor: administers },
    component: lazyPage(
      async () => (await import('../pages/administration/administration-page.tsx')).AdministrationPage,
    ),
  },
]
