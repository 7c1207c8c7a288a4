// SPDX-License-Identifier: Apache-2.0
import { createElement, lazy, type ComponentType } from 'react'

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

/** As browsers word it where code did not come; they have no code for that. */
const CODE_DID_NOT_COME = /dynamically imported module|importing a module script|unable to preload css/i

/** Style sheets that did not come: the bundler asks for each of them once, and takes it for there from then on. */
const missingStyles = new Set<string>()
window.addEventListener(
  'error',
  ({ target }) => {
    if (!(target instanceof HTMLLinkElement) || target.rel !== 'stylesheet') return
    missingStyles.add(target.href)
    target.remove()
  },
  { capture: true },
)

const bringStyle = (href: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const link = document.createElement('link')
    link.rel = 'stylesheet'
    link.href = href
    link.addEventListener('load', () => {
      missingStyles.delete(href)
      resolve()
    })
    link.addEventListener('error', () => reject(new Error(`Unable to preload CSS for ${href}`)))
    document.head.append(link)
  })

/** The service did not give the code of a part. */
export class MissingCode extends Error {
  /** Has the code asked for again by whoever draws that part next. */
  readonly forget: () => void
  constructor(forget: () => void, options: ErrorOptions) {
    super('code that did not come', options)
    this.forget = forget
  }
}

/** A part of a page whose code comes when it is first asked for, and is asked for again when it did not come. */
export function lazyPart<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  const begin = (): ComponentType<P> =>
    lazy(async () => {
      try {
        await Promise.all([...missingStyles].map(bringStyle))
        return { default: await load() }
      } catch (error) {
        if (!(error instanceof Error) || !CODE_DID_NOT_COME.test(error.message)) throw error
        throw new MissingCode(() => (current = begin()), { cause: error })
      }
    })
  let current = begin()
  return (props) => createElement(current, props)
}

/** A whole page of that kind; its properties are the parts of its path. */
export const lazyPage = <P extends object>(load: () => Promise<ComponentType<P>>): Page['component'] =>
  lazyPart(load) as unknown as Page['component']
