// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from 'react'

import { missionNow } from '../../api/exercise.ts'

const TICK_MS = 15_000

/** Milliseconds since 1970, new every quarter of a minute. */
export function useNow(): number {
  const [now, setNow] = useState(missionNow)
  useEffect(() => {
    const timer = window.setInterval(() => setNow(missionNow()), TICK_MS)
    return () => window.clearInterval(timer)
  }, [])
  return now
}
