// SPDX-License-Identifier: Apache-2.0

/** Where the kit keeps the theme that somebody chose. */
const STORED = 'mantine-color-scheme-value'

/** Sets the theme before anything is drawn, so that no page flashes white in a dark room; a script in the page itself could not, by our content policy. */
export function paintFirst(): void {
  const root = document.documentElement
  root.dataset['mantineColorScheme'] = isDark() ? 'dark' : 'light'
}

function isDark(): boolean {
  let chosen: string | null = null
  try {
    chosen = window.localStorage.getItem(STORED)
  } catch {
    // Storage that is closed to us is the same as no choice.
  }
  if (chosen === 'dark' || chosen === 'light') return chosen === 'dark'
  return window.matchMedia('(prefers-color-scheme: dark)').matches
}
