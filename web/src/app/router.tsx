// SPDX-License-Identifier: Apache-2.0
import { useSyncExternalStore, type ComponentProps, type MouseEvent } from 'react'

/** Where the application is: a path of its own, and what the page keeps in the query. */
export interface Place {
  readonly path: string
  readonly query: URLSearchParams
  /** Another for each time that somebody goes somewhere, be it to where they are; the same while a page keeps something in its address. */
  readonly visit: number
}

const listeners = new Set<() => void>()
const tellAll = (): void => {
  for (const tell of listeners) tell()
}
const tellOfVisit = (): void => {
  visit += 1
  tellAll()
}
/** A way within the page, such as that past the navigation, is told of as well, and leads nowhere else. */
const whenPopped = (): void => {
  if (seen !== window.location.pathname + window.location.search) tellOfVisit()
}

let seen = ''
let visit = 0
let place: Place = { path: '/', query: new URLSearchParams(), visit }

function currentPlace(): Place {
  const { pathname, search } = window.location
  if (seen !== pathname + search || place.visit !== visit) {
    seen = pathname + search
    place = { path: pathname, query: new URLSearchParams(search), visit }
  }
  return place
}

function subscribe(tell: () => void): () => void {
  if (listeners.size === 0) window.addEventListener('popstate', whenPopped)
  listeners.add(tell)
  return () => {
    listeners.delete(tell)
    if (listeners.size === 0) window.removeEventListener('popstate', whenPopped)
  }
}

export const usePlace = (): Place => useSyncExternalStore(subscribe, currentPlace)

/** Goes to a path of the application, such as `/incidents/ab12?asOf=17`; `replace` leaves no step to go back to. */
export function goTo(to: string, { replace = false }: { readonly replace?: boolean } = {}): void {
  if (replace) window.history.replaceState(null, '', to)
  else window.history.pushState(null, '', to)
  tellOfVisit()
}

/** Changes what the page keeps in its address, without a step to go back to; null takes a name out. */
export function keepInAddress(changes: Readonly<Record<string, string | null>>): void {
  const query = new URLSearchParams(window.location.search)
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === '') query.delete(name)
    else query.set(name, value)
  }
  const text = query.toString()
  window.history.replaceState(null, '', `${window.location.pathname}${text === '' ? '' : `?${text}`}`)
  tellAll()
}

/** The parts that a pattern such as `/incidents/:id` takes out of a path; null where it does not fit. */
export function matchPath(pattern: string, path: string): Readonly<Record<string, string>> | null {
  const wanted = pattern.split('/')
  const given = path.replace(/(.)\/$/, '$1').split('/')
  if (wanted.length !== given.length) return null
  const parts: Record<string, string> = {}
  for (const [n, part] of wanted.entries()) {
    const text = given[n] ?? ''
    if (part.startsWith(':')) {
      const decoded = decodedOf(text)
      if (decoded === null) return null
      parts[part.slice(1)] = decoded
    } else if (part !== text) return null
  }
  return parts
}

/** Null for what is no part of an address, such as half a letter. */
function decodedOf(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

/** A link inside the application; opens elsewhere as any other where the browser is asked to. */
export function Link({ href = '/', onClick, ...rest }: ComponentProps<'a'>) {
  const follow = (event: MouseEvent<HTMLAnchorElement>): void => {
    onClick?.(event)
    const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
    if (event.defaultPrevented || !isPlain) return
    event.preventDefault()
    goTo(href)
  }
  return <a href={href} onClick={follow} {...rest} />
}
