// SPDX-License-Identifier: Apache-2.0
import '../../proceedings/desk.css'
import './administration.css'
import type { ReactNode } from 'react'

import type { MessageKey } from '#messages'

import { mayDo, useSession, type Session } from '../../api/session.tsx'
import { Link, usePlace } from '../../app/router.tsx'
import { useText } from '../../text/use-text.tsx'

interface Part {
  readonly path: string
  readonly title: MessageKey
  isFor(session: Session): boolean
}

/** With a second factor or before it: the page says itself what is still needed. */
const ever = (session: Session, action: string): boolean =>
  mayDo(session, action) || session.afterSecondFactor.includes(action)

const PARTS: readonly Part[] = [
  {
    path: '/administration',
    title: 'administration.people',
    isFor: (session) => ever(session, 'administer-people'),
  },
  {
    path: '/administration/record',
    title: 'administration.record',
    isFor: (session) => ever(session, 'read-record-of-people'),
  },
  {
    path: '/administration/terms',
    title: 'administration.terms',
    isFor: (session) => ever(session, 'change-policy'),
  },
  {
    path: '/previews',
    title: 'administration.previews',
    isFor: (session) => ever(session, 'change-policy') || ever(session, 'release'),
  },
  {
    path: '/administration/doctor',
    title: 'administration.doctor',
    isFor: (session) => session.person.compartment === 'mechanism' && ever(session, 'administer-people'),
  },
]

/** One part of the administration, with the way to the others. */
export function AdministrationFrame({
  isWide = false,
  children,
}: {
  readonly isWide?: boolean
  readonly children: ReactNode
}) {
  const { t } = useText()
  const session = useSession()
  const { path } = usePlace()
  const parts = PARTS.filter(({ isFor }) => isFor(session))
  const title = PARTS.find((part) => part.path === path)?.title ?? 'proceeding.administration'
  return (
    <div className={isWide ? 'desk desk-wide' : 'desk'}>
      <h1>{t(title)}</h1>
      {parts.length < 2 ? null : (
        <nav className="navigation parts" aria-label={t('administration.sections')}>
          {parts.map((part) => (
            <Link key={part.path} href={part.path} aria-current={part.path === path ? 'page' : undefined}>
              {t(part.title)}
            </Link>
          ))}
        </nav>
      )}
      {children}
    </div>
  )
}
