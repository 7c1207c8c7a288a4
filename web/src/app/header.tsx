// SPDX-License-Identifier: Apache-2.0
import {
  Menu,
  NativeSelect,
  UnstyledButton,
  useMantineColorScheme,
  useComputedColorScheme,
} from '@mantine/core'
import { useEffect, useState } from 'react'

import { isLanguage, LANGUAGES } from '#messages'

import { useSessionDesk, type Session } from '../api/session.tsx'
import { useText } from '../text/use-text.tsx'
import { Clock } from './clock.tsx'
import { PAGES } from './pages.tsx'
import { useLanguageChoice } from './preferences.tsx'
import { RefusalNote } from './refusal-note.tsx'
import { goTo, Link, usePlace } from './router.tsx'
import { KeyboardHelp } from './keyboard-help.tsx'
import { useShortcuts } from './shortcuts.ts'

/** Each language by its own name. */
const OWN_NAMES = { ar: 'العربية', en: 'English', fr: 'Français', uk: 'Українська', ru: 'Русский' } as const

/** Mission, navigation by role, both times, language, theme and who is signed in. */
export function Header() {
  const { t } = useText()
  const { state } = useSessionDesk()
  const session = state.kind === 'signed-in' ? state.session : null
  const [isHelpOpen, setHelpOpen] = useState(false)
  useShortcuts(session, () => setHelpOpen(true))
  return (
    <header className="header">
      <Link href="/" className="mark" aria-label={t('web.frame.name')}>
        <span lang="ar">مرصد</span>
        <span className="mark-latin" lang="en">
          Marsad
        </span>
      </Link>
      {session === null ? <span className="grow" /> : <Navigation session={session} />}
      <div className="tools">
        {session === null ? null : <Clock />}
        <LanguageSwitch />
        <ThemeSwitch />
        <UnstyledButton className="tool" onClick={() => setHelpOpen(true)} aria-label={t('web.help.open')}>
          ?
        </UnstyledButton>
        {session === null ? null : <PersonMenu session={session} />}
      </div>
      <KeyboardHelp isOpen={isHelpOpen} onClose={() => setHelpOpen(false)} />
    </header>
  )
}

function Navigation({ session }: { readonly session: Session }) {
  const { t } = useText()
  const { path } = usePlace()
  return (
    <nav className="navigation grow" aria-label={t('web.frame.navigation')}>
      {PAGES.filter(({ navigation }) => navigation?.isFor(session) === true).map((page) => (
        <Link key={page.path} href={page.path} aria-current={path.startsWith(page.path) ? 'page' : undefined}>
          {t(page.title)}
        </Link>
      ))}
    </nav>
  )
}

function LanguageSwitch() {
  const { t } = useText()
  const { language, choose } = useLanguageChoice()
  return (
    <NativeSelect
      size="xs"
      aria-label={t('web.frame.language')}
      value={language}
      data={LANGUAGES.map((value) => ({ value, label: OWN_NAMES[value] }))}
      onChange={({ currentTarget }) => {
        if (isLanguage(currentTarget.value)) choose(currentTarget.value)
      }}
    />
  )
}

function ThemeSwitch() {
  const { t } = useText()
  const { setColorScheme } = useMantineColorScheme()
  const scheme = useComputedColorScheme('light')
  useEffect(() => {
    document.documentElement.style.colorScheme = scheme
  }, [scheme])
  const other = scheme === 'dark' ? 'light' : 'dark'
  return (
    <UnstyledButton
      className="tool"
      onClick={() => setColorScheme(other)}
      aria-label={t(other === 'dark' ? 'web.theme.dark' : 'web.theme.light')}
    >
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        <circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" strokeWidth="1.5" />
        <path d="M8 2.5a5.5 5.5 0 0 1 0 11z" fill="currentColor" />
      </svg>
    </UnstyledButton>
  )
}

function PersonMenu({ session }: { readonly session: Session }) {
  const { t, name, word, code } = useText()
  const { signOut } = useSessionDesk()
  const [refusal, setRefusal] = useState<unknown>(null)
  const { person, assurance } = session
  const leave = (): void => {
    setRefusal(null)
    signOut().catch(setRefusal)
  }
  return (
    <>
      {refusal === null ? null : (
        <div className="still-in">
          <RefusalNote refusal={refusal} />
          {t('web.session.still-in')}
        </div>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <UnstyledButton className="person">
            <span>{name(person.name)}</span>
            <span className="quiet">{name(person.organisation)}</span>
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{code(person.login)}</Menu.Label>
          <Menu.Label>{person.roles.map((role) => word('role', role)).join(t('web.list.comma'))}</Menu.Label>
          <Menu.Label>
            {t(assurance === 'two-factor' ? 'web.session.two-factor' : 'web.session.one-factor')}
          </Menu.Label>
          <Menu.Item onClick={() => goTo('/sessions')}>{t('administration.sessions')}</Menu.Item>
          <Menu.Item onClick={leave}>{t('web.session.sign-out')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  )
}
