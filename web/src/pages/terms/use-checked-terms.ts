// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from 'react'

import { ask } from '../../api/ask.ts'
import type { Mission } from '../../api/mission.ts'

export interface TermsProblem {
  readonly path: string
  readonly code: string
  readonly params: Readonly<Record<string, string | number>>
  readonly place: { readonly line: number; readonly column: number } | null
}

/** As POST /api/v1/agreement/check answers; the last three are null where there are problems. */
export interface CheckedTerms {
  readonly problems: readonly TermsProblem[]
  readonly summary: {
    readonly digest: string
    readonly provisions: readonly { readonly id: string; readonly obstacles: readonly string[] }[]
  } | null
  readonly drawn: Mission | null
  readonly differs:
    | readonly { readonly path: string; readonly inForce: string | null; readonly here: string | null }[]
    | null
}

export interface TermsCheck {
  readonly checked: CheckedTerms | null
  readonly isChecking: boolean
  readonly refusal: unknown
}

/** Whoever writes pauses about so long between words. */
const AFTER_MS = 400

/** The answer to a text as it is written: asked for after a pause, and never one that is older than the text it stands beside. */
export function useCheckedTerms(text: string | null): TermsCheck {
  const [check, setCheck] = useState<TermsCheck>({ checked: null, isChecking: false, refusal: null })
  useEffect(() => {
    if (text === null) return
    const stop = new AbortController()
    setCheck((before) => ({ ...before, isChecking: true }))
    const timer = window.setTimeout(() => {
      ask<CheckedTerms>('/api/v1/agreement/check', {
        method: 'POST',
        body: { text },
        signal: stop.signal,
      }).then(
        (checked) => setCheck({ checked, isChecking: false, refusal: null }),
        (refusal: unknown) => {
          if (!stop.signal.aborted) setCheck({ checked: null, isChecking: false, refusal })
        },
      )
    }, AFTER_MS)
    return () => {
      window.clearTimeout(timer)
      stop.abort()
    }
  }, [text])
  return check
}
