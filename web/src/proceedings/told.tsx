// SPDX-License-Identifier: Apache-2.0
import { useEffect, useRef, useState, type ReactNode } from 'react'

/** Says what was just done. The form that had the focus is gone then, so what is said takes the focus over. */
export function useTold(): { readonly told: ReactNode; tell(what: string): void } {
  const [said, setSaid] = useState({ what: '' })
  const line = useRef<HTMLParagraphElement>(null)
  useEffect(() => {
    if (said.what !== '') line.current?.focus()
  }, [said])
  return {
    told: (
      <p ref={line} role="status" className="told" tabIndex={-1}>
        {said.what}
      </p>
    ),
    tell: (what) => setSaid({ what }),
  }
}
