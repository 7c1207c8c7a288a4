// SPDX-License-Identifier: Apache-2.0
import { Component, type ReactNode } from 'react'

import { useText } from '../text/use-text.tsx'
import { MissingCode } from './lazy-page.ts'

interface FenceProps {
  readonly children: ReactNode
  /** What is shown where something failed; without it that something did. */
  readonly instead?: ReactNode
}

interface FenceState {
  /** What was thrown, in a box since anything can be; null while nothing was. */
  readonly failure: { readonly thrown: unknown } | null
}

/** Keeps a fault of one part from taking what stands around it along; says that there was one. */
export class ErrorFence extends Component<FenceProps, FenceState> {
  override state: FenceState = { failure: null }

  static getDerivedStateFromError(thrown: unknown): FenceState {
    return { failure: { thrown } }
  }

  override componentDidCatch(thrown: unknown): void {
    // Only now: before it gives up, the library draws a part once more, and would ask for its code for ever.
    if (thrown instanceof MissingCode) thrown.forget()
  }

  override render(): ReactNode {
    const { failure } = this.state
    if (failure === null) return this.props.children
    return this.props.instead ?? <Fault thrown={failure.thrown} />
  }
}

/** Says that something failed, or did not come, and how it is asked for again. */
export function Fault({ thrown }: { readonly thrown?: unknown }) {
  const { t } = useText()
  const isAway = thrown instanceof MissingCode
  return (
    <div className="plain" role="alert">
      <h1>{t(isAway ? 'web.frame.unreachable' : 'web.frame.fault')}</h1>
      <p>
        <a href={window.location.pathname + window.location.search}>{t('web.frame.again')}</a>
      </p>
    </div>
  )
}
