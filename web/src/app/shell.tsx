// SPDX-License-Identifier: Apache-2.0
import { Loader } from '@mantine/core'
import { Suspense, useEffect, useRef } from 'react'

import { useSessionDesk, type Session } from '../api/session.tsx'
import { EnrolmentPage } from '../pages/set-up/enrolment-page.tsx'
import { SetUpPage } from '../pages/set-up/set-up-page.tsx'
import { SignInPage } from '../pages/sign-in/sign-in-page.tsx'
import { StoryPanel } from '../story/story-panel.tsx'
import { useText } from '../text/use-text.tsx'
import { ErrorFence, Fault } from './error-fence.tsx'
import { ExerciseMark } from './exercise-mark.tsx'
import { Header } from './header.tsx'
import { FIRST_PAGE, PAGES } from './pages.tsx'
import { goTo, Link, matchPath, usePlace } from './router.tsx'

/** Everything around a page, and the page that the address asks for. */
export function Shell() {
  const { t } = useText()
  return (
    <div className="frame">
      <a className="skip" href="#page">
        {t('web.frame.skip')}
      </a>
      <ExerciseMark />
      <Header />
      <StoryPanel />
      <ErrorFence
        instead={
          <main id="page">
            <Fault />
          </main>
        }
      >
        <Suspense fallback={<Waiting />}>
          <CurrentPage />
        </Suspense>
      </ErrorFence>
    </div>
  )
}

export function Waiting() {
  const { t } = useText()
  return (
    <main id="page" className="waiting" aria-busy="true">
      <Loader size="sm" aria-label={t('web.frame.loading')} />
    </main>
  )
}

function CurrentPage() {
  const { path, visit } = usePlace()
  const { t } = useText()
  const { state } = useSessionDesk()
  switch (state.kind) {
    case 'asking':
      return <Waiting />
    case 'unreachable':
      return (
        <main id="page" className="plain">
          <h1>{t('web.frame.unreachable')}</h1>
          <p>{t('web.frame.unreachable-then')}</p>
        </main>
      )
    case 'signed-out':
      if (path === '/set-up') return <SetUpPage />
      if (path === '/enrolment') return <EnrolmentPage />
      return <SignInPage />
    case 'signed-in':
      return <SignedIn session={state.session} path={path} visit={visit} />
  }
}

interface SignedInProps {
  readonly session: Session
  readonly path: string
  readonly visit: number
}

function SignedIn({ session, path, visit }: SignedInProps) {
  const { t } = useText()
  const found = PAGES.flatMap((page) => {
    const parts = matchPath(page.path, path)
    return parts === null ? [] : [{ page, parts }]
  })[0]
  const isDoor = path === '/' || path === '/set-up' || path === '/enrolment' || path === '/sign-in'
  useEffect(() => {
    if (isDoor) goTo(FIRST_PAGE, { replace: true })
  }, [isDoor])
  const title = found === undefined ? t('web.frame.no-such-page') : t(found.page.title)
  useEffect(() => {
    document.title = `${title} · ${t('web.frame.name')}`
  }, [title, t])
  useFocusOnArrival(visit)
  if (isDoor) return <Waiting />
  if (found === undefined) {
    return (
      <main id="page" className="plain">
        <h1>{t('web.frame.no-such-page')}</h1>
        <Link href={FIRST_PAGE}>{t('web.page.situation')}</Link>
      </main>
    )
  }
  const { component: Component } = found.page
  return (
    <main id="page" tabIndex={-1} key={session.person.id}>
      {/* Whoever goes somewhere gets it as it is opened there, and what failed before is over. */}
      <ErrorFence key={visit}>
        <Component {...found.parts} />
      </ErrorFence>
    </main>
  )
}

/** Whoever goes to another page by keyboard goes on from its beginning. */
function useFocusOnArrival(visit: number): void {
  const before = useRef(visit)
  useEffect(() => {
    if (before.current === visit) return
    before.current = visit
    // Whoever is led through the pages by the story stays at it.
    if ((document.activeElement?.closest('.story') ?? null) !== null) return
    document.querySelector<HTMLElement>('#page')?.focus({ preventScroll: true })
  }, [visit])
}
