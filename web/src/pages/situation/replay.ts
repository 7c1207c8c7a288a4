// SPDX-License-Identifier: Apache-2.0
import { useCallback, useEffect, useRef, useState } from 'react'

import { wantsStillness } from '../../app/stillness.ts'
import type { SituationAddress } from './address-filter.ts'

interface Replayed {
  readonly whole: { readonly fromMs: number; readonly toMs: number }
  readonly fromMs: number
  readonly toMs: number
  readonly onChange: (part: Partial<SituationAddress>) => void
}

/** The whole span passes in this time, whatever its length. */
const WHOLE_MS = 20_000
/** Where no interval was chosen, a window of this share of the whole moves over it. */
const WINDOW_SHARE = 0.08
const STILL_STEP_MS = 1_000

/** Moves the interval over the whole span; in single steps for whoever asked for less motion. */
export function useReplay(replayed: Replayed): { readonly isPlaying: boolean; toggle(): void } {
  const [isPlaying, setPlaying] = useState(false)
  const latest = useRef(replayed)
  latest.current = replayed
  useEffect(() => {
    if (!isPlaying) return
    const { whole, fromMs, toMs } = latest.current
    const span = whole.toMs - whole.fromMs
    const isWhole = fromMs <= whole.fromMs && toMs >= whole.toMs
    const length = isWhole ? span * WINDOW_SHARE : toMs - fromMs
    let start = isWhole || toMs >= whole.toMs ? whole.fromMs : fromMs
    const step = (ms: number): boolean => {
      start += (ms / WHOLE_MS) * span
      if (start + length >= whole.toMs) {
        latest.current.onChange({ fromMs: Math.round(whole.toMs - length), toMs: null })
        setPlaying(false)
        return false
      }
      latest.current.onChange({ fromMs: Math.round(start), toMs: Math.round(start + length) })
      return true
    }
    if (wantsStillness()) {
      const timer = window.setInterval(() => {
        if (!step(STILL_STEP_MS)) window.clearInterval(timer)
      }, STILL_STEP_MS)
      return () => window.clearInterval(timer)
    }
    let before = performance.now()
    let frame = 0
    const next = (now: number): void => {
      const goesOn = step(now - before)
      before = now
      if (goesOn) frame = requestAnimationFrame(next)
    }
    frame = requestAnimationFrame(next)
    return () => cancelAnimationFrame(frame)
  }, [isPlaying])
  const toggle = useCallback(() => setPlaying((before) => !before), [])
  return { isPlaying, toggle }
}
