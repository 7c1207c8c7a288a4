// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from 'react'

import { missionNow } from '../api/exercise.ts'
import { useMission } from '../api/mission.ts'
import { useText } from '../text/use-text.tsx'
import { clockTime, dayAndTime, offsetOf } from '../text/mission-time.ts'

const AFTER_THE_SECOND_MS = 10

/** Official mission time with UTC beside it; each says which it is. */
export function Clock() {
  const { t, code } = useText()
  const mission = useMission()
  const [now, setNow] = useState(missionNow)
  useEffect(() => {
    // Just after the second, so that the two never differ by one, and a timer that comes early does not come again at once.
    let timer = 0
    const next = (): void => {
      timer = window.setTimeout(tick, 1_000 - (missionNow() % 1_000) + AFTER_THE_SECOND_MS)
    }
    const tick = (): void => {
      setNow(missionNow())
      next()
    }
    next()
    return () => window.clearTimeout(timer)
  }, [])
  const zone = mission.data?.timeZone ?? null
  return (
    <div className="clock" role="timer" aria-live="off">
      {zone === null ? null : (
        <span className="clock-time" title={code(zone)}>
          <span className="clock-label">{t('web.clock.mission')}</span>
          <time dateTime={new Date(now).toISOString()}>{code(clockTime(now, zone))}</time>
          <span className="clock-label">{code(offsetOf(now, zone))}</span>
        </span>
      )}
      <span className="clock-time">
        <time dateTime={new Date(now).toISOString()}>{code(dayAndTime(now, 'UTC'))}</time>
        <span className="clock-label">{code('UTC')}</span>
      </span>
    </div>
  )
}
