// SPDX-License-Identifier: Apache-2.0
import { useCallback, useEffect, useRef, useState } from 'react'

/** Nothing moved for this long: the hand rests. */
const RESTS_AFTER_MS = 300

/** Whether a hand is in the midst of a movement; `moved` is called at each step of it. */
export function useHand(): { readonly isMoving: boolean; moved(): void } {
  const [isMoving, setMoving] = useState(false)
  const timer = useRef(0)
  const moved = useCallback(() => {
    setMoving(true)
    window.clearTimeout(timer.current)
    timer.current = window.setTimeout(() => setMoving(false), RESTS_AFTER_MS)
  }, [])
  useEffect(() => () => window.clearTimeout(timer.current), [])
  return { isMoving, moved }
}

/** The value as it was when the hand began to move, and the latest one as soon as it rests. */
export function useUnhurried<T>(value: T, isMoving: boolean): T {
  const kept = useRef(value)
  if (!isMoving) kept.current = value
  return kept.current
}
