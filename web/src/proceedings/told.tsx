// SPDX-License-Identifier: Apache-2.0
import { useEffect, useRef, useState, type ReactNode } from 'react'

import { useText } from '../text/use-text.tsx'

/** Says what was just done. The form that had the focus is gone then, so what is said takes the focus over. */
export function useTold(): { readonly told: ReactNode; tell(what: string): void } {
  const { language } = useText()
  const [said, setSaid] = useState({ what: '', language })
  const line = useRef<HTMLParagraphElement>(null)
  useEffect(() => {
    if (said.what !== '') line.current?.focus()
  }, [said])
  return {
    told: (
      <p ref={line} role="status" className="told" tabIndex={-1}>
        {
          // What was said in another language is over once the page speaks this one.
          said.language === language ? said.what : ''
        }
      </p>
    ),
    tell: (what) => setSaid({ what, language }),
  }
}
