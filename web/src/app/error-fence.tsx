// SPDX-License-Identifier: Apache-2.0
import { Component, type ReactNode } from 'react'

import { useText } from '../text/use-text.tsx'

interface FenceState {
  readonly failed: boolean
}

/** Keeps a fault of one page from taking the frame with it; says that there was one. */
export class ErrorFence extends Component<{ readonly children: ReactNode }, FenceState> {
  override state: FenceState = { failed: false }

  static getDerivedStateFromError(): FenceState {
    return { failed: true }
  }

  override render(): ReactNode {
    return this.state.failed ? <Fault /> : this.props.children
  }
}

function Fault() {
  const { t } = useText()
  return (
    <main id="page" className="plain" role="alert">
      <h1>{t('web.frame.fault')}</h1>
      <p>
        <a href={window.location.pathname}>{t('web.frame.again')}</a>
      </p>
    </main>
  )
}
